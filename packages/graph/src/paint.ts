import { wayKey } from "./draw-edge";
import { barOf, COUNTS } from "./draw-items";
import type { Drawing } from "./drawing";
import { durationOf } from "./duration";
import type { GraphNode } from "./graph";
import { partKey, stateKey } from "./keys";
import type { Layout, PlacedEdge } from "./layout";
import { CAPTION_SIZE, lookOf } from "./layout/size";
import { widthOf } from "./measure";
import type { StateView } from "./states";
import { STATUSES } from "./status";
import type { Patch } from "./svg-node";
import type { ItemsView } from "./view";

/** An execution at one moment, as far as a drawing shows it. */
export interface Moment {
  readonly states: readonly StateView[];
  /** The ways taken, as in the payload. */
  readonly taken: readonly number[];
  /** When states that still run are measured, in milliseconds since 1970. */
  readonly now: number;
}

/**
 * What a drawing has to change to show a moment: of the drawing as it was made, or as it showed the moment before.
 *
 * @param before The moment that is shown, with the states that have not changed since being the same objects.
 */
export const paint = ({ graph, layout }: Drawing, moment: Moment, before?: Moment): readonly Patch[] => {
  const patches: Patch[] = [];
  const ticks = moment.now !== before?.now;
  for (const node of graph.nodes) {
    const state = moment.states[node.index]!;
    if (state === before?.states[node.index] && !(ticks && isRunning(state))) continue;
    paintState(patches, node, layout.nodes[node.index]!.width, state, moment.now);
  }
  paintWays(patches, layout, moment, before);
  return patches;
};

const isRunning = ({ startTime, duration }: StateView): boolean => startTime !== undefined && duration === undefined;

const shown = (is: boolean): string => (is ? "inline" : "none");

const paintState = (patches: Patch[], node: GraphNode, width: number, state: StateView, now: number): void => {
  const { index } = node;
  const { glyph, words } = STATUSES[state.status];
  patches.push(
    { key: stateKey(index), attributes: { "data-status": state.status } },
    { key: partKey("title", index), text: state.status === "notStarted" ? node.name : `${node.name} · ${words}` },
    { key: partKey("glyph", index), attributes: { d: glyph, display: shown(glyph !== "") } },
  );
  if (lookOf(node).timed) {
    const time = timeOf(state, now);
    patches.push({ key: partKey("time", index), text: time, attributes: { display: shown(time !== "") } });
  }
  const limit = triesOf(node);
  if (limit > 1) {
    const tries = state.tries.length;
    patches.push(
      { key: partKey("retry", index), attributes: { display: shown(tries > 1) } },
      { key: partKey("tries", index), text: limit > 9 || tries > 9 ? String(tries) : `${tries}/${limit}` },
    );
  }
  patches.push(
    { key: partKey("many", index), attributes: { display: shown(state.active > 1) } },
    { key: partKey("times", index), text: state.active > 1 ? `×${state.active > 999 ? "1k+" : state.active}` : "" },
  );
  if (node.type === "Map") paintItems(patches, index, width, state.items);
};

const timeOf = ({ startTime, duration }: StateView, now: number): string => {
  if (startTime === undefined || duration === 0) return "";
  return durationOf(duration ?? now - startTime);
};

/** How many tries a state has in all: the first, and what its retriers allow. */
export const triesOf = ({ state }: GraphNode): number =>
  "Retry" in state && Array.isArray(state.Retry) && state.Retry.length > 0
    ? 1 +
      state.Retry.reduce(
        (most, { MaxAttempts }) => Math.max(most, typeof MaxAttempts === "number" ? MaxAttempts : 3),
        0,
      )
    : 1;

const COUNT_WORDS: Readonly<Record<(typeof COUNTS)[number], string>> = {
  succeeded: "done",
  failed: "failed",
  aborted: "aborted",
  running: "running",
  queued: "queued",
};

const paintItems = (patches: Patch[], index: number, width: number, items: ItemsView | undefined): void => {
  patches.push(
    { key: partKey("each", index), attributes: { display: shown(!items) } },
    { key: partKey("counts", index), attributes: { display: shown(!!items) } },
  );
  if (!items) return;
  const bar = barOf(width);
  const ended = items.succeeded + items.failed + items.aborted;
  const done = `${ended} / ${items.total}`;
  const texts = countTexts(items, bar.width - widthOf(done, CAPTION_SIZE));
  let before = 0;
  let x = bar.left;
  for (const of of COUNTS) {
    const count = items[of];
    const from = share(bar.width, before, items.total);
    before += count;
    const to = share(bar.width, before, items.total);
    patches.push(
      { key: partKey("count", `${of}-${index}`), text: texts[of] },
      {
        key: partKey("counts", `${of}-${index}`),
        attributes: { display: shown(count > 0), transform: `translate(${Math.round(x)},42)` },
      },
      {
        key: partKey("bar", `${of}-${index}`),
        attributes: {
          display: shown(count > 0),
          x: String(bar.left + from),
          width: String(Math.max(1, to - from - (to < bar.width ? 1 : 0))),
        },
      },
    );
    if (count > 0) x += countWidth(texts[of]);
  }
  patches.push({ key: partKey("done", index), text: done });
};

type Counted = (typeof COUNTS)[number];

/** Ways to write a count, the longest first. */
const WRITINGS: readonly ((count: number, of: Counted) => string)[] = [
  (count, of) => `${count} ${COUNT_WORDS[of]}`,
  (count) => String(count),
  (count) =>
    count < 1000
      ? String(count)
      : count < 1_000_000
        ? `${Math.floor(count / 1000)}k`
        : `${Math.floor(count / 1_000_000)}M`,
];

const DOT = 10;
const BETWEEN = 14;
const countWidth = (text: string): number => DOT + widthOf(text, CAPTION_SIZE) + BETWEEN;

/** The counts, written as long as there is room for. */
const countTexts = (items: ItemsView, room: number): Readonly<Record<Counted, string>> => {
  const written = WRITINGS.map(
    (write) => Object.fromEntries(COUNTS.map((of) => [of, write(items[of], of)])) as Record<Counted, string>,
  );
  const fits = (texts: Readonly<Record<Counted, string>>): boolean =>
    COUNTS.reduce((sum, of) => sum + (items[of] > 0 ? countWidth(texts[of]) : 0), 0) <= room;
  return written.find(fits) ?? written[written.length - 1]!;
};

const share = (width: number, count: number, total: number): number =>
  total > 0 ? Math.round((width * Math.min(count, total)) / total) : 0;

const paintWays = (patches: Patch[], { edges, nodes }: Layout, moment: Moment, before: Moment | undefined): void => {
  const is = waysOf(moment, nodes.length);
  const was = before && waysOf(before, nodes.length);
  edges.forEach(({ edge }, i) => {
    const taken = is(edge);
    if (taken !== was?.(edge)) patches.push({ key: wayKey(i), attributes: { display: shown(taken) } });
  });
};

/** Whether an edge was taken. Where one that catches goes the same way as one that does not, the status tells which. */
const waysOf = ({ states, taken }: Moment, count: number): ((edge: PlacedEdge["edge"]) => boolean) => {
  const ways = new Set<number>();
  for (let i = 0; i + 1 < taken.length; i += 2) ways.add(taken[i]! * count + taken[i + 1]!);
  return ({ from, to, kind, alike }) => {
    if (from < 0) return states[to]?.startTime !== undefined;
    return ways.has(from * count + to) && (!alike || (kind === "catch") === (states[from]?.status === "caught"));
  };
};
