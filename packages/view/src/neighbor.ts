import type { Drawing, PlacedNode } from "@stepbook/graph";

type Step = (drawing: Drawing, index: number) => number | undefined;

const along =
  (forward: boolean): Step =>
  ({ layout, graph }, index) => {
    const [here, there] = forward ? (["from", "to"] as const) : (["to", "from"] as const);
    const ways = layout.edges.filter(({ edge }) => edge[here] === index && edge[there] >= 0 && edge[there] !== index);
    const way = ways.find(({ edge }) => edge.kind !== "catch") ?? ways[0];
    if (way) return way.edge[there];
    return forward ? firstInside({ layout, graph }, index) : graph.nodes[index]!.parent;
  };

const firstInside = ({ layout, graph }: Pick<Drawing, "layout" | "graph">, index: number): number | undefined =>
  layout.nodes[index]?.cluster === "open"
    ? graph.nodes[index]!.scopes.find(({ nodes }) => nodes.length > 0)?.nodes[0]?.index
    : undefined;

/** The nearest state of the same scope that way, else into a cluster, or out of it. */
const beside =
  (sign: -1 | 1): Step =>
  ({ layout, graph }, index) => {
    const here = layout.nodes[index]!;
    const node = graph.nodes[index]!;
    const down = layout.direction === "down";
    const nearest = layout.nodes
      .filter((other): other is PlacedNode => other?.node.parent === node.parent && other?.node.index !== index)
      .map((other) => {
        const across = down
          ? other.x + other.width / 2 - here.x - here.width / 2
          : other.y + other.height / 2 - here.y - here.height / 2;
        const off = down ? Math.abs(other.y - here.y) : Math.abs(other.x - here.x);
        return { index: other.node.index, across: across * sign, off };
      })
      .filter(({ across, off }) => across > 1 && off < across + 60)
      .sort((a, b) => a.off - b.off || a.across - b.across)[0];
    if (nearest) return nearest.index;
    return sign > 0 ? firstInside({ layout, graph }, index) : node.parent;
  };

const DOWN: Readonly<Record<string, Step>> = {
  ArrowDown: along(true),
  ArrowUp: along(false),
  ArrowRight: beside(1),
  ArrowLeft: beside(-1),
  Home: () => 0,
  End: ({ layout }) => layout.shownBy[layout.shownBy.length - 1],
};

/** The arrow that goes along the edges is the one in which the graph grows. */
const RIGHT: Readonly<Record<string, Step>> = {
  ...DOWN,
  ArrowRight: DOWN.ArrowDown!,
  ArrowLeft: DOWN.ArrowUp!,
  ArrowDown: DOWN.ArrowRight!,
  ArrowUp: DOWN.ArrowLeft!,
};

/** The state that a key leads to from another, if any. */
export const neighbor = (drawing: Drawing, index: number, key: string): number | undefined => {
  const steps = drawing.layout.direction === "down" ? DOWN : RIGHT;
  return Object.hasOwn(steps, key) ? steps[key]!(drawing, index) : undefined;
};

/** Whether a key collapses or expands: `+` and `-`, and of the arrows those across, as in any tree. */
export const foldOf = (direction: "down" | "right", key: string): "expand" | "collapse" | undefined => {
  const [into, out] = direction === "down" ? ["ArrowRight", "ArrowLeft"] : ["ArrowDown", "ArrowUp"];
  if (key === "+" || key === into) return "expand";
  return key === "-" || key === out ? "collapse" : undefined;
};
