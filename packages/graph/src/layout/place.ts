import { orderByBarycenter } from "./order";
import { orderByDagre } from "./order-dagre";
import type { Rows } from "./rows";
import { makeRows } from "./rows";
import { longestPaths } from "./sort-edges";
import { spread } from "./spread";
import type { Problem, Sorted } from "./types";

/** Where our own pass leaves more crossings than this, dagre may find fewer; it costs more than all else. */
const FEW_CROSSINGS = 4;
/** Beyond these, it costs more than a frame. */
const DAGRE_STATES = 40;
const DAGRE_DUMMIES = 150;

/** Ranks, order and positions across of a scope. */
export interface Placed {
  readonly rank: readonly number[];
  readonly rows: Rows;
  readonly x: Float64Array;
}

/** A chain is placed directly, other scopes by our own pass, or by dagre where that leaves many crossings. */
export const place = (problem: Problem, sorted: Sorted): Placed => {
  const chain = chainRanks(problem, sorted);
  if (chain) {
    const rows = makeRows(problem, chain, sorted.through);
    return { rank: chain, rows, x: new Float64Array(rows.items.length) };
  }
  const own = orderByBarycenter(problem, sorted);
  const { rank, rows } = own.crossings > FEW_CROSSINGS && small(problem, sorted) ? orderByDagre(problem, sorted) : own;
  const x = spread(rows);
  if (leaning(problem, sorted, x) < 0) mirror(rows, x);
  return { rank, rows, x };
};

/** How far to the side of their lane the targets of lanes stand. */
const leaning = (problem: Problem, { lanes }: Sorted, x: Float64Array): number =>
  lanes.reduce((sum, { edge, side = 0 }) => {
    const { from, to } = problem.edges[edge]!;
    return sum + side * (x[to]! - x[from]!);
  }, 0);

/** Turns a scope over, so that the handlers with a lane stand on the side of the lanes. */
const mirror = ({ rows }: Rows, x: Float64Array): void => {
  for (const row of rows) row.reverse();
  x.forEach((at, item) => {
    x[item] = -at;
  });
};

/** The ranks of a scope where each state leads to at most one other, or undefined. */
const chainRanks = (problem: Problem, { through, hidden }: Sorted): readonly number[] | undefined => {
  const count = problem.across.length;
  if (hidden.length > 0 || through.length !== count - 1) return undefined;
  const into = new Int32Array(count);
  const out = new Int32Array(count);
  for (const edge of through) {
    const { from, to } = problem.edges[edge]!;
    into[to]! += 1;
    out[from]! += 1;
    if (into[to]! > 1 || out[from]! > 1) return undefined;
  }
  return longestPaths(
    count,
    through.map((edge) => problem.edges[edge]!),
  ).map((length) => 2 * length);
};

const small = (problem: Problem, { through, hidden }: Sorted): boolean => {
  if (problem.across.length > DAGRE_STATES) return false;
  const edges = [...through.map((i) => problem.edges[i]!), ...hidden.map(([from, to]) => ({ from, to }))];
  const length = longestPaths(problem.across.length, edges);
  return edges.reduce((sum, { from, to }) => sum + length[to]! - length[from]!, 0) <= DAGRE_DUMMIES;
};
