import type { Placed } from "./place";
import type { Rows } from "./rows";
import type { Problem, Sorted } from "./types";

/** Where each edge through the ranks leaves its source and enters its target, and where it is in between. */
export interface Ports {
  readonly out: Float64Array;
  readonly into: Float64Array;
}

const CATCH_OUT = 28;
const CATCH_IN = 20;
const SLIDE = 12;
const ROOM = 10;

/**
 * Edges leave and enter at the middle; catchers beside it, on the side that they go to. An edge that is alone slides a
 * little where that makes it straight.
 */
export const portsOf = (problem: Problem, { rows, x }: Placed, { through }: Sorted): Ports => {
  const out = new Float64Array(problem.edges.length);
  const into = new Float64Array(problem.edges.length);
  const ordinaryOut = new Int32Array(problem.across.length);
  const ordinaryIn = new Int32Array(problem.across.length);
  for (const edge of through) {
    const { from, to, kind } = problem.edges[edge]!;
    if (kind === "catch") continue;
    ordinaryOut[from]! += 1;
    ordinaryIn[to]! += 1;
  }
  for (const edge of through) {
    const { from, to, kind } = problem.edges[edge]!;
    const way = rows.ways[edge]!;
    const first = way[0] === undefined ? x[to]! : x[way[0]]!;
    const last = way.length === 0 ? x[from]! : x[way[way.length - 1]!]!;
    const caught = kind === "catch";
    out[edge] = caught ? beside(x[from]!, first, problem.across[from]!, CATCH_OUT) : x[from]!;
    into[edge] = caught && ordinaryIn[to]! > 0 ? beside(x[to]!, last, problem.across[to]!, CATCH_IN) : x[to]!;
    if (ordinaryOut[from] === 1 && !caught) out[edge] = slide(out[edge]!, first, problem.across[from]!);
    if (ordinaryIn[to] === 1 && !caught) into[edge] = slide(into[edge]!, last, problem.across[to]!);
  }
  for (const edge of through)
    straightenEnds(edge, problem, rows, x, {
      out: out[edge]!,
      into: into[edge]!,
      ownColumn: ordinaryOut[problem.edges[edge]!.from]! <= 1 && ordinaryIn[problem.edges[edge]!.to]! > 1,
    });
  return { out, into };
};

interface Ends {
  readonly out: number;
  readonly into: number;
  /** Whether it goes down from its source first, as to a join; else down into its target at last. */
  readonly ownColumn: boolean;
}

/** An edge bends once rather than twice, where there is room for it. */
const straightenEnds = (edge: number, problem: Problem, rows: Rows, x: Float64Array, ends: Ends): void => {
  const way = rows.ways[edge]!;
  const labeled = problem.edges[edge]!.across > 0;
  const [first, second] = way;
  if (first === undefined) return;
  if (second === undefined) {
    if (!labeled) moveTo(first, ends.ownColumn ? ends.out : ends.into, problem, rows, x);
    return;
  }
  moveTo(way[way.length - 1]!, x[way[way.length - 2]!]!, problem, rows, x);
  if (!labeled) moveTo(first, x[second]!, problem, rows, x);
};

const moveTo = (item: number, at: number, problem: Problem, rows: Rows, x: Float64Array): void => {
  const targetOf = (one: number): number => problem.edges[rows.items[one]!.edge]!.to;
  const free = rows.rows[rows.rankOf[item]!]!.every((other) => {
    if (other === item) return true;
    const { width } = rows.items[other]!;
    return (width === 0 && targetOf(other) === targetOf(item)) || Math.abs(x[other]! - at) >= width / 2 + ROOM;
  });
  if (free) x[item] = at;
};

/** Off the middle of a node, toward where the edge goes. */
const beside = (middle: number, toward: number, across: number, most: number): number =>
  middle + (toward < middle ? -1 : 1) * Math.min(most, across / 4);

const slide = (middle: number, toward: number, across: number): number =>
  Math.abs(toward - middle) <= Math.min(SLIDE, across / 2 - 14) ? toward : middle;
