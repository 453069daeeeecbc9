import type { StateMachine } from "@stepbook/asl";
import { draw } from "./draw";
import { type Graph, graphOf } from "./graph";
import { type Layout, layout } from "./layout";
import type { SvgNode } from "./svg-node";
import type { Direction } from "./view";

/** A definition read, laid out and drawn: all that does not change while it runs. */
export interface Drawing {
  readonly graph: Graph;
  readonly layout: Layout;
  readonly node: SvgNode;
}

export const drawingOf = (definition: StateMachine, direction: Direction): Drawing => {
  const graph = graphOf(definition);
  const placed = layout(graph, direction);
  return { graph, layout: placed, node: draw(graph, placed) };
};
