import type { LanePorts, LaneWay } from "./lanes";
import type { Placed } from "./place";
import type { Problem } from "./types";

const PITCH = 12;
/** A loop of one state has its label between its ends. */
const LOOP = 27;
/** How much of a node's side may be taken by ports. */
const SHARE = 0.6;

interface Port {
  /** The edges that share it. */
  readonly ways: number[];
  readonly end: keyof LanePorts;
  readonly upward: boolean;
  readonly x: number;
}

/** Keeps apart what leaves and enters at one side of a node; edges to the same target enter as one. */
export const portsOfLanes = (problem: Problem, { rank }: Placed, ways: readonly LaneWay[]): readonly LanePorts[] => {
  const sides = new Map<string, Map<string, Port>>();
  const add = (node: number, way: number, port: Omit<Port, "ways">): void => {
    const key = `${ways[way]!.side} ${node}`;
    const ports = sides.get(key) ?? new Map<string, Port>();
    sides.set(key, ports);
    const name = port.end === "into" ? "into" : `out ${way}`;
    const same = ports.get(name);
    if (same) same.ways.push(way);
    else ports.set(name, { ...port, ways: [way] });
  };
  ways.forEach(({ edge, exit, entry, x }, way) => {
    const { from, to } = problem.edges[edge]!;
    const up = rank[to]! < rank[from]!;
    if (exit === "side") add(from, way, { end: "out", upward: up, x });
    if (entry === "side") add(to, way, { end: "into", upward: !up, x });
  });
  const placed = ways.map(() => ({ out: 0, into: 0 }));
  for (const [key, ports] of sides) {
    const node = Number(key.split(" ")[1]);
    const order = [...ports.values()].sort(inward);
    const loops = order.some(({ ways: shared }) =>
      shared.some((way) => {
        const { from, to, across } = problem.edges[ways[way]!.edge]!;
        return from === to && across > 0;
      }),
    );
    const pitch = Math.min(loops ? LOOP : PITCH, (problem.along[node]! * SHARE) / Math.max(1, order.length - 1));
    order.forEach(({ ways: shared, end }, i) => {
      for (const way of shared) placed[way]![end] = (i - (order.length - 1) / 2) * pitch;
    });
  }
  return placed;
};

/** What goes up is above what goes down, and the inner lane outermost of each, so that none cross. */
const inward = (a: Port, b: Port): number => {
  if (a.upward !== b.upward) return a.upward ? -1 : 1;
  return (a.upward ? 1 : -1) * (Math.abs(a.x) - Math.abs(b.x));
};
