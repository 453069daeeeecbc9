/** What an element is made with: attributes, and listeners under their event's name with `on` before it. */
type Properties = Readonly<Record<string, string | number | boolean | EventListener | undefined>>;

/** Makes an element. Text only ever becomes a text node, so that no name or error can be markup. */
export const html = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties = {},
  ...children: readonly (Node | string | undefined)[]
): HTMLElementTagNameMap[Tag] => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child): child is Node | string => child !== undefined));
  return element;
};

/** Sets the text of an element, without touching the document where it is the same. */
export const setText = (element: Element, text: string): void => {
  if (element.textContent !== text) element.textContent = text;
};

export const setAttribute = (element: Element, name: string, value: string | undefined): void => {
  if (value === undefined) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
};

/**
 * Makes the children of an element those of a list, in order: a row that was there before keeps its element, with its
 * scroll position and focus.
 */
export const keyed = <Row>(
  parent: Element,
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  create: (row: Row) => HTMLElement,
  update: (element: HTMLElement, row: Row) => void,
): void => {
  const old = new Map<string, HTMLElement>();
  for (const child of parent.children) if (child instanceof HTMLElement) old.set(child.dataset.key ?? "", child);
  let at = parent.firstElementChild;
  for (const row of rows) {
    const key = keyOf(row);
    const element = old.get(key) ?? create(row);
    old.delete(key);
    element.dataset.key = key;
    update(element, row);
    if (element === at) at = at.nextElementSibling;
    else parent.insertBefore(element, at);
  }
  for (const element of old.values()) element.remove();
};
