import { durationOf, type GraphNode, type StateView, statusOfLetter } from "@stepbook/graph";
import { glyph, setGlyph } from "./glyph";
import { html, keyed, setAttribute, setText } from "./html";
import type { Part } from "./shown";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Distances between marks, of which the smallest that leaves at most this many is taken. */
const DISTANCES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000]
  .concat([1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE))
  .concat([1, 2, 4, 6, 12, 24, 48, 96, 240].map((hours) => hours * HOUR));
const MOST_MARKS = 6;

interface Row {
  readonly node: GraphNode;
  readonly state: StateView;
  readonly depth: number;
}

/** A line for each state that was entered, with a bar for each try. */
export const createTimeline = (onSelect: (index: number) => void): Part => {
  const axis = html("div", { class: "sb-axis" });
  const rows = html("div", { class: "sb-lines" });
  const element = html(
    "div",
    { class: "sb-timeline" },
    html("div", { class: "sb-line sb-axis-line" }, html("span"), axis, html("span")),
    rows,
  );
  return {
    element,
    update: (shown) => {
      const { execution } = shown.view;
      if (!execution) return;
      const start = execution.startTime ?? shown.now;
      const end = Math.max(execution.stopTime ?? shown.now, start + 1);
      // Bars are placed in milliseconds on a length that is a variable: as it grows, no bar need be touched.
      element.style.setProperty("--sb-length", String(end - start));
      const distance = DISTANCES.find((one) => (end - start) / one <= MOST_MARKS) ?? (end - start) / 2;
      const marks = Array.from({ length: Math.floor((end - start) / distance) + 1 }, (_, i) => i * distance);
      keyed(
        axis,
        marks.filter((mark) => mark <= 0.94 * (end - start)),
        String,
        (mark) =>
          html(
            "span",
            { class: "sb-mark-time" },
            mark === 0
              ? "0"
              : durationOf(mark)
                  .replace(/ 00 [smh]$/, "")
                  .replace(/\.0 s$/, " s"),
          ),
        (element, mark) => {
          element.style.left = place(mark);
        },
      );
      const depths: number[] = [];
      const entered: Row[] = [];
      for (const node of shown.drawing.graph.nodes) {
        depths.push(node.parent === undefined ? 0 : depths[node.parent]! + 1);
        const state = shown.states[node.index]!;
        if (state.startTime !== undefined) entered.push({ node, state, depth: depths[node.index]! });
      }
      keyed(
        rows,
        entered,
        ({ node }) => String(node.index),
        (row) => createLine(row, onSelect),
        (element, row) => updateLine(element, row, start, shown.now),
      );
    },
  };
};

const place = (milliseconds: number): string => `calc(${Math.max(0, milliseconds)} / var(--sb-length) * 100%)`;

const createLine = ({ node, depth }: Row, onSelect: (index: number) => void): HTMLElement =>
  html(
    "div",
    { class: "sb-line", onclick: () => onSelect(node.index) },
    html(
      "span",
      { class: "sb-line-name", style: `padding-left:${Math.min(depth, 6) * 18}px`, title: node.name },
      glyph("notStarted"),
      html("span", {}, node.name),
    ),
    html("span", { class: "sb-bars" }),
    html("span", { class: "sb-line-time" }),
  );

/** What each line shows: one that has ended is not touched again. */
const drawn = new WeakMap<HTMLElement, string>();

const updateLine = (line: HTMLElement, { state }: Row, origin: number, now: number): void => {
  const { status, startTime, duration, tries: made } = state;
  const content = duration === undefined ? "" : JSON.stringify([status, startTime, duration, made]);
  if (content && drawn.get(line) === content) return;
  drawn.set(line, content);
  const [name, bars, time] = [line.children[0]!, line.children[1]!, line.children[2]!];
  setGlyph(name.firstElementChild as SVGSVGElement, state.status);
  const start = state.startTime!;
  setText(time, durationOf(state.duration ?? now - start));
  const own = { status: state.status, start, duration: state.duration, failed: false };
  const tries =
    state.tries.length > 1
      ? state.tries.map((one) => ({
          status: statusOfLetter(one.status),
          start: one.start,
          duration: one.duration,
          failed: one.error !== undefined,
        }))
      : [own];
  keyed(
    bars,
    tries.map((one, i) => ({ ...one, i })),
    ({ i }) => String(i),
    () => html("span", { class: "sb-bar" }),
    (bar, one) => {
      setAttribute(bar, "data-status", one.status);
      setAttribute(bar, "data-failed", one.failed ? "" : undefined);
      bar.style.left = place(one.start - origin);
      bar.style.width = `max(3px, ${place(one.duration ?? now - one.start)})`;
    },
  );
};
