import { portsOfLanes } from "./lane-ports";
import type { Placed } from "./place";
import type { Lane, Problem, Side } from "./types";

/** An edge around the ranks: where its lane is, and whether it leaves and enters at the side or through a gap. */
export interface LaneWay {
  readonly edge: number;
  readonly side: Side;
  readonly x: number;
  readonly exit: "side" | "gap";
  readonly entry: "side" | "gap";
  /** Whether it has its lane from end to end: the others of the lane only join it. */
  readonly longest: boolean;
  /** The center of its label, where it has one. */
  readonly label: number;
}

/** How far from the middle of a node's side it leaves, and enters, where it does so at the side. */
export interface LanePorts {
  readonly out: number;
  readonly into: number;
}

const FIRST = 18;
const NEXT = 14;
const PILL_GAP = 8;
/** The longest label that the gap below a state has room for. */
const LONG = 20;

/** Gives each target with edges in lanes its own line at the side, as near as what it passes allows. */
export const layLanes = (
  problem: Problem,
  placed: Placed,
  lanes: readonly Lane[],
): readonly (LaneWay & LanePorts)[] => {
  const reach = { "-1": reachOf(placed, -1), "1": reachOf(placed, 1) };
  const ways: LaneWay[] = [];
  for (const group of groupsOf(problem, placed, lanes)) {
    const extent = reach[group.side];
    const outer = (a: number, b: number) => (group.side > 0 ? Math.max(a, b) : Math.min(a, b));
    const labels = group.edges.map((edge) => {
      const { from, across, along } = problem.edges[edge]!;
      if (across === 0) return 0;
      // In the gap below its state a label may be longer than the gap: it then stands beside the next states, too.
      const below = isOutermost(placed, from, group.side) ? 0 : along > LONG ? 2 : 1;
      const first = placed.rank[from]!;
      const rows = extent.map((_, row) => row).filter((row) => row >= first && row <= first + below);
      const start = rows.map((row) => extent[row]!).reduce(outer);
      const label = start + group.side * (PILL_GAP + across / 2);
      for (const row of rows) extent[row] = label + (group.side * across) / 2;
      return label;
    });
    let x = group.side * Number.NEGATIVE_INFINITY;
    for (let row = group.first; row <= group.last; row += 1) x = outer(x, extent[row] ?? x);
    x += group.side * FIRST;
    for (let row = group.first; row <= group.last; row += 1) extent[row] = x - group.side * (FIRST - NEXT);
    const distance = (edge: number) =>
      Math.abs(placed.rank[problem.edges[edge]!.from]! - placed.rank[problem.edges[edge]!.to]!);
    const longest = group.edges.reduce((a, b) => (distance(b) > distance(a) ? b : a));
    group.edges.forEach((edge, i) => {
      const { from, to } = problem.edges[edge]!;
      ways.push({
        edge,
        side: group.side,
        x,
        exit: isOutermost(placed, from, group.side) ? "side" : "gap",
        entry: isOutermost(placed, to, group.side) ? "side" : "gap",
        longest: edge === longest,
        label: labels[i]!,
      });
    });
  }
  const ports = portsOfLanes(problem, placed, ways);
  return ways.map((way, i) => ({ ...way, ...ports[i]! }));
};

/** How far each rank reaches to a side. */
const reachOf = ({ rows, x }: Placed, side: Side): number[] =>
  rows.rows.map((row) => {
    const outermost = side > 0 ? row[row.length - 1] : row[0];
    return outermost === undefined ? 0 : x[outermost]! + (side * rows.items[outermost]!.width) / 2;
  });

/** Whether no other node of its rank stands between a node and the side. */
const isOutermost = ({ rows, rank }: Placed, node: number, side: Side): boolean => {
  const nodes = rows.rows[rank[node]!]!.filter((item) => rows.items[item]!.node >= 0);
  return (side > 0 ? nodes[nodes.length - 1] : nodes[0]) === node;
};

interface Group {
  readonly side: Side;
  readonly edges: number[];
  first: number;
  last: number;
}

/** Edges to the same target share a lane; short lanes lie inside of long ones. */
const groupsOf = (problem: Problem, placed: Placed, lanes: readonly Lane[]): readonly Group[] => {
  const { rank } = placed;
  const sides = sidesOf(problem, placed, lanes);
  const groups = new Map<string, Group>();
  for (const { edge, side = sides.get(problem.edges[edge]!.to)! } of lanes) {
    const { from, to } = problem.edges[edge]!;
    const first = Math.max(0, Math.min(rank[from]!, rank[to]! - 1));
    const last = Math.max(rank[from]! + 1, rank[to]!);
    const key = `${side} ${to}`;
    const group = groups.get(key);
    if (group) {
      group.edges.push(edge);
      group.first = Math.min(group.first, first);
      group.last = Math.max(group.last, last);
    } else groups.set(key, { side, edges: [edge], first, last });
  }
  return [...groups.values()].sort((a, b) => a.last - a.first - (b.last - b.first));
};

/** For the targets of lanes that may be at either side: where more of the ends are outermost. */
const sidesOf = (problem: Problem, placed: Placed, lanes: readonly Lane[]): ReadonlyMap<number, Side> => {
  const lean = new Map<number, number>();
  const outward = (node: number): number =>
    Number(isOutermost(placed, node, 1)) - Number(isOutermost(placed, node, -1));
  for (const { edge, otherwise } of lanes) {
    const { from, to } = problem.edges[edge]!;
    lean.set(to, (lean.get(to) ?? outward(to) + otherwise / 2) + outward(from));
  }
  return new Map([...lean].map(([to, sum]) => [to, sum > 0 ? 1 : -1]));
};
