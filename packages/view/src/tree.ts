import type { Graph, GraphNode } from "@stepbook/graph";
import type { Say } from "./words";

/** Where a state stands in the tree that a screen reader tells of. */
interface TreePlace {
  readonly level: number;
  readonly position: number;
  readonly size: number;
}

const places = new WeakMap<Graph, readonly TreePlace[]>();

const placesOf = (graph: Graph): readonly TreePlace[] => {
  const known = places.get(graph);
  if (known) return known;
  const found: TreePlace[] = [];
  const place = (siblings: readonly GraphNode[]): void => {
    siblings.forEach(({ index, depth }, i) => {
      found[index] = { level: depth + 1, position: i + 1, size: siblings.length };
    });
  };
  place(graph.root.nodes);
  for (const { scopes } of graph.nodes) if (scopes.length > 0) place(scopes.flatMap(({ nodes }) => nodes));
  places.set(graph, found);
  return found;
};

/** Makes the element of a state an item of a tree, which is drawn in another order: around before inside. */
export const asTreeItem = (
  graph: Graph,
  index: number,
  isOpen: boolean | undefined,
  element: SVGElement,
  say: Say,
): void => {
  const { level, position, size } = placesOf(graph)[index]!;
  element.setAttribute("role", "treeitem");
  element.setAttribute("tabindex", "-1");
  element.setAttribute("aria-level", String(level));
  element.setAttribute("aria-posinset", String(position));
  element.setAttribute("aria-setsize", String(size));
  // Its title says all that is drawn.
  for (const child of element.children)
    if (child.tagName !== "title" && !child.classList.contains("sb-fold")) child.setAttribute("aria-hidden", "true");
  if (isOpen === undefined) return;
  const { name } = graph.nodes[index]!;
  element.setAttribute("aria-expanded", String(isOpen));
  const fold = element.querySelector(":scope > .sb-fold");
  fold?.setAttribute("role", "button");
  fold?.setAttribute("aria-label", say(isOpen ? "Collapse {1}" : "Expand {1}", name));
};
