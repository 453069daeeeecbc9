import type { Piece } from "./draw";
import { wayKey } from "./draw-edge";
import { barOf, COUNTS } from "./draw-items";
import type { Drawing } from "./drawing";
import { durationOf } from "./duration";
import type { GraphNode } from "./graph";
import { partKey, stateKey } from "./keys";
import type { PlacedEdge, PlacedNode } from "./layout";
import { CAPTION_SIZE, lookOf } from "./layout/size";
import { widthOf } from "./measure";
import type { StateView } from "./states";
import { STATUSES } from "./status";
import type { Patch } from "./svg-node";
import { mostUrgent } from "./urgency";
import type { ItemsView } from "./view";

/** An execution at one moment, as far as a drawing shows it. */
export interface Moment {
  readonly states: readonly StateView[];
  /** The ways taken, as in the payload. */
  readonly taken: readonly number[];
  /** When states that still run are measured, in milliseconds since 1970. */
  readonly now: number;
}

/** Which parts of a drawing are to be painted: of a large one, those that are in view. */
export interface Wanted {
  readonly state: (index: number) => boolean;
  readonly way: (index: number) => boolean;
}

const ALL: Wanted = { state: () => true, way: () => true };

/**
 * What a drawing has to change to show a moment: of the drawing as it was made, or as it showed the moment before. A
 * collapsed cluster shows the most urgent status of what is inside of it.
 *
 * @param before The moment that is shown, with the states that have not changed since being the same objects.
 */
export const paint = (
  { graph, layout }: Drawing,
  moment: Moment,
  before?: Moment,
  wanted: Wanted = ALL,
): readonly Patch[] => {
  const patches: Patch[] = [];
  const ticks = moment.now !== before?.now;
  const changed = new Set<number>();
  for (let index = 0; index < graph.nodes.length; index += 1) {
    const state = moment.states[index]!;
    if (state === before?.states[index] && !(ticks && isRunning(state))) continue;
    const shownBy = layout.shownBy[index]!;
    if (wanted.state(shownBy)) changed.add(shownBy);
  }
  for (const index of changed)
    paintState(patches, layout.nodes[index]!, shownStateOf(layout.nodes[index]!, moment.states), moment.now);
  const is = waysOf(moment);
  const was = before && waysOf(before);
  layout.edges.forEach(({ edge }, i) => {
    if (!wanted.way(i)) return;
    const taken = is(edge);
    if (taken !== was?.(edge)) patches.push({ key: wayKey(i), attributes: { display: shown(taken) } });
  });
  return patches;
};

/** What a place of the drawing shows: its own state, or of a collapsed cluster with the most urgent status inside. */
export const shownStateOf = ({ node, cluster }: PlacedNode, states: readonly StateView[]): StateView => {
  const state = states[node.index]!;
  if (cluster !== "closed") return state;
  const status = mostUrgent(node, states);
  return status === state.status ? state : { ...state, status };
};

/** Paints one state, or one way, of a drawing that was not yet painted. */
export const paintPiece = ({ layout }: Drawing, { state, way }: Piece, moment: Moment): readonly Patch[] => {
  const patches: Patch[] = [];
  if (state !== undefined) {
    const placed = layout.nodes[state]!;
    paintState(patches, placed, shownStateOf(placed, moment.states), moment.now);
  }
  if (way !== undefined && waysOf(moment)(layout.edges[way]!.edge))
    patches.push({ key: wayKey(way), attributes: { display: "inline" } });
  return patches;
};

const isRunning = ({ startTime, duration }: StateView): boolean => startTime !== undefined && duration === undefined;

const shown = (is: boolean): string => (is ? "inline" : "none");

const paintState = (patches: Patch[], { node, width, cluster }: PlacedNode, state: StateView, now: number): void => {
  const { index } = node;
  const { glyph, words } = STATUSES[state.status];
  patches.push(
    { key: stateKey(index), attributes: { "data-status": state.status } },
    { key: partKey("title", index), text: state.status === "notStarted" ? node.name : `${node.name} · ${words}` },
    { key: partKey("glyph", index), attributes: { d: glyph, display: shown(glyph !== "") } },
  );
  if (cluster || lookOf(node).timed) {
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
  const done = `${grouped(ended)} / ${grouped(items.total)}`;
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

/** In groups of three: 31,415. */
const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ",");

type Counted = (typeof COUNTS)[number];

/** Ways to write a count, the longest first. */
const WRITINGS: readonly ((count: number, of: Counted) => string)[] = [
  (count, of) => `${grouped(count)} ${COUNT_WORDS[of]}`,
  grouped,
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

type IsTaken = (edge: PlacedEdge["edge"]) => boolean;

const waysOfMoments = new WeakMap<Moment, IsTaken>();

/** Whether an edge was taken. Where one that catches goes the same way as one that does not, the status tells which. */
const waysOf = (moment: Moment): IsTaken => {
  const known = waysOfMoments.get(moment);
  if (known) return known;
  const { states, taken } = moment;
  const count = states.length;
  const ways = new Set<number>();
  for (let i = 0; i + 1 < taken.length; i += 2) ways.add(taken[i]! * count + taken[i + 1]!);
  const isTaken: IsTaken = ({ from, to, kind, alike }) => {
    if (from < 0) return states[to]?.startTime !== undefined;
    return ways.has(from * count + to) && (!alike || (kind === "catch") === (states[from]?.status === "caught"));
  };
  waysOfMoments.set(moment, isTaken);
  return isTaken;
};
