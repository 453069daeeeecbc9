import { foldFans } from "./fans";
import { type LanePorts, type LaneWay, layLanes } from "./lanes";
import { ENTER, type Levels, levelsOf, pillKey } from "./levels";
import { type Placed, place } from "./place";
import { type Ports, portsOf } from "./ports";
import { sortEdges } from "./sort-edges";
import { addRun, type Gap } from "./tracks";
import type { Point, Problem, Route, Solution, Sorted } from "./types";

/** A smaller step to the side is none. */
const STEP = 0.5;

/** An edge that leaves off the middle begins below its state, which may be narrower there. */
const BELOW = 5;

/** Lays out one scope: nodes in ranks, edges of straight parts between them. */
export const solve = (problem: Problem): Solution => {
  const folded = foldFans(problem);
  return folded?.unfold(solveWhole(folded.problem)) ?? solveWhole(problem);
};

const solveWhole = (problem: Problem): Solution => {
  const sorted = sortEdges(problem);
  const placed = place(problem, sorted);
  const ports = portsOf(problem, placed, sorted);
  const lanes = layLanes(problem, placed, sorted.lanes);
  const gaps = gapsOf(problem, placed, sorted, ports, lanes);
  const levels = levelsOf(problem, placed, gaps);
  return shifted(problem, {
    nodes: problem.across.map((_, node) => ({ x: placed.x[node]!, y: levels.center(node) })),
    edges: edgesOf(problem, placed, sorted, ports, lanes, gaps, levels),
  });
};

const keyOf = (problem: Problem, { rank }: Placed, edge: number, at: number): string => {
  const { from, to, kind } = problem.edges[edge]!;
  const group = kind === "catch" ? "catch" : "next";
  if (at === rank[from]) return `${group} from ${from}`;
  return at === rank[to]! - 1 ? `${group} to ${to}` : `edge ${edge}`;
};

/**
 * The positions of an edge at each rank that it touches, its ports included. One that is hardly beside the one before
 * it is in line with it, so that many small steps do not make a slope.
 */
const columnsOf = (placed: Placed, ports: Ports, edge: number): readonly number[] => {
  let last = ports.out[edge]!;
  const columns = [last];
  for (const x of [...placed.rows.ways[edge]!.map((item) => placed.x[item]!), ports.into[edge]!]) {
    if (Math.abs(x - last) > STEP) last = x;
    columns.push(last);
  }
  return columns;
};

/** Where an edge in a lane leaves its source, or enters its target, through a gap. */
const lanePort = (problem: Problem, { x }: Placed, { edge, side }: LaneWay, end: "exit" | "entry"): number => {
  const { from, to } = problem.edges[edge]!;
  const node = end === "exit" ? from : to;
  return x[node]! + side * Math.min(24, problem.across[node]! / 4);
};

const gapsOf = (
  problem: Problem,
  placed: Placed,
  { through }: Sorted,
  ports: Ports,
  lanes: readonly LaneWay[],
): Gap[] => {
  const gaps: Gap[] = Array.from({ length: placed.rows.rows.length + 1 }, () => new Map());
  for (const edge of through) {
    const columns = columnsOf(placed, ports, edge);
    const top = placed.rank[problem.edges[edge]!.from]!;
    for (let i = 0; i + 1 < columns.length; i += 1)
      if (columns[i] !== columns[i + 1])
        addRun(gaps[top + i]!, keyOf(problem, placed, edge, top + i), columns[i]!, columns[i + 1]!);
  }
  for (const lane of lanes) {
    const { from, to, across } = problem.edges[lane.edge]!;
    if (lane.exit === "gap") {
      const key = across > 0 ? pillKey(lane.edge) : `lane from ${from} ${lane.side}`;
      addRun(gaps[placed.rank[from]!]!, key, lanePort(problem, placed, lane, "exit"), undefined, lane.x);
    }
    if (lane.entry === "gap")
      addRun(
        gaps[Math.max(0, placed.rank[to]! - 1)]!,
        `lane to ${to} ${lane.side}`,
        undefined,
        lanePort(problem, placed, lane, "entry"),
        lane.x,
      );
  }
  return gaps;
};

const edgesOf = (
  problem: Problem,
  placed: Placed,
  { through }: Sorted,
  ports: Ports,
  lanes: readonly (LaneWay & LanePorts)[],
  gaps: readonly Gap[],
  levels: Levels,
): readonly Route[] => {
  const edges = new Array<Route>(problem.edges.length);
  for (const edge of through) {
    const { from, to, across } = problem.edges[edge]!;
    const columns = columnsOf(placed, ports, edge);
    const top = placed.rank[from]!;
    const points: Point[] = [{ x: columns[0]!, y: levels.bottom(from) }];
    for (let i = 0; i + 1 < columns.length; i += 1) {
      const [a, b] = [columns[i]!, columns[i + 1]!];
      const key = keyOf(problem, placed, edge, top + i);
      if (a === b || !gaps[top + i]!.has(key)) continue;
      const y = levels.track(top + i, key);
      points.push({ x: a, y }, { x: b, y });
    }
    points.push({ x: columns[columns.length - 1]!, y: levels.top(to) });
    edges[edge] = across > 0 ? { points, label: { x: columns[1]!, y: levels.middle(top + 1) } } : { points };
  }
  for (const lane of lanes) edges[lane.edge] = laneEdge(problem, placed, lane, levels);
  return edges;
};

const laneEdge = (problem: Problem, placed: Placed, lane: LaneWay & LanePorts, levels: Levels): Route => {
  const { from, to, across } = problem.edges[lane.edge]!;
  const { x, side } = lane;
  const points: Point[] = [];
  const half = (node: number) => (side * problem.across[node]!) / 2;
  let exit: number;
  if (lane.exit === "side") {
    exit = levels.center(from) + lane.out;
    points.push({ x: placed.x[from]! + half(from) - (lane.out === 0 ? 0 : side * BELOW), y: exit });
  } else {
    const port = lanePort(problem, placed, lane, "exit");
    exit = levels.track(placed.rank[from]!, across > 0 ? pillKey(lane.edge) : `lane from ${from} ${side}`);
    points.push({ x: port, y: levels.bottom(from) }, { x: port, y: exit });
  }
  points.push({ x, y: exit });
  if (lane.entry === "side") {
    const entry = levels.center(to) + lane.into;
    points.push({ x, y: entry }, { x: placed.x[to]! + half(to), y: entry });
  } else {
    const port = lanePort(problem, placed, lane, "entry");
    const entry =
      placed.rank[to] === 0
        ? levels.top(to) - ENTER.after
        : levels.track(placed.rank[to]! - 1, `lane to ${to} ${side}`);
    points.push({ x, y: entry }, { x: port, y: entry }, { x: port, y: levels.top(to) });
  }
  const route = { points, ...(!lane.longest && { joins: lane.exit === "side" ? 2 : 3 }) };
  return across > 0 ? { ...route, label: { x: lane.label, y: exit } } : route;
};

/** Moves everything so that it begins at 0, 0. */
const shifted = (problem: Problem, { nodes, edges }: Pick<Solution, "nodes" | "edges">): Solution => {
  let [left, top, right, bottom] = [Number.POSITIVE_INFINITY, 0, Number.NEGATIVE_INFINITY, 0];
  const include = ({ x, y }: Point, across: number, along: number) => {
    left = Math.min(left, x - across / 2);
    right = Math.max(right, x + across / 2);
    top = Math.min(top, y - along / 2);
    bottom = Math.max(bottom, y + along / 2);
  };
  nodes.forEach((node, i) => {
    include(node, problem.across[i]!, problem.along[i]!);
  });
  edges.forEach(({ points, label }, i) => {
    for (const point of points) include(point, 0, 0);
    if (label) include(label, problem.edges[i]!.across, problem.edges[i]!.along);
  });
  const move = ({ x, y }: Point): Point => ({ x: round(x - left), y: round(y - top) });
  return {
    width: round(Math.max(0, right - left)),
    height: round(bottom - top),
    nodes: nodes.map(move),
    edges: edges.map(({ points, label, ...rest }) => ({
      ...rest,
      points: points.map(move),
      ...(label && { label: move(label) }),
    })),
  };
};

/** Half pixels: short to write, and the same on every machine. */
const round = (value: number): number => Math.round(value * 2) / 2;
