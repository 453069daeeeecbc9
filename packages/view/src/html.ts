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

interface Kept<Row> {
  readonly element: HTMLElement;
  readonly row: Row;
}

/**
 * Makes the children of an element those of a list, each time that it is called. A row that was there before, by its
 * key, keeps its element, with its scroll position and focus; `update` is told what it showed before.
 */
export const listOf = <Row>(
  parent: Element,
  keyOf: (row: Row) => unknown,
  create: (row: Row) => HTMLElement,
  update: (element: HTMLElement, row: Row, before: Row | undefined) => void = () => {},
): ((rows: readonly Row[]) => void) => {
  let kept = new Map<unknown, Kept<Row>>();
  return (rows) => {
    const old = kept;
    const order = [...old.keys()];
    kept = new Map();
    for (const row of rows) {
      const key = keyOf(row);
      const one = old.get(key);
      const element = one?.element ?? create(row);
      update(element, row, one?.row);
      kept.set(key, { element, row });
    }
    for (const [key, { element }] of old) if (!kept.has(key)) element.remove();
    // Asking the document for places costs more than all else.
    let inPlace = 0;
    for (const key of kept.keys()) if (key === order[inPlace]) inPlace += 1;
    if (inPlace === kept.size && inPlace === order.length) return;
    let at = parent.firstElementChild;
    for (const { element } of kept.values())
      if (element === at) at = at.nextElementSibling;
      else parent.insertBefore(element, at);
  };
};
