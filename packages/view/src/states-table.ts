import { durationOf, type GraphNode, STATUSES, type StateView, textOf } from "@stepbook/graph";
import type { Desk } from "./desk";
import { glyph, setGlyph } from "./glyph";
import { html, setAttribute, setText } from "./html";
import { indentOf } from "./indent";
import { STATE_COLUMNS, type StateColumn } from "./options";
import { createRows } from "./rows";
import type { Part } from "./shown";
import { capitalized, clockTime, type Say } from "./words";

interface StateRow {
  readonly node: GraphNode;
  readonly state: StateView;
  readonly now: number;
  readonly selected: boolean;
}

interface Column {
  readonly head: string;
  readonly width: string;
  text(row: StateRow, say: Say): string;
  /** What it is sorted by; by default its text. */
  order?(row: StateRow): number;
}

const GRAVITY = ["failed", "timedOut", "aborted", "caught", "running", "succeeded", "notStarted", "notTaken"];
const lastedOf = ({ state: { startTime, duration }, now }: StateRow): number | undefined =>
  startTime === undefined ? undefined : (duration ?? now - startTime);

const COLUMNS: Readonly<Record<StateColumn, Column>> = {
  state: {
    head: "State",
    width: "minmax(160px, 2.4fr)",
    text: ({ node }) => node.name,
    order: ({ node }) => node.index,
  },
  type: { head: "Type", width: "minmax(64px, 0.8fr)", text: ({ node }) => node.type },
  status: {
    head: "Status",
    width: "minmax(104px, 1fr)",
    text: ({ state }, say) => capitalized(say(STATUSES[state.status].words)),
    order: ({ state }) => GRAVITY.indexOf(state.status),
  },
  started: {
    head: "Started",
    width: "minmax(72px, 0.8fr)",
    text: ({ state }) => (state.startTime === undefined ? "" : clockTime(state.startTime)),
    order: ({ state }) => state.startTime ?? Number.POSITIVE_INFINITY,
  },
  lasted: {
    head: "Lasted",
    width: "minmax(76px, 0.8fr)",
    text: (row) => {
      const lasted = lastedOf(row);
      return lasted === undefined ? "" : durationOf(lasted);
    },
    order: (row) => -(lastedOf(row) ?? -1),
  },
  tries: {
    head: "Tries",
    width: "minmax(48px, 0.5fr)",
    text: ({ state }) => (state.tries.length > 1 ? String(state.tries.length) : ""),
    order: ({ state }) => -state.tries.length,
  },
  error: { head: "Error", width: "minmax(96px, 1.4fr)", text: ({ state }) => state.error?.error ?? "" },
  resource: {
    head: "Resource",
    width: "minmax(120px, 1.8fr)",
    text: ({ node }) => ("Resource" in node.state ? textOf(node.state.Resource) : ""),
  },
  items: {
    head: "Items",
    width: "minmax(64px, 0.6fr)",
    text: ({ state: { items } }) => (items ? `${items.succeeded + items.failed + items.aborted} / ${items.total}` : ""),
    order: ({ state: { items } }) => -(items?.total ?? -1),
  },
};

const ROW = 28;

/** Every state as a row: the whole of the graph in text. Its heads sort it. */
export const createStatesTable = (desk: Desk): Part => {
  const { id, say, show } = desk;
  let columns: readonly StateColumn[] = [];
  let sorted: { readonly by: StateColumn; readonly down: boolean } = { by: "state", down: false };
  const headRow = html("div", { class: "sb-grid-row", role: "row", "aria-rowindex": 1 });
  const rows = createRows<StateRow>({
    id: `${id}-states`,
    label: say("States"),
    role: "grid",
    rowHeight: ROW,
    head: html("div", { class: "sb-grid-head", role: "rowgroup" }, headRow),
    keyOf: ({ node }) => node.index,
    create: ({ node }) => html("div", { class: "sb-grid-row sb-row", role: "row", onclick: () => show(node.index) }),
    fill: (element, row, before) => fillRow(element, row, before, columns, say),
    onKey: ({ node }, key) => {
      if (key !== "Enter" && key !== " ") return false;
      show(node.index);
      return true;
    },
  });
  const paintHeads = (): void => {
    headRow.replaceChildren(
      ...columns.map((key) => {
        const isSorted = sorted.by === key;
        const sort = (): void => {
          sorted = { by: key, down: isSorted && !sorted.down };
          paintHeads();
          headRow.querySelectorAll("button")[columns.indexOf(key)]?.focus();
          desk.refresh();
        };
        return html(
          "div",
          { role: "columnheader", "aria-sort": isSorted ? (sorted.down ? "descending" : "ascending") : "none" },
          html("button", { class: "sb-sort", type: "button", onclick: sort }, say(COLUMNS[key].head)),
        );
      }),
    );
  };
  const setColumns = (): void => {
    const known = desk.settings().columns.filter((key): key is StateColumn => STATE_COLUMNS.includes(key as never));
    const wanted = known.includes("state") ? known : (["state", ...known] as const);
    if (wanted.join() === columns.join()) return;
    columns = wanted;
    rows.element.style.setProperty("--sb-columns", columns.map((key) => COLUMNS[key].width).join(" "));
    setAttribute(rows.element, "aria-colcount", String(columns.length));
    rows.element.querySelectorAll(".sb-row").forEach((row) => {
      row.replaceChildren();
    });
    paintHeads();
  };
  let selected: number | undefined;
  return {
    element: rows.element,
    dispose: rows.dispose,
    update: ({ drawing, states, now }) => {
      setColumns();
      const all = drawing.graph.nodes.map((node) => ({
        node,
        state: states[node.index]!,
        now,
        selected: node.index === desk.selected(),
      }));
      const list = inOrder(all, sorted, say);
      rows.show(list);
      if (desk.selected() === selected) return;
      selected = desk.selected();
      const at = list.findIndex(({ node }) => node.index === selected);
      if (at >= 0) rows.reveal(at);
    },
  };
};

const inOrder = (
  rows: readonly StateRow[],
  { by, down }: { readonly by: StateColumn; readonly down: boolean },
  say: Say,
): readonly StateRow[] => {
  if (by === "state" && !down) return rows;
  const { order, text } = COLUMNS[by];
  const sign = down ? -1 : 1;
  const compare = order
    ? (a: StateRow, b: StateRow) => order(a) - order(b) || a.node.index - b.node.index
    : (a: StateRow, b: StateRow) => compareTexts(text(a, say), text(b, say)) || a.node.index - b.node.index;
  return [...rows].sort((a, b) => sign * compare(a, b));
};

/** What says nothing comes last. */
const compareTexts = (a: string, b: string): number =>
  a === "" || b === "" ? Number(a === "") - Number(b === "") : a.localeCompare(b);

const fillRow = (
  element: HTMLElement,
  row: StateRow,
  before: StateRow | undefined,
  columns: readonly StateColumn[],
  say: Say,
): void => {
  setAttribute(element, "aria-selected", String(row.selected));
  if (element.childElementCount !== columns.length) element.replaceChildren(...columns.map((key) => cellOf(key, row)));
  else if (row.state === before?.state && row.state.duration !== undefined) return;
  columns.forEach((key, i) => {
    const cell = element.children[i]!;
    const text = COLUMNS[key].text(row, say);
    setText(cell.lastElementChild ?? cell, text);
    setAttribute(cell, "title", text);
    if (key === "status") setGlyph(cell.firstElementChild as SVGSVGElement, row.state.status);
  });
};

const cellOf = (key: StateColumn, { node }: StateRow): HTMLElement =>
  html(
    "div",
    { role: "gridcell", class: `sb-cell-${key}`, style: key === "state" ? indentOf(node) : undefined },
    ...(key === "status" ? [glyph("notStarted"), html("span")] : []),
  );
