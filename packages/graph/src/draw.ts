import { drawEdge, drawLabel, drawWay } from "./draw-edge";
import { drawState } from "./draw-state";
import type { Graph } from "./graph";
import type { Layout } from "./layout";
import { element, type SvgNode } from "./svg-node";

/**
 * Draws a layout, with every element that progress may need: those of no use yet have `display="none"`. Layers keep
 * what is around below what is inside: clusters, edges, ways taken, states, labels.
 */
export const draw = (graph: Graph, layout: Layout): SvgNode => {
  const clusters = layout.nodes.filter((_, index) => isCluster(graph, index));
  const leaves = layout.nodes.filter((_, index) => !isCluster(graph, index));
  const { start } = layout;
  return element("g", { class: "sb-graph" }, [
    element("g", {}, clusters.map(drawState)),
    element("g", {}, layout.edges.map(drawEdge)),
    element("g", {}, layout.edges.map(drawWay)),
    start && element("circle", { class: "sb-start", cx: start.x, cy: start.y, r: 6 }),
    element("g", {}, leaves.map(drawState)),
    element("g", {}, layout.edges.map(drawLabel)),
  ]);
};

const isCluster = (graph: Graph, index: number): boolean =>
  graph.nodes[index]!.scopes.some(({ nodes }) => nodes.length > 0);
