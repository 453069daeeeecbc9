import type { Lane, Problem, Sorted } from "./types";

/** A handler that catches for this many states gets a lane of its own. */
const LANE_CATCHERS = 4;
/** So does a state to which this many others jump, each past at least so many ranks. */
const LANE_JUMPS = 3;
const FAR = 3;

/** So many ranks may be passed by all edges together: each rank on the way of an edge is one more place to find. */
const MOST_PASSED = 30_000;

/** Sorts edges into those through the ranks, which have no cycle, and those around them. */
export const sortEdges = (problem: Problem): Sorted => {
  const back = loopsBack(problem);
  const lanes: Lane[] = [...back].sort((a, b) => a - b).map((edge) => ({ edge, otherwise: -1 }));
  const depth = depths(problem, back);
  const hidden: (readonly [number, number])[] = [];
  const inLane = new Set(back);
  const addLanes = (edges: readonly number[], least: number, lane: Omit<Lane, "edge">): void => {
    const byTarget = new Map<number, number[]>();
    for (const edge of edges) {
      const { to } = problem.edges[edge]!;
      const sources = byTarget.get(to);
      if (sources) sources.push(edge);
      else byTarget.set(to, [edge]);
    }
    for (const [target, sources] of byTarget) {
      if (sources.length < least) continue;
      for (const edge of sources) {
        lanes.push({ edge, ...lane });
        inLane.add(edge);
      }
      const last = sources.map((edge) => problem.edges[edge]!.from).reduce((a, b) => (depth[b]! > depth[a]! ? b : a));
      hidden.push([last, target]);
    }
  };
  const forward = [...problem.edges.keys()].filter((edge) => !back.has(edge));
  const isCatch = (edge: number): boolean => problem.edges[edge]!.kind === "catch";
  const ordinary = forward.filter((edge) => !isCatch(edge));
  addLanes(forward.filter(isCatch), LANE_CATCHERS, { side: 1, otherwise: 1 });
  addLanes(jumpsOf(problem, ordinary, depth), LANE_JUMPS, { otherwise: 1 });
  const through = forward.filter((edge) => !inLane.has(edge));
  const far = new Set(tooFar(problem, through, depth));
  for (const edge of far) {
    const { from, to } = problem.edges[edge]!;
    lanes.push({ edge, otherwise: 1 });
    hidden.push([from, to]);
  }
  return { through: through.filter((edge) => !far.has(edge)), lanes, hidden };
};

/** The farthest edges, as many as it takes for the others to pass few ranks. */
const tooFar = (problem: Problem, edges: readonly number[], depth: readonly number[]): readonly number[] => {
  const spanOf = (edge: number): number => depth[problem.edges[edge]!.to]! - depth[problem.edges[edge]!.from]!;
  let passed = edges.reduce((sum, edge) => sum + spanOf(edge), 0);
  if (passed <= MOST_PASSED) return [];
  const far: number[] = [];
  for (const edge of [...edges].sort((a, b) => spanOf(b) - spanOf(a))) {
    if (passed <= MOST_PASSED) break;
    passed -= spanOf(edge);
    far.push(edge);
  }
  return far;
};

/** Edges far ahead out of states from which another goes on, as from each of a row of checks to what refuses. */
const jumpsOf = (problem: Problem, edges: readonly number[], depth: readonly number[]): readonly number[] => {
  const ways = new Int32Array(problem.across.length);
  for (const edge of edges) ways[problem.edges[edge]!.from]! += 1;
  return edges.filter((edge) => {
    const { from, to } = problem.edges[edge]!;
    return ways[from]! > 1 && depth[to]! - depth[from]! >= FAR;
  });
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
const outgoing = (problem: Problem): readonly (readonly number[])[] => {
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
