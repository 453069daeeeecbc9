import { rowsOf } from "./arrange";
import type { Point, Problem, ProblemEdge, Route, Solution } from "./types";

/** Chains that one state leads to, and that lead to the same one or end: side by side they would be far too wide. */
interface Fan {
  readonly from: number;
  readonly to: number;
  readonly arms: readonly Arm[];
}

interface Arm {
  /** The states of the chain, and the edges between them. */
  readonly nodes: readonly number[];
  readonly inner: readonly number[];
  readonly into: number;
  /** The edge out of it, or −1. */
  readonly out: number;
}

/** So many of them, and wider than this in all, are put into rows. */
const MANY = 8;
const WIDE = 1500;
/** A longer chain would leave too much room beside it. */
const LONGEST = 4;
/** From the border of the rows to the line at their side, and on to the states. */
const EDGE = 8;
const SIDE = 30;
const GAP = 32;
/** From a line down to a label or state, from a label to its state, and from a state to the line below and on. */
const ABOVE = 8;
const ENTER = 18;
const PLAIN = 22;
const BELOW = 14;
const BETWEEN = 16;
/** Between two states of a chain. */
const STEP = 36;

/** The problem with each wide fan as one box, and how a solution of it is one of the whole; undefined where none is. */
export const foldFans = (
  problem: Problem,
): { readonly problem: Problem; readonly unfold: (solution: Solution) => Solution | undefined } | undefined => {
  const grids = fansOf(problem).map((fan) => gridOf(problem, fan));
  if (grids.length === 0) return undefined;
  const gridOfNode = new Map(
    grids.flatMap((grid, i) => grid.fan.arms.flatMap(({ nodes }) => nodes.map((node) => [node, i] as const))),
  );
  const kept = [...problem.across.keys()].filter((node) => !gridOfNode.has(node));
  const places = new Map(kept.map((node, i) => [node, i]));
  const keptEdges = [...problem.edges.keys()].filter((edge) => {
    const { from, to } = problem.edges[edge]!;
    return !gridOfNode.has(from) && !gridOfNode.has(to);
  });
  const edges: ProblemEdge[] = keptEdges.map((edge) => {
    const one = problem.edges[edge]!;
    return { ...one, from: places.get(one.from)!, to: places.get(one.to)! };
  });
  const plain = { kind: "next", across: 0, along: 0 } as const;
  const ends = grids.map(({ fan }, i) => {
    const node = kept.length + i;
    const into = edges.push({ ...plain, from: places.get(fan.from)!, to: node }) - 1;
    const out = fan.to < 0 ? -1 : edges.push({ ...plain, from: node, to: places.get(fan.to)! }) - 1;
    return { node, into, out };
  });
  return {
    problem: {
      start: places.get(problem.start) ?? -1,
      across: [...kept.map((node) => problem.across[node]!), ...grids.map(({ across }) => across)],
      along: [...kept.map((node) => problem.along[node]!), ...grids.map(({ along }) => along)],
      edges,
    },
    unfold: (solution) => {
      const nodes: Point[] = [];
      const routes: Route[] = [];
      kept.forEach((node, i) => {
        nodes[node] = solution.nodes[i]!;
      });
      keptEdges.forEach((edge, i) => {
        routes[edge] = solution.edges[i]!;
      });
      for (const [i, grid] of grids.entries()) {
        const { node, into, out } = ends[i]!;
        const center = solution.nodes[node]!;
        const corner = { x: center.x - grid.across / 2, y: center.y - grid.along / 2 };
        const way = { into: solution.edges[into]!.points, out: out < 0 ? [] : solution.edges[out]!.points };
        // An edge back leaves at the side: the fan can't be one box then.
        if (way.into.at(-1)!.y !== corner.y) return undefined;
        if (way.out.length > 0 && way.out[0]!.y !== corner.y + grid.along) return undefined;
        grid.put(corner, way, nodes, routes);
      }
      return { ...solution, nodes, edges: routes };
    },
  };
};

const fansOf = (problem: Problem): readonly Fan[] => {
  const count = problem.across.length;
  if (count < MANY) return [];
  const into: number[][] = Array.from({ length: count }, () => []);
  const out: number[][] = Array.from({ length: count }, () => []);
  problem.edges.forEach(({ from, to }, edge) => {
    out[from]!.push(edge);
    into[to]!.push(edge);
  });
  const isPlain = (edge: number): boolean => problem.edges[edge]!.kind !== "catch";
  const fans: Fan[] = [];
  const taken = new Set<number>();
  /** A state that only one leads to, and that leads to one at most. */
  const isLink = (node: number): boolean =>
    node !== problem.start && into[node]!.length === 1 && out[node]!.length <= 1 && out[node]!.every(isPlain);
  const armOf = (edge: number): Arm | undefined => {
    const { from, to } = problem.edges[edge]!;
    if (!isPlain(edge) || to === from || !isLink(to)) return undefined;
    const nodes = [to];
    const inner: number[] = [];
    for (let last = to; ; last = nodes.at(-1)!) {
      const next = out[last]![0];
      if (next === undefined) return { nodes, inner, into: edge, out: -1 };
      const after = problem.edges[next]!.to;
      if (after === from || nodes.includes(after)) return undefined;
      if (!isLink(after) || nodes.length === LONGEST) return { nodes, inner, into: edge, out: next };
      nodes.push(after);
      inner.push(next);
    }
  };
  out.forEach((edges, from) => {
    if (edges.length < MANY) return;
    const byEnd = new Map<number, Arm[]>();
    for (const edge of edges) {
      const arm = armOf(edge);
      if (!arm) continue;
      const to = arm.out < 0 ? -1 : problem.edges[arm.out]!.to;
      const arms = byEnd.get(to);
      if (arms) arms.push(arm);
      else byEnd.set(to, [arm]);
    }
    for (const [to, arms] of byEnd) {
      const isWide = arms.reduce((sum, arm) => sum + cellOf(problem, arm) + GAP, 0) > WIDE;
      if (arms.length < MANY || !isWide || taken.has(to) || taken.has(from)) continue;
      fans.push({ from, to, arms });
      for (const { nodes } of arms) for (const node of nodes) taken.add(node);
    }
  });
  // A fan whose end is in another fan would be without its end.
  return fans.filter(({ from, to }) => !taken.has(from) && !taken.has(to));
};

const cellOf = ({ across, edges }: Problem, { nodes, inner, into }: Arm): number =>
  Math.max(...nodes.map((node) => across[node]!), ...[into, ...inner].map((edge) => edges[edge]!.across));

/** How far it is from one state of a chain to the next. */
const stepOf = ({ edges }: Problem, edge: number): number =>
  edges[edge]!.along > 0 ? ABOVE + edges[edge]!.along + ENTER : STEP;

const heightOf = (problem: Problem, { nodes, inner }: Arm): number =>
  nodes.reduce((sum, node) => sum + problem.along[node]!, 0) +
  inner.reduce((sum, edge) => sum + stepOf(problem, edge), 0);

interface Grid {
  readonly fan: Fan;
  readonly across: number;
  readonly along: number;
  /** Places the states and their edges, given the corner and how the whole is entered and left. */
  readonly put: (
    corner: Point,
    way: { readonly into: readonly Point[]; readonly out: readonly Point[] },
    nodes: Point[],
    routes: Route[],
  ) => void;
}

const gridOf = (problem: Problem, fan: Fan): Grid => {
  const cells = fan.arms.map((arm) => cellOf(problem, arm));
  const rows = rowsOf(cells).map((row) => ({ row, line: 0, top: 0, below: 0 }));
  const widthOf = (row: readonly number[]): number => row.reduce((sum, i) => sum + cells[i]! + GAP, -GAP);
  const widest = Math.max(...rows.map(({ row }) => widthOf(row)));
  let y = EDGE;
  for (const one of rows) {
    const label = Math.max(...one.row.map((i) => problem.edges[fan.arms[i]!.into]!.along));
    one.line = y;
    one.top = y + (label > 0 ? ABOVE + label + ENTER : PLAIN);
    const height = Math.max(...one.row.map((i) => heightOf(problem, fan.arms[i]!)));
    one.below = one.top + height + (fan.to < 0 ? 0 : BELOW);
    y = one.below + BETWEEN;
  }
  const across = 2 * Math.ceil(widest / 2) + 2 * SIDE;
  const along = 2 * Math.ceil((y - BETWEEN + EDGE) / 2);
  return {
    fan,
    across,
    along,
    put: ({ x: left, y: upper }, way, nodes, routes) => {
      const [first, last] = [rows[0]!, rows[rows.length - 1]!];
      const at = (x: number, down: number): Point => ({ x, y: upper + down });
      const enter = way.into.slice(0, -1);
      const leave = way.out.slice(1);
      const [enterX, leaveX] = [way.into.at(-1)!.x, way.out[0]?.x ?? 0];
      for (const one of rows) {
        let x = left + SIDE + Math.round((widest - widthOf(one.row)) / 2);
        for (const i of one.row) {
          const { nodes: chain, inner, into, out } = fan.arms[i]!;
          const middle = x + Math.round(cells[i]!) / 2;
          const label = problem.edges[into]!;
          let bottom = one.top;
          chain.forEach((node, place) => {
            const edge = inner[place - 1];
            if (edge !== undefined) {
              const top = bottom + stepOf(problem, edge);
              const { across: wide, along: high } = problem.edges[edge]!;
              routes[edge] = {
                points: [at(middle, bottom), at(middle, top)],
                ...(wide > 0 && { label: at(middle, bottom + ABOVE + high / 2) }),
              };
              bottom = top;
            }
            nodes[node] = at(middle, bottom + problem.along[node]! / 2);
            bottom += problem.along[node]!;
          });
          const aside = one === first ? [] : [at(left + EDGE, first.line), at(left + EDGE, one.line)];
          const points = [...enter, at(enterX, first.line), ...aside, at(middle, one.line), at(middle, one.top)];
          const stands = { label: at(middle, one.line + ABOVE + label.along / 2) };
          routes[into] = { points, ...(label.across > 0 && stands) };
          if (out >= 0) {
            const around =
              one === last ? [] : [at(left + across - EDGE, one.below), at(left + across - EDGE, last.below)];
            const end = at(leaveX, last.below);
            routes[out] = { points: [at(middle, bottom), at(middle, one.below), ...around, end, ...leave] };
          }
          x += cells[i]! + GAP;
        }
      }
    },
  };
};
