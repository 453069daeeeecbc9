import { drawEdge, drawLabel, drawWay, extentOf } from "./draw-edge";
import { drawState } from "./draw-state";
import type { Box, Layout, PlacedNode } from "./layout";
import { element, type SvgNode } from "./svg-node";

/** A part of a drawing: where it is, and how it is drawn. */
export interface Piece {
  readonly box: Box;
  /** The state that it shows, or the way. Without either, progress does not change it. */
  readonly state?: number;
  readonly way?: number;
  readonly draw: () => SvgNode;
}

export type Layers = readonly (readonly Piece[])[];

const START_RADIUS = 6;
/** What stands out of a box: badges, and the deck of a Map. */
const AROUND = 14;

/**
 * A layout in pieces, each with every element that progress may need: those of no use yet have `display="none"`. Layers
 * keep what is around below what is inside: clusters, edges, ways taken, states, labels.
 */
export const layersOf = ({ nodes, edges, start }: Layout): Layers => {
  const shown = nodes.filter((node): node is PlacedNode => node !== undefined);
  const clusters: Piece[][] = [];
  const leaves: Piece[] = [];
  for (const placed of shown) {
    const { node, cluster } = placed;
    const piece = { box: grown(placed), state: node.index, draw: () => drawState(placed) };
    if (!cluster) leaves.push(piece);
    else {
      while (clusters.length <= node.depth) clusters.push([]);
      clusters[node.depth]!.push(piece);
    }
  }
  return [
    ...clusters,
    edges.map((edge) => ({ box: extentOf(edge, edge.joins), draw: () => drawEdge(edge) })),
    edges.map((edge, way) => ({ box: extentOf(edge), way, draw: () => drawWay(edge, way) })),
    start
      ? [
          {
            box: { x: start.x - START_RADIUS, y: start.y - START_RADIUS, width: 12, height: 12 },
            draw: () => element("circle", { class: "sb-start", cx: start.x, cy: start.y, r: START_RADIUS }),
          },
        ]
      : [],
    leaves,
    edges.flatMap((edge) => (edge.label ? [{ box: edge.label, draw: () => drawLabel(edge)! }] : [])),
  ];
};

export const wholeOf = (layers: Layers): SvgNode =>
  element(
    "g",
    { class: "sb-graph" },
    layers.map((layer) =>
      element(
        "g",
        {},
        layer.map(({ draw }) => draw()),
      ),
    ),
  );

const grown = ({ x, y, width, height }: Box): Box => ({
  x: x - AROUND,
  y: y - AROUND,
  width: width + 2 * AROUND,
  height: height + 2 * AROUND,
});
