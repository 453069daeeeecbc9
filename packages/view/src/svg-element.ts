import type { Patch, SvgNode } from "@stepbook/graph";

const SVG = "http://www.w3.org/2000/svg";

export const svg = <Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string | number>> = {},
  ...children: readonly Node[]
): SVGElementTagNameMap[Tag] => {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
};

/** Makes the elements of a drawing, and notes those with a key. */
export const toElement = (node: SvgNode, keys: Map<string, SVGElement>): SVGElement => {
  const element = document.createElementNS(SVG, node.tag) as SVGElement;
  for (const [name, value] of Object.entries(node.attributes)) element.setAttribute(name, String(value));
  if (node.key !== undefined) {
    keys.set(node.key, element);
    element.dataset.key = node.key;
  }
  if (node.text !== undefined) element.append(node.text);
  for (const child of node.children ?? []) element.append(toElement(child, keys));
  return element;
};

/** Applies patches to a drawing's elements, and only what differs from those applied before. */
export const patcher = (keys: ReadonlyMap<string, SVGElement>): ((patches: readonly Patch[]) => void) => {
  const applied = new Map<string, Patch>();
  return (patches) => {
    for (const patch of patches) {
      const before = applied.get(patch.key);
      const element = keys.get(patch.key);
      if (!element) continue;
      if (patch.text !== undefined && patch.text !== before?.text) element.textContent = patch.text;
      for (const name in patch.attributes) {
        const value = patch.attributes[name]!;
        if (before?.attributes?.[name] !== value) element.setAttribute(name, value);
      }
      applied.set(patch.key, patch);
    }
  };
};
