import type { Problem, ProblemEdge } from "./types";

/** What stands in a rank: a node, or an edge on its way (with its label, in the odd rank after its source). */
export interface Item {
  /** The node, or −1. */
  readonly node: number;
  /** The edge on its way, or −1. */
  readonly edge: number;
  readonly width: number;
  /** Whether it is a catcher on its way: it must not bend the way of what succeeds. */
  readonly aside: boolean;
}

/** Ranks of items in their order, and the links between items of neighboring ranks. */
export interface Rows {
  readonly items: readonly Item[];
  /** Items by rank, in order. */
  readonly rows: number[][];
  readonly rankOf: readonly number[];
  /** Linked items in the rank above, and below. */
  readonly above: readonly (readonly number[])[];
  readonly below: readonly (readonly number[])[];
  /** The items that an edge passes, by edge. */
  readonly ways: readonly (readonly number[])[];
}

/** Makes an item for each node and for each rank that an edge passes. Items of a rank are in order of making. */
export const makeRows = (problem: Problem, rank: readonly number[], drawn: readonly number[]): Rows => {
  const items: Item[] = problem.across.map((width, node) => ({ node, edge: -1, width, aside: false }));
  const rows: number[][] = [];
  const rankOf: number[] = [];
  const above: number[][] = items.map(() => []);
  const below: number[][] = items.map(() => []);
  const put = (item: number, at: number) => {
    while (rows.length <= at) rows.push([]);
    rows[at]!.push(item);
    rankOf[item] = at;
  };
  items.forEach((_, node) => {
    put(node, rank[node]!);
  });
  const ways: number[][] = problem.edges.map(() => []);
  for (const edge of drawn) {
    const { from, to, across, kind } = problem.edges[edge] as ProblemEdge;
    let last = from;
    for (let at = rank[from]! + 1; at < rank[to]!; at += 1) {
      const item = items.length;
      items.push({ node: -1, edge, width: at === rank[from]! + 1 ? across : 0, aside: kind === "catch" });
      above.push([]);
      below.push([]);
      ways[edge]!.push(item);
      put(item, at);
      below[last]!.push(item);
      above[item]!.push(last);
      last = item;
    }
    below[last]!.push(to);
    above[to]!.push(last);
  }
  return { items, rows, rankOf, above, below, ways };
};
