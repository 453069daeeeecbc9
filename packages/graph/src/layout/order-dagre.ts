import { graphlib, layout } from "dagre";
import { makeRows, type Rows } from "./rows";
import type { Problem, ProblemEdge, Sorted } from "./types";

/** How much an edge is to be short: the arms of a Choice begin side by side, and rather wait for the join. */
const WEIGHTS: Readonly<Record<ProblemEdge["kind"], number>> = { start: 9, choice: 6, default: 6, next: 3, catch: 1 };

/** Ranks and order by dagre: the fewest crossings, at a cost that grows fast with size. */
export const orderByDagre = (problem: Problem, { through, hidden }: Sorted): { rank: number[]; rows: Rows } => {
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({ nodesep: 28, edgesep: 14, ranksep: 20, ranker: "network-simplex" });
  problem.across.forEach((width, node) => {
    graph.setNode(String(node), { width, height: problem.along[node]! });
  });
  for (const edge of through) {
    const { from, to, across, along, kind } = problem.edges[edge]!;
    const weight = WEIGHTS[kind];
    graph.setEdge(String(from), String(to), { width: across, height: along, labelpos: "c", weight }, String(edge));
  }
  hidden.forEach(([from, to], i) => {
    graph.setEdge(String(from), String(to), { width: 0, height: 0, labelpos: "c", weight: 0 }, `hidden ${i}`);
  });
  layout(graph);
  const rank = problem.across.map((_, node) => (graph.node(String(node)) as { rank: number }).rank);
  const rows = makeRows(problem, rank, through);
  const x = new Float64Array(rows.items.length);
  problem.across.forEach((_, node) => {
    x[node] = graph.node(String(node)).x;
  });
  for (const edge of through) {
    const { from, to } = problem.edges[edge]!;
    const { points } = graph.edge(String(from), String(to), String(edge)) as { points: readonly { x: number }[] };
    rows.ways[edge]!.forEach((item, i) => {
      x[item] = points[i + 1]!.x;
    });
  }
  for (const row of rows.rows) row.sort((a, b) => x[a]! - x[b]!);
  return { rank, rows };
};
