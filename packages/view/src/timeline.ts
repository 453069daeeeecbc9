import { durationOf, type GraphNode, STATUSES, type StateView } from "@stepbook/graph";
import type { Desk } from "./desk";
import { glyph, setGlyph } from "./glyph";
import { html, listOf, setAttribute, setText } from "./html";
import { indentOf } from "./indent";
import { createRows } from "./rows";
import type { Part } from "./shown";
import { paintBars } from "./timeline-bars";
import { lanesOf, paintLanes } from "./timeline-lanes";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Distances between marks, of which the smallest that leaves at most this many is taken. */
const DISTANCES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000]
  .concat([1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE))
  .concat([1, 2, 4, 6, 12, 24, 48, 96, 240].map((hours) => hours * HOUR));
const MOST_MARKS = 6;
/** A mark later than this part of the whole has no room for its time. */
const LAST_MARK = 0.93;
const ROW = 26;

export interface TimelineRow {
  readonly node: GraphNode;
  readonly state: StateView;
  readonly origin: number;
  readonly now: number;
  readonly length: number;
  readonly selected: boolean;
}

/** A line for each state that was entered, with a bar for each try, and a thin lane for what runs beside each other. */
export const createTimeline = (desk: Desk): Part => {
  const { id, say, show } = desk;
  const axis = html("div", { class: "sb-axis" });
  const head = html("div", { class: "sb-line sb-axis-line", "aria-hidden": "true" }, html("span"), axis, html("span"));
  const line = html("div", { class: "sb-now", "aria-hidden": "true" }, html("span"));
  const rows = createRows<TimelineRow>({
    id: `${id}-timeline`,
    label: say("Timeline"),
    role: "listbox",
    rowHeight: ROW,
    head,
    overlay: line,
    keyOf: ({ node }) => node.index,
    create: ({ node }) => {
      const element = createLine(node);
      element.addEventListener("click", () => show(node.index));
      return element;
    },
    fill: (element, row, before) => fillLine(desk, element, row, before),
    onKey: ({ node }, key) => {
      if (key !== "Enter" && key !== " ") return false;
      show(node.index);
      return true;
    },
  });
  rows.element.classList.add("sb-timeline");
  const marks = listOf<number>(
    axis,
    (mark) => mark,
    (mark) => html("span", { class: "sb-mark-time", style: `left:${place(mark)}` }, timeOfMark(mark)),
  );
  let selected: number | undefined;
  return {
    element: rows.element,
    dispose: rows.dispose,
    update: (shown) => {
      const { view, latest, drawing, states, now, end } = shown;
      if (!view.execution) return;
      const origin = latest?.startTime ?? now;
      const length = Math.max(end - origin, 1);
      const distance = DISTANCES.find((one) => length / one <= MOST_MARKS) ?? length / 2;
      // Bars are placed in milliseconds on a length that is a variable: as it grows, no bar need be touched.
      rows.element.style.setProperty("--sb-length", String(length));
      rows.element.style.setProperty("--sb-distance", String(distance));
      const count = Math.min(MOST_MARKS, Math.floor((length * LAST_MARK) / distance)) + 1;
      marks(Array.from({ length: count }, (_, i) => i * distance));
      const entered = drawing.graph.nodes.filter(({ index }) => states[index]!.startTime !== undefined);
      rows.show(
        entered.map((node) => ({
          node,
          state: states[node.index]!,
          origin,
          now,
          length,
          selected: node.index === desk.selected(),
        })),
      );
      const isOn = view.execution.status === "RUNNING";
      setAttribute(line, "hidden", isOn ? undefined : "");
      (line.firstElementChild as HTMLElement).style.left = place(now - origin);
      if (desk.selected() === selected) return;
      selected = desk.selected();
      const at = entered.findIndex(({ index }) => index === selected);
      if (at >= 0) rows.reveal(at);
    },
  };
};

const timeOfMark = (mark: number): string =>
  mark === 0
    ? "0"
    : durationOf(mark)
        .replace(/ 00 [smh]$/, "")
        .replace(/\.0 s$/, " s");

/** Where a moment stands, as a part of the whole. */
export const place = (milliseconds: number): string => `calc(${Math.max(0, milliseconds)} / var(--sb-length) * 100%)`;

const createLine = (node: GraphNode): HTMLElement =>
  html(
    "div",
    { class: "sb-line sb-row", role: "option" },
    html(
      "span",
      { class: "sb-line-name", style: indentOf(node), title: node.name },
      glyph("notStarted"),
      html("span", {}, node.name),
      html("span", { class: "sb-hidden" }),
    ),
    html("span", { class: "sb-bars" }),
    html("span", { class: "sb-line-time" }),
  );

/** A line whose state has ended, and was drawn so, is not touched again. */
const fillLine = (desk: Desk, line: HTMLElement, row: TimelineRow, before: TimelineRow | undefined): void => {
  setAttribute(line, "aria-selected", String(row.selected));
  const { node, state, origin, now, length } = row;
  const lanes = lanesOf(desk, node, now);
  const key = lanes ? `${lanes.key} ${length}` : "";
  if (state === before?.state && origin === before.origin && state.duration !== undefined && line.dataset.lanes === key)
    return;
  line.dataset.lanes = key;
  const [name, bars, time] = [line.children[0]!, line.children[1] as HTMLElement, line.children[2]!];
  const lasted = durationOf(state.duration ?? now - state.startTime!);
  setGlyph(name.firstElementChild as SVGSVGElement, state.status);
  setText(time, lasted);
  const tries = state.tries.length > 1 ? desk.say("{1} tries", state.tries.length) : "";
  setText(name.lastElementChild!, [", ", desk.say(STATUSES[state.status].words), tries && `, ${tries}`, ", "].join(""));
  if (lanes) paintLanes(bars, lanes, origin, length);
  else paintBars(bars, row);
};
