/** An element of a drawing: data, for which the browser makes elements and Node makes text. */
export interface SvgNode {
  readonly tag: string;
  /** Names the elements that progress changes, and those that can be picked. Unique in a drawing. */
  readonly key?: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly children?: readonly SvgNode[];
  readonly text?: string;
}

export const element = (
  tag: string,
  attributes: SvgNode["attributes"],
  children?: readonly (SvgNode | undefined)[],
  key?: string,
): SvgNode => ({
  tag,
  attributes,
  ...(key !== undefined && { key }),
  ...(children && { children: children.filter((child): child is SvgNode => child !== undefined) }),
});

export const textElement = (text: string, attributes: SvgNode["attributes"], key?: string): SvgNode => ({
  tag: "text",
  attributes,
  text,
  ...(key !== undefined && { key }),
});

/** What progress changes of a drawing: attributes and the text of one element. */
export interface Patch {
  readonly key: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly text?: string;
}

/** A drawing with patches applied; what is not displayed, and groups of nothing, are left out. */
export const patched = (node: SvgNode, patches: ReadonlyMap<string, Patch>): SvgNode | undefined => {
  const patch = node.key === undefined ? undefined : patches.get(node.key);
  const attributes = patch?.attributes ? { ...node.attributes, ...patch.attributes } : node.attributes;
  if (attributes.display === "none") return undefined;
  const children = node.children
    ?.map((child) => patched(child, patches))
    .filter((child): child is SvgNode => child !== undefined);
  if (node.tag === "g" && children?.length === 0) return undefined;
  const text = patch?.text ?? node.text;
  return { ...node, attributes, ...(children && { children }), ...(text !== undefined && { text }) };
};
