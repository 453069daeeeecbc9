import type { StateMachine } from "@stepbook/asl";
import { collapsedAtFirst } from "./collapse";
import { type Layers, layersOf, wholeOf } from "./draw";
import { type Graph, graphOf } from "./graph";
import { type Layout, layout } from "./layout";
import type { SvgNode } from "./svg-node";
import type { Direction } from "./view";

/** A definition read and laid out, and how each part of it is drawn: all that does not change while it runs. */
export interface Drawing {
  readonly graph: Graph;
  readonly layout: Layout;
  /** The Parallels and Maps whose inside is not shown. */
  readonly collapsed: ReadonlySet<number>;
  /** The parts, from the lowest layer to the uppermost. Each is drawn when it is asked for. */
  readonly layers: Layers;
  /** All of it. */
  readonly node: SvgNode;
}

/**
 * Draws a definition.
 *
 * @param collapsed The indices of the Parallels and Maps to show without their inside. By default none, or above 150
 *   states the deepest of them, as many as it takes.
 */
export const drawingOf = (definition: StateMachine, direction: Direction, collapsed?: ReadonlySet<number>): Drawing => {
  const graph = graphOf(definition);
  const closed = collapsed ?? collapsedAtFirst(graph);
  const placed = layout(graph, direction, closed);
  const layers = layersOf(placed);
  return {
    graph,
    layout: placed,
    collapsed: closed,
    layers,
    get node() {
      return wholeOf(layers);
    },
  };
};
