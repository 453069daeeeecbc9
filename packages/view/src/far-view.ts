import type { StateStatus } from "@stepbook/asl";
import { type Drawing, type Moment, type PlacedNode, STATUSES, shownStateOf } from "@stepbook/graph";
import { setAttribute } from "./html";
import { svg } from "./svg-element";

/** A drawing from far: a path for each status, one for the clusters and one for all edges, whatever its size. */
export interface FarView {
  readonly element: SVGGElement;
  draw(drawing: Drawing): void;
  paint(moment: Moment): void;
  /** Outlines some states. */
  mark(indices: ReadonlySet<number> | undefined): void;
}

const RADIUS = 6;

export const createFarView = (): FarView => {
  const edges = svg("path", { class: "sb-far-edges" });
  const clusters = svg("path", { class: "sb-far-clusters" });
  const paths = new Map(
    Object.keys(STATUSES).map((status) => [
      status as StateStatus,
      svg("path", { class: "sb-far-states", "data-status": status }),
    ]),
  );
  const marked = svg("path", { class: "sb-far-marked" });
  const element = svg("g", { class: "sb-far", "aria-hidden": "true" }, clusters, edges, ...paths.values(), marked);
  let leaves: readonly PlacedNode[] = [];
  let outlines: readonly string[] = [];
  let shown: StateStatus[] = [];
  return {
    element,
    draw: ({ layout }) => {
      const placed = layout.nodes.filter((node): node is PlacedNode => node !== undefined);
      leaves = placed.filter(({ cluster }) => cluster !== "open");
      outlines = leaves.map(outlineOf);
      shown = [];
      for (const path of paths.values()) setAttribute(path, "d", "");
      setAttribute(
        clusters,
        "d",
        placed
          .filter(({ cluster }) => cluster === "open")
          .map(outlineOf)
          .join(""),
      );
      setAttribute(
        edges,
        "d",
        layout.edges.map(({ points }) => `M${points.map(({ x, y }) => `${x} ${y}`).join("L")}`).join(""),
      );
    },
    mark: (indices) =>
      setAttribute(marked, "d", indices ? outlines.filter((_, i) => indices.has(leaves[i]!.node.index)).join("") : ""),
    paint: ({ states }) => {
      const stale = new Set<StateStatus>();
      leaves.forEach((leaf, i) => {
        const { status } = shownStateOf(leaf, states);
        const before = shown[i];
        if (status === before) return;
        stale.add(status);
        if (before) stale.add(before);
        shown[i] = status;
      });
      for (const status of stale)
        setAttribute(paths.get(status)!, "d", outlines.filter((_, i) => shown[i] === status).join(""));
    },
  };
};

const outlineOf = ({ x, y, width, height }: PlacedNode): string =>
  `M${x + RADIUS} ${y}h${width - 2 * RADIUS}l${RADIUS} ${RADIUS}v${height - 2 * RADIUS}l${-RADIUS} ${RADIUS}h${2 * RADIUS - width}l${-RADIUS} ${-RADIUS}v${2 * RADIUS - height}Z`;
