import type { Graph } from "@stepbook/graph";

/** Makes the elements of states the items of a tree, which are drawn in another order: around before inside. */
export const asTree = ({ root, nodes }: Graph, elementOf: (index: number) => SVGElement): void => {
  const place = (scopes: readonly Graph["root"][], level: number): void => {
    const siblings = scopes.flatMap((scope) => scope.nodes);
    siblings.forEach(({ index }, i) => {
      const element = elementOf(index);
      element.setAttribute("role", "treeitem");
      element.setAttribute("tabindex", "-1");
      element.setAttribute("aria-level", String(level));
      element.setAttribute("aria-posinset", String(i + 1));
      element.setAttribute("aria-setsize", String(siblings.length));
    });
    for (const { scopes: inner } of siblings) if (inner.length > 0) place(inner, level + 1);
  };
  if (nodes.length > 0) place([root], 1);
};
