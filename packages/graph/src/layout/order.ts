import { makeRows, type Rows } from "./rows";
import { longestPaths } from "./sort-edges";
import type { Problem, Sorted } from "./types";

const SWEEPS = 12;
const FEWEST_SWEEPS = 3;
/** How many items all sweeps together may go through. */
const MOST_WORK = 150_000;
const SMALL = 1000;

/** Our own layered pass: longest paths, then barycenters. It says how many crossings it leaves. */
export const orderByBarycenter = (
  problem: Problem,
  sorted: Sorted,
): { rank: number[]; rows: Rows; crossings: number } => {
  const rank = ranksOf(problem, sorted);
  const rows = makeRows(problem, rank, sorted.through);
  const isSmall = rows.items.length <= SMALL;
  const sweeps = Math.max(FEWEST_SWEEPS, Math.min(SWEEPS, Math.floor(MOST_WORK / rows.items.length)));
  const place = new Float64Array(rows.items.length);
  let best: readonly (readonly number[])[] = [];
  let fewest = Number.POSITIVE_INFINITY;
  const note = (): void => {
    const count = crossings(rows, place);
    if (count >= fewest) return;
    fewest = count;
    best = rows.rows.map((row) => [...row]);
  };
  // A small scope is worth a second look from the other side, and neighbors that try to change places.
  for (const fromRight of isSmall ? [false, true] : [false]) {
    if (fewest === 0) break;
    startOrder(rows, place, fromRight);
    note();
    for (let sweep = 0; sweep < sweeps && fewest > 0; sweep += 1) {
      const down = sweep % 2 === 0;
      const order = down ? rows.rows : [...rows.rows].reverse();
      for (const row of order) sortRow(row, down ? rows.above : rows.below, place);
      if (isSmall) note();
      if (isSmall) exchange(rows, place);
      note();
    }
  }
  best.forEach((row, i) => {
    rows.rows[i] = [...row];
  });
  return { rank, rows, crossings: fewest };
};

/** Lets neighbors change places where that leaves fewer crossings with the rows above and below. */
const exchange = (rows: Rows, place: Float64Array): void => {
  for (const row of rows.rows)
    for (let i = 0; i + 1 < row.length; i += 1) {
      const [a, b] = [row[i]!, row[i + 1]!];
      const gain = [rows.above, rows.below].reduce((sum, links) => sum + gainOf(links[a]!, links[b]!, place), 0);
      if (gain <= 0) continue;
      [row[i], row[i + 1]] = [b, a];
      [place[a], place[b]] = [i + 1, i];
    }
};

/** How many crossings fewer the links of two neighbors have after they have changed places. */
const gainOf = (a: readonly number[], b: readonly number[], place: Float64Array): number => {
  let gain = 0;
  for (const one of a) for (const other of b) gain += Math.sign(place[one]! - place[other]!);
  return gain;
};

/** Ranks by longest path; nodes that nothing leads to move down to what they lead to. */
const ranksOf = (problem: Problem, { through, hidden }: Sorted): number[] => {
  const edges = [...through.map((i) => problem.edges[i]!), ...hidden.map(([from, to]) => ({ from, to }))];
  const length = longestPaths(problem.across.length, edges);
  const entered = new Set(edges.map(({ to }) => to));
  const nearest = new Map<number, number>();
  for (const { from, to } of edges) nearest.set(from, Math.min(nearest.get(from) ?? length[to]!, length[to]!));
  return length.map((at, node) => {
    const next = nearest.get(node);
    return 2 * (entered.has(node) || node === problem.start || next === undefined ? at : next - 1);
  });
};

/** First order: as a walk from the top meets the items. */
const startOrder = (rows: Rows, place: Float64Array, fromRight: boolean): void => {
  let count = 0;
  const seen = new Uint8Array(rows.items.length);
  const roots = rows.rows.flat().filter((item) => rows.above[item]!.length === 0);
  const walk = (items: readonly number[]): readonly number[] => (fromRight ? items : [...items].reverse());
  const stack = [...walk(roots)];
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    if (seen[item]) continue;
    seen[item] = 1;
    place[item] = count;
    count += 1;
    for (const next of walk(rows.below[item]!)) if (!seen[next]) stack.push(next);
  }
  for (const row of rows.rows) settle(row, place);
};

/** Sorts a row by what is in `place`, then numbers it. */
const settle = (row: number[], place: Float64Array): void => {
  row.sort((a, b) => place[a]! - place[b]!);
  row.forEach((item, i) => {
    place[item] = i;
  });
};

const sortRow = (row: number[], links: Rows["above"], place: Float64Array): void => {
  const center = new Map<number, number>();
  let isSorted = true;
  let last = Number.NEGATIVE_INFINITY;
  for (const item of row) {
    const linked = links[item]!;
    let sum = 0;
    for (const other of linked) sum += place[other]!;
    const at = linked.length > 0 ? sum / linked.length : place[item]!;
    center.set(item, at);
    if (at < last) isSorted = false;
    last = at;
  }
  if (isSorted) return;
  row.sort((a, b) => center.get(a)! - center.get(b)! || place[a]! - place[b]!);
  row.forEach((item, i) => {
    place[item] = i;
  });
};

/** Counts crossings between all neighboring rows, with a Fenwick tree. */
const crossings = (rows: Rows, place: Float64Array): number => {
  let total = 0;
  for (let r = 0; r + 1 < rows.rows.length; r += 1) {
    const [upper, lower] = [rows.rows[r]!, rows.rows[r + 1]!];
    if (upper.length < 2 || lower.length < 2) continue;
    const tree = new Int32Array(lower.length + 1);
    let seen = 0;
    let most = -1;
    for (const item of upper) {
      const below = rows.below[item]!;
      const ends = below.length > 1 ? below.map((other) => place[other]!).sort((a, b) => a - b) : undefined;
      for (let k = 0; k < below.length; k += 1) {
        const end = ends ? ends[k]! : place[below[0]!]!;
        // What comes last in both rows crosses nothing.
        if (end < most) {
          let left = 0;
          for (let i = end + 1; i > 0; i -= i & -i) left += tree[i]!;
          total += seen - left;
        }
      }
      for (let k = 0; k < below.length; k += 1) {
        const end = ends ? ends[k]! : place[below[0]!]!;
        most = Math.max(most, end);
        for (let i = end + 1; i < tree.length; i += i & -i) tree[i]! += 1;
        seen += 1;
      }
    }
  }
  return total;
};
