import { wayKey } from "./draw-edge";
import { barOf, COUNTS } from "./draw-items";
import { durationOf } from "./duration";
import type { Graph, GraphNode } from "./graph";
import { partKey, stateKey } from "./keys";
import type { Layout } from "./layout";
import { CAPTION_SIZE, isTimed } from "./layout/size";
import { widthOf } from "./measure";
import { type StateView, statesOfView } from "./states";
import { STATUSES } from "./status";
import type { Patch } from "./svg-node";
import type { ExecutionView, ItemsView } from "./view";

/**
 * What a drawing has to change to show an execution, whole: the patches of a later one replace those before it.
 * `now` (milliseconds since 1970) is when states that still run are measured.
 */
export const paint = (
  graph: Graph,
  layout: Layout,
  execution: ExecutionView | undefined,
  now: number = execution?.now ?? 0,
): readonly Patch[] => {
  const patches: Patch[] = [];
  const states = statesOfView(execution, graph.nodes.length);
  for (const node of graph.nodes) paintState(patches, node, layout.nodes[node.index]!.width, states[node.index]!, now);
  paintWays(patches, layout, states, execution);
  return patches;
};

const shown = (is: boolean): string => (is ? "inline" : "none");

const paintState = (patches: Patch[], node: GraphNode, width: number, state: StateView, now: number): void => {
  const { index } = node;
  const { glyph, words } = STATUSES[state.status];
  patches.push(
    { key: stateKey(index), attributes: { "data-status": state.status } },
    { key: partKey("title", index), text: state.status === "notStarted" ? node.name : `${node.name} · ${words}` },
    { key: partKey("glyph", index), attributes: { d: glyph, display: shown(glyph !== "") } },
  );
  if (isTimed(node)) {
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
  if (startTime === undefined) return "";
  return durationOf(duration ?? now - startTime);
};

/** How many tries a state has in all: the first, and what its retriers allow. */
export const triesOf = ({ state }: GraphNode): number =>
  "Retry" in state && Array.isArray(state.Retry) && state.Retry.length > 0
    ? 1 + state.Retry.reduce((most, { MaxAttempts }) => Math.max(most, Number(MaxAttempts ?? 3)), 0)
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

const paintWays = (
  patches: Patch[],
  layout: Layout,
  states: readonly StateView[],
  execution: ExecutionView | undefined,
): void => {
  const taken = new Set<string>();
  for (let i = 0; execution && i + 1 < execution.taken.length; i += 2)
    taken.add(`${execution.taken[i]} ${execution.taken[i + 1]}`);
  const alike = new Map<string, number>();
  for (const { edge } of layout.edges) {
    const key = `${edge.from} ${edge.to}`;
    alike.set(key, (alike.get(key) ?? 0) + 1);
  }
  layout.edges.forEach(({ edge: { from, to, kind } }, i) => {
    const key = `${from} ${to}`;
    const onlyOne = alike.get(key) === 1 || (kind === "catch") === (states[from]?.status === "caught");
    const is = from < 0 ? (states[to]?.startTime ?? 0) > 0 : taken.has(key) && onlyOne;
    patches.push({ key: wayKey(i), attributes: { display: shown(is) } });
  });
};
