import type { Desk } from "./desk";
import { eventLine, eventText } from "./event-line";
import { createEventRows, type EventRow, filtered } from "./event-rows";
import { createEventTools } from "./event-tools";
import { html, setAttribute } from "./html";
import type { WholeEvents } from "./payloads";
import { createRows } from "./rows";
import type { Part, Shown } from "./shown";

export interface EventsTab extends Part {
  /** Shows the events of one state alone. */
  showState(state: number): void;
  focus(): void;
}

const ROW = 28;

/** Every event of the execution, as far as it is known: filtered, in either order, each open to its JSON. */
export const createEventsTab = (desk: Desk, whole: WholeEvents): EventsTab => {
  const { id, say, asker } = desk;
  const rowsOf = createEventRows(desk);
  const open = new Set<number>();
  let list: readonly EventRow[] = [];
  let key: readonly unknown[] = [];
  let shown: Shown | undefined;
  let arn: string | undefined;

  const toggle = (row: EventRow): void => {
    if (!open.delete(row.id)) {
      open.add(row.id);
      if (asker() && eventText(row, whole).cut) void whole.ask(row.id);
    }
    rows.show(list);
  };
  const goTo = (wanted: number): void => {
    if (!list.some((row) => row.id === wanted)) tools.clear();
    const at = list.findIndex((row) => row.id === wanted);
    rows.activate(at);
    rows.element.focus();
  };
  const line = eventLine({
    desk,
    whole,
    start: () => shown?.latest?.startTime ?? 0,
    isOpen: (one) => open.has(one),
    toggle,
    goTo,
  });
  const heads = ["Id", "Time", "After", "Type", "State", "Detail", "Led by"];
  const rows = createRows<EventRow>({
    id: `${id}-events`,
    label: say("Events"),
    role: "treegrid",
    rowHeight: ROW,
    head: html(
      "div",
      { class: "sb-grid-head", role: "rowgroup" },
      html(
        "div",
        { class: "sb-grid-row", role: "row", "aria-rowindex": 1 },
        ...heads.map((head) => html("div", { role: "columnheader" }, say(head))),
      ),
    ),
    // With the kernel there is more to show of the same event.
    keyOf: ({ id, known }) => (known ? id : `kept-${id}`),
    create: line.create,
    fill: line.fill,
    extraOf: (row) => (open.has(row.id) ? eventText(row, whole).height : 0),
    onKey: (row, pressed) => {
      const isOpen = open.has(row.id);
      const wants =
        pressed === "Enter" || pressed === " " || (isOpen ? pressed === "ArrowLeft" : pressed === "ArrowRight");
      if (wants) toggle(row);
      return wants;
    },
  });
  rows.element.classList.add("sb-events");
  const tools = createEventTools(desk, () => {
    if (shown) update(shown);
  });

  const update = (next: Shown): void => {
    shown = next;
    if (arn !== next.latest?.arn) {
      arn = next.latest?.arn;
      open.clear();
      tools.clear();
    }
    const all = rowsOf(next);
    const { filter, newestFirst } = tools;
    const parts = [all, filter.state, filter.type, filter.text, newestFirst];
    if (parts.length !== key.length || parts.some((part, i) => part !== key[i])) {
      key = parts;
      const found = filtered(all, filter);
      list = newestFirst ? [...found].reverse() : found;
    }
    tools.update(next, all, list.length);
    setAttribute(rows.element, "data-empty", list.length === 0 ? say("No event is of this kind.") : undefined);
    rows.show(list);
  };
  return {
    element: html("div", { class: "sb-events-tab" }, tools.element, rows.element),
    update,
    showState: (state) => tools.setState(state),
    focus: () => rows.element.focus(),
    dispose: rows.dispose,
  };
};
