import { html, setAttribute } from "./html";

export interface RowsOptions<Row> {
  readonly id: string;
  readonly label: string;
  readonly role: "grid" | "treegrid" | "listbox";
  /** In pixels, of every row that is not open. */
  readonly rowHeight: number;
  /** Stays at the top: a row of column heads, an axis. */
  readonly head?: HTMLElement;
  /** Stands over all rows, such as a line at one moment. */
  readonly overlay?: HTMLElement;
  keyOf(row: Row): number | string;
  create(row: Row): HTMLElement;
  /** Shows a row in its element; `before` is what the element showed last. */
  fill(element: HTMLElement, row: Row, before: Row | undefined): void;
  /** How much higher a row is that is open. */
  extraOf?(row: Row): number;
  /** What a key does to the row that is active. It says whether it had a use for it. */
  onKey(row: Row, key: string): boolean;
}

export interface Rows<Row> {
  readonly element: HTMLElement;
  show(rows: readonly Row[]): void;
  /** Makes a row active and brings it into view. */
  activate(index: number): void;
  /** Brings a row into view. */
  reveal(index: number): void;
  dispose(): void;
}

/** Rows made before and after those that are seen, so that scrolling shows no gaps. */
const SPARE = 8;
/** Where nothing is laid out, as many rows are made as would fit into this height. */
const UNKNOWN_HEIGHT = 400;

interface Kept<Row> {
  readonly element: HTMLElement;
  row: Row;
}

/** A list of which only the rows in view are in the document, however long it is. It has the focus, and one row is active. */
export const createRows = <Row>(options: RowsOptions<Row>): Rows<Row> => {
  const { id, label, role, rowHeight, head, overlay, keyOf, create, fill, extraOf = () => 0, onKey } = options;
  const isList = role === "listbox";
  const body = html("div", { class: "sb-rows-body", role: isList ? "presentation" : "rowgroup" });
  const element = html("div", { class: "sb-rows", id, role, tabindex: 0, "aria-label": label }, head, body);
  if (overlay) body.append(overlay);
  let rows: readonly Row[] = [];
  /** Open rows, from the first: where, and the height of all open ones up to it. */
  let open: readonly { readonly index: number; readonly sum: number }[] = [];
  let kept = new Map<number | string, Kept<Row>>();
  let active: number | string | undefined;
  let activeAt = -1;

  const topOf = (index: number): number => {
    let sum = 0;
    for (const one of open) if (one.index < index) sum = one.sum;
    return index * rowHeight + sum;
  };
  const indexAt = (top: number): number => {
    let sum = 0;
    for (const one of open) {
      if (top < (one.index + 1) * rowHeight + one.sum) return Math.min(Math.floor((top - sum) / rowHeight), one.index);
      sum = one.sum;
    }
    return Math.floor((top - sum) / rowHeight);
  };
  /** Asking the document where it stands would let it lay out all anew: it is asked only when it has changed. */
  let view = { top: 0, height: 0 };
  const measure = (): void => {
    view = { top: element.scrollTop, height: (element.clientHeight || UNKNOWN_HEIGHT) - (head?.offsetHeight ?? 0) };
  };
  const scrollTo = (top: number): void => {
    element.scrollTop = top;
    measure();
  };
  const measureOpen = (): void => {
    let sum = 0;
    open = rows.flatMap((row, index) => {
      const extra = extraOf(row);
      sum += extra;
      return extra > 0 ? [{ index, sum }] : [];
    });
  };

  const paint = (): void => {
    if (view.height === 0) measure();
    const first = Math.max(0, indexAt(view.top) - SPARE);
    const last = Math.min(rows.length - 1, indexAt(view.top + view.height) + SPARE);
    const old = kept;
    kept = new Map();
    for (let i = first; i <= last; i += 1) {
      const row = rows[i]!;
      const key = keyOf(row);
      const one = old.get(key) ?? { element: create(row), row };
      const isNew = !old.has(key);
      setAttribute(one.element, "data-active", key === active ? "" : undefined);
      fill(one.element, row, isNew ? undefined : one.row);
      one.row = row;
      one.element.id = `${id}-${key}`;
      one.element.style.transform = `translateY(${topOf(i)}px)`;
      setAttribute(one.element, isList ? "aria-posinset" : "aria-rowindex", String(i + (isList ? 1 : 2)));
      if (isList) setAttribute(one.element, "aria-setsize", String(rows.length));
      kept.set(key, one);
      if (isNew) body.append(one.element);
    }
    for (const [key, one] of old) if (!kept.has(key)) one.element.remove();
    setAttribute(
      element,
      "aria-activedescendant",
      active !== undefined && kept.has(active) ? `${id}-${active}` : undefined,
    );
  };

  const reveal = (index: number): void => {
    const top = topOf(index);
    const bottom = topOf(index + 1);
    measure();
    if (top < view.top) scrollTo(top);
    else if (bottom > view.top + view.height) scrollTo(Math.min(top, bottom - view.height));
    paint();
  };
  const activate = (index: number): void => {
    const row = rows[index];
    if (row === undefined) return;
    [active, activeAt] = [keyOf(row), index];
    reveal(index);
  };

  const page = (): number => Math.max(1, Math.floor(view.height / rowHeight) - 1);
  const MOVES: Readonly<Record<string, () => number>> = {
    ArrowDown: () => activeAt + 1,
    ArrowUp: () => activeAt - 1,
    PageDown: () => activeAt + page(),
    PageUp: () => activeAt - page(),
    Home: () => 0,
    End: () => rows.length - 1,
  };
  element.addEventListener("keydown", (event) => {
    if (event.target !== element || event.ctrlKey || event.metaKey || event.altKey || rows.length === 0) return;
    const move = Object.hasOwn(MOVES, event.key) ? MOVES[event.key] : undefined;
    if (move) activate(Math.max(0, Math.min(rows.length - 1, move())));
    else if (rows[activeAt] === undefined || !onKey(rows[activeAt]!, event.key)) return;
    else reveal(activeAt);
    event.preventDefault();
    event.stopPropagation();
  });
  element.addEventListener("focus", () => {
    if (activeAt < 0) activate(Math.min(rows.length - 1, indexAt(view.top)));
  });
  body.addEventListener("click", (event) => {
    const at = event.target instanceof Node ? event.target : null;
    for (const [key, one] of kept)
      if (one.element.contains(at)) {
        activate(rows.findIndex((row) => keyOf(row) === key));
        return;
      }
  });
  const look = (): void => {
    measure();
    paint();
  };
  element.addEventListener("scroll", look, { passive: true });
  const observer = typeof ResizeObserver === "undefined" ? undefined : new ResizeObserver(look);
  observer?.observe(element);

  return {
    element,
    activate,
    reveal,
    show: (next) => {
      const anchorAt = indexAt(view.top);
      const anchor = view.top === 0 || rows[anchorAt] === undefined ? undefined : keyOf(rows[anchorAt]!);
      const before = topOf(anchorAt);
      const isOther = next !== rows;
      rows = next;
      measureOpen();
      body.style.height = `${topOf(rows.length)}px`;
      if (isOther) {
        if (!isList) setAttribute(element, "aria-rowcount", String(rows.length + 1));
        activeAt = active === undefined ? -1 : rows.findIndex((row) => keyOf(row) === active);
        if (activeAt < 0) active = undefined;
        const now = anchor === undefined ? -1 : rows.findIndex((row) => keyOf(row) === anchor);
        if (now >= 0 && now !== anchorAt) scrollTo(view.top + topOf(now) - before);
      }
      paint();
    },
    dispose: () => observer?.disconnect(),
  };
};
