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

export interface Patcher {
  /** Notes elements that may be patched. */
  add(keys: ReadonlyMap<string, SVGElement>): void;
  remove(keys: ReadonlyMap<string, SVGElement>): void;
  /** Changes what differs from what was applied before; the indices of the states that were among it. */
  apply(patches: readonly Patch[]): readonly number[];
}

const STATE = "state-";

/** Applies patches to a drawing's elements, and only what differs from those applied before. */
export const patcher = (): Patcher => {
  const known = new Map<string, SVGElement>();
  const applied = new Map<string, Patch>();
  return {
    add: (keys) => {
      for (const [key, element] of keys) known.set(key, element);
    },
    remove: (keys) => {
      for (const key of keys.keys()) {
        known.delete(key);
        applied.delete(key);
      }
    },
    apply: (patches) => {
      const states: number[] = [];
      for (const patch of patches) {
        const before = applied.get(patch.key);
        const element = known.get(patch.key);
        if (!element) continue;
        if (patch.text !== undefined && patch.text !== before?.text) element.textContent = patch.text;
        for (const name in patch.attributes) {
          const value = patch.attributes[name]!;
          if (before?.attributes?.[name] !== value) element.setAttribute(name, value);
        }
        applied.set(patch.key, patch);
        if (patch.key.startsWith(STATE)) states.push(Number(patch.key.slice(STATE.length)));
      }
      return states;
    },
  };
};
