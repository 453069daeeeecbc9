import type { EdgeKind } from "../graph";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle by its upper left corner. */
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/**
 * One scope to lay out, its nodes numbered from 0, so that no name ever is a key. Sizes are those across and along the
 * way that the graph grows: what is drawn to the right is laid out downward and turned at the end.
 */
export interface Problem {
  readonly start: number;
  readonly across: readonly number[];
  readonly along: readonly number[];
  readonly edges: readonly ProblemEdge[];
}

export interface ProblemEdge {
  readonly from: number;
  readonly to: number;
  readonly kind: EdgeKind | "start";
  /** The size of its label, 0 where it has none. */
  readonly across: number;
  readonly along: number;
}

/** The edges that go through the ranks, and those that go around them, in lanes at the sides. */
export interface Sorted {
  readonly through: readonly number[];
  readonly lanes: readonly Lane[];
  /** Edges that are not drawn but keep the end of a lane below the states that it serves. */
  readonly hidden: readonly (readonly [from: number, to: number])[];
}

export interface Lane {
  readonly edge: number;
  /** Where it is missing, the nearer side is taken, and this one where both are as near. */
  readonly side?: Side;
  readonly otherwise: Side;
}

/** −1 is the left where the graph grows downward. */
export type Side = -1 | 1;

export interface Route {
  readonly points: readonly Point[];
  readonly label?: Point;
  /** After how many of its points it goes on upon another edge, to the same end. */
  readonly joins?: number;
}

/** A scope laid out: centers of nodes, bends of edges, and where their labels stand. */
export interface Solution {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly Point[];
  readonly edges: readonly Route[];
}
