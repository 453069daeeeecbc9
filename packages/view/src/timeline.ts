import { durationOf, type GraphNode, type StateView, statusOfLetter } from "@stepbook/graph";
import { glyph, setGlyph } from "./glyph";
import { html, listOf, setAttribute, setText } from "./html";
import { indentOf } from "./indent";
import type { Part } from "./shown";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Distances between marks, of which the smallest that leaves at most this many is taken. */
const DISTANCES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000]
  .concat([1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE))
  .concat([1, 2, 4, 6, 12, 24, 48, 96, 240].map((hours) => hours * HOUR));
const MOST_MARKS = 6;
/** A mark later than this part of the whole has no room for its time. */
const LAST_MARK = 0.93;

interface Row {
  readonly node: GraphNode;
  readonly state: StateView;
  readonly origin: number;
  readonly now: number;
}

/** A line for each state that was entered, with a bar for each try. */
export const createTimeline = (onSelect: (index: number) => void): Part => {
  const axis = html("div", { class: "sb-axis" });
  const lines = html("div", { class: "sb-lines" });
  const element = html(
    "div",
    { class: "sb-timeline" },
    html("div", { class: "sb-line sb-axis-line", "aria-hidden": "true" }, html("span"), axis, html("span")),
    lines,
  );
  const marks = listOf<number>(
    axis,
    (mark) => mark,
    (mark) => html("span", { class: "sb-mark-time", style: `left:${place(mark)}` }, timeOfMark(mark)),
  );
  const rows = listOf<Row>(
    lines,
    ({ node }) => node,
    (row) => createLine(row, onSelect),
    updateLine,
  );
  return {
    element,
    update: ({ view: { execution }, drawing, states, now }) => {
      if (!execution) return;
      const origin = execution.startTime ?? now;
      const length = Math.max((execution.stopTime ?? now) - origin, 1);
      const distance = DISTANCES.find((one) => length / one <= MOST_MARKS) ?? length / 2;
      // Bars are placed in milliseconds on a length that is a variable: as it grows, no bar need be touched.
      element.style.setProperty("--sb-length", String(length));
      element.style.setProperty("--sb-distance", String(distance));
      const count = Math.floor((length * LAST_MARK) / distance) + 1;
      marks(Array.from({ length: count }, (_, i) => i * distance));
      const entered = drawing.graph.nodes.filter(({ index }) => states[index]!.startTime !== undefined);
      rows(entered.map((node) => ({ node, state: states[node.index]!, origin, now })));
    },
  };
};

const timeOfMark = (mark: number): string =>
  mark === 0
    ? "0"
    : durationOf(mark)
        .replace(/ 00 [smh]$/, "")
        .replace(/\.0 s$/, " s");

const place = (milliseconds: number): string => `calc(${Math.max(0, milliseconds)} / var(--sb-length) * 100%)`;

const createLine = ({ node }: Row, onSelect: (index: number) => void): HTMLElement =>
  html(
    "div",
    { class: "sb-line", onclick: () => onSelect(node.index) },
    html(
      "span",
      { class: "sb-line-name", style: indentOf(node), title: node.name },
      glyph("notStarted"),
      html("span", {}, node.name),
    ),
    html("span", { class: "sb-bars" }),
    html("span", { class: "sb-line-time" }),
  );

/** A line whose state has ended, and was drawn so, is not touched again. */
const updateLine = (line: HTMLElement, { state, origin, now }: Row, before: Row | undefined): void => {
  if (state === before?.state && origin === before.origin && state.duration !== undefined) return;
  const [name, bars, time] = [line.children[0]!, line.children[1]!, line.children[2]!];
  const start = state.startTime!;
  setGlyph(name.firstElementChild as SVGSVGElement, state.status);
  setText(time, durationOf(state.duration ?? now - start));
  const wanted = barsOf(state);
  while (bars.childElementCount > wanted.length) bars.lastElementChild!.remove();
  wanted.forEach(({ kind, status, start, duration }, i) => {
    const bar = (bars.children[i] as HTMLElement | undefined) ?? bars.appendChild(html("span", { class: "sb-bar" }));
    setAttribute(bar, "data-kind", kind);
    setAttribute(bar, "data-status", status);
    setAttribute(
      bar,
      "style",
      `left:min(${place(start - origin)}, 100% - 3px);width:max(3px, ${place(duration ?? now - start)})`,
    );
  });
};

interface Bar {
  /** The time between tries is a thin line. */
  readonly kind: "state" | "try" | "failed";
  readonly status: StateView["status"];
  readonly start: number;
  readonly duration: number | undefined;
}

const barsOf = ({ status, startTime, duration, tries }: StateView): readonly Bar[] => {
  const whole = { status, start: startTime!, duration };
  if (tries.length < 2) return [{ ...whole, kind: "try" }];
  return [
    { ...whole, kind: "state" },
    ...tries.map((one) => ({
      kind: one.error === undefined ? ("try" as const) : ("failed" as const),
      status: statusOfLetter(one.status),
      start: one.start,
      duration: one.duration,
    })),
  ];
};
