import type { Lane, Problem, Sorted } from "./types";

/** A handler that catches for this many states gets a lane of its own. */
const LANE_SOURCES = 4;

/** Sorts edges into those through the ranks, which have no cycle, and those around them: loops back and common handlers. */
export const sortEdges = (problem: Problem): Sorted => {
  const back = loopsBack(problem);
  const lanes: Lane[] = [...back].sort((a, b) => a - b).map((edge) => ({ edge, side: -1 }));
  const catchers = new Map<number, number[]>();
  problem.edges.forEach(({ kind, to }, edge) => {
    if (kind !== "catch" || back.has(edge)) return;
    const sources = catchers.get(to);
    if (sources) sources.push(edge);
    else catchers.set(to, [edge]);
  });
  const depth = depths(problem, back);
  const hidden: (readonly [number, number])[] = [];
  const inLane = new Set(back);
  for (const [handler, sources] of catchers) {
    if (sources.length < LANE_SOURCES) continue;
    for (const edge of sources) {
      lanes.push({ edge, side: 1 });
      inLane.add(edge);
    }
    const last = sources.map((edge) => problem.edges[edge]!.from).reduce((a, b) => (depth[b]! > depth[a]! ? b : a));
    hidden.push([last, handler]);
  }
  return { through: problem.edges.map((_, i) => i).filter((i) => !inLane.has(i)), lanes, hidden };
};

/** The edges to a node that leads to their source. Depth first without recursion: a chain may have 10,000 states. */
const loopsBack = (problem: Problem): ReadonlySet<number> => {
  const back = new Set<number>();
  const out = outgoing(problem);
  const state = new Uint8Array(problem.across.length);
  const roots = [problem.start, ...problem.across.keys()].filter((node) => node >= 0);
  for (const root of roots) {
    if (state[root]) continue;
    const stack: { node: number; next: number }[] = [{ node: root, next: 0 }];
    state[root] = 1;
    while (stack.length > 0) {
      const top = stack[stack.length - 1]!;
      const edge = out[top.node]![top.next];
      top.next += 1;
      if (edge === undefined) {
        state[top.node] = 2;
        stack.pop();
        continue;
      }
      const { to } = problem.edges[edge]!;
      if (state[to] === 1) back.add(edge);
      else if (state[to] === 0) {
        state[to] = 1;
        stack.push({ node: to, next: 0 });
      }
    }
  }
  return back;
};

/** For each node, the length of the longest way to it. */
const depths = (problem: Problem, without: ReadonlySet<number>): readonly number[] => {
  const edges = problem.edges.filter((_, i) => !without.has(i));
  return longestPaths(problem.across.length, edges);
};

/** The edges out of each node, in order. */
export const outgoing = (problem: Problem): readonly (readonly number[])[] => {
  const out: number[][] = problem.across.map(() => []);
  problem.edges.forEach(({ from }, edge) => {
    out[from]!.push(edge);
  });
  return out;
};

/** The length of the longest way to each node of a graph without cycles. */
export const longestPaths = (
  count: number,
  edges: readonly { readonly from: number; readonly to: number }[],
): number[] => {
  const indegree = new Int32Array(count);
  const out: number[][] = Array.from({ length: count }, () => []);
  for (const { from, to } of edges) {
    out[from]!.push(to);
    indegree[to]! += 1;
  }
  const length = new Array<number>(count).fill(0);
  const ready = [...indegree.keys()].filter((node) => indegree[node] === 0);
  for (let node = ready.pop(); node !== undefined; node = ready.pop())
    for (const to of out[node]!) {
      length[to] = Math.max(length[to]!, length[node]! + 1);
      indegree[to]! -= 1;
      if (indegree[to] === 0) ready.push(to);
    }
  return length;
};
