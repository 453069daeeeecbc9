import { durationOf, STATUSES } from "@stepbook/graph";
import { glyph, setGlyph } from "./glyph";
import { clockTime } from "./header";
import { html, keyed, setText } from "./html";
import type { Part } from "./shown";

const table = (label: string, heads: readonly string[], body: HTMLElement): HTMLElement =>
  html(
    "div",
    { class: "sb-scroll" },
    html(
      "table",
      { class: "sb-table", "aria-label": label },
      html("thead", {}, html("tr", {}, ...heads.map((head) => html("th", { scope: "col" }, head)))),
      body,
    ),
  );

const cells = (count: number): readonly HTMLElement[] => Array.from({ length: count }, () => html("td"));

/** Every state as a row: the whole of the graph in text. */
export const createStatesTable = (onSelect: (index: number) => void): Part => {
  const body = html("tbody");
  const element = table("States", ["State", "Type", "Status", "Started", "Lasted", "Tries", "Error"], body);
  return {
    element,
    update: ({ drawing, states, now }) =>
      keyed(
        body,
        drawing.graph.nodes,
        ({ index }) => String(index),
        ({ index, name, type }) =>
          html(
            "tr",
            { onclick: () => onSelect(index) },
            html("td", {}, html("button", { class: "sb-link", type: "button" }, name)),
            html("td", {}, type),
            html("td", {}, html("span", { class: "sb-result" }, glyph("notStarted"), html("span"))),
            ...cells(4),
          ),
        (row, { index }) => {
          const { status, startTime, duration, tries, error } = states[index]!;
          const [, , result, started, lasted, tried, failed] = [...row.children];
          setGlyph(result!.querySelector("svg")!, status);
          setText(result!.querySelector("span > span")!, STATUSES[status].words);
          setText(started!, startTime === undefined ? "" : clockTime(startTime));
          setText(lasted!, startTime === undefined ? "" : durationOf(duration ?? now - startTime));
          setText(tried!, tries.length > 1 ? String(tries.length) : "");
          setText(failed!, error?.error ?? "");
        },
      ),
  };
};

/** The last events, newest first. */
export const createEventsTable = (onSelect: (index: number) => void): Part => {
  const body = html("tbody");
  const more = html("p", { class: "sb-more" });
  const element = html("div", {}, table("Events", ["Id", "Time", "After", "Type", "State", "Detail"], body), more);
  return {
    element,
    update: ({ view: { execution }, drawing }) => {
      if (!execution) return;
      const { events, eventCount, startTime = 0 } = execution;
      keyed(
        body,
        [...events].reverse(),
        ({ id }) => String(id),
        ({ id, type, at, state, detail }) =>
          html(
            "tr",
            { onclick: () => state !== undefined && onSelect(state) },
            html("td", {}, String(id)),
            html("td", {}, clockTime(startTime + at)),
            html("td", {}, durationOf(at)),
            html("td", {}, type),
            html("td", {}, state === undefined ? "" : (drawing.graph.nodes[state]?.name ?? "")),
            html("td", { title: detail ?? "" }, detail ?? ""),
          ),
        () => {},
      );
      setText(more, eventCount > events.length ? `The last ${events.length} of ${eventCount} events.` : "");
    },
  };
};
