import { durationOf, type EventView, type GraphNode, STATUSES, type StateView } from "@stepbook/graph";
import { glyph, setGlyph } from "./glyph";
import { clockTime } from "./header";
import { html, listOf, setText } from "./html";
import { indentOf } from "./indent";
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

interface StateRow {
  readonly node: GraphNode;
  readonly state: StateView;
  /** Empty where the state has not begun. */
  readonly lasted: string;
}

/** Every state as a row: the whole of the graph in text. */
export const createStatesTable = (onSelect: (index: number) => void): Part => {
  const body = html("tbody");
  const list = listOf<StateRow>(
    body,
    ({ node }) => node,
    ({ node }) =>
      html(
        "tr",
        { onclick: () => onSelect(node.index) },
        html("td", {}, html("button", { class: "sb-link", type: "button", style: indentOf(node) }, node.name)),
        html("td", {}, node.type),
        html("td", {}, html("span", { class: "sb-result" }, glyph("notStarted"), html("span"))),
        ...cells(4),
      ),
    (row, { state, lasted: time }, before) => {
      if (state === before?.state && time === before.lasted) return;
      const [, , result, started, lasted, tried, failed] = [...row.children];
      setText(lasted!, time);
      const { status, startTime, tries, error } = state;
      setGlyph(result!.querySelector("svg")!, status);
      setText(result!.querySelector("span > span")!, STATUSES[status].words);
      setText(started!, startTime === undefined ? "" : clockTime(startTime));
      setText(tried!, tries.length > 1 ? String(tries.length) : "");
      setText(failed!, error?.error ?? "");
    },
  );
  return {
    element: table("States", ["State", "Type", "Status", "Started", "Lasted", "Tries", "Error"], body),
    update: ({ drawing, states, now }) =>
      list(
        drawing.graph.nodes.map((node) => {
          const state = states[node.index]!;
          const { startTime, duration } = state;
          return { node, state, lasted: startTime === undefined ? "" : durationOf(duration ?? now - startTime) };
        }),
      ),
  };
};

interface EventRow {
  readonly event: EventView;
  /** The name of the state that it belongs to, or nothing. */
  readonly name: string;
  readonly startTime: number;
  readonly arn: string;
}

/** The last events, newest first. */
export const createEventsTable = (onSelect: (index: number) => void): Part => {
  const body = html("tbody");
  const more = html("p", { class: "sb-more" });
  const list = listOf<EventRow>(
    body,
    ({ event, arn }) => `${event.id} ${arn}`,
    ({ event: { id, type, at, state, detail = "" }, name, startTime }) =>
      html(
        "tr",
        { onclick: () => state !== undefined && onSelect(state) },
        html("td", {}, String(id)),
        html("td", {}, clockTime(startTime + at)),
        html("td", {}, durationOf(at)),
        html("td", {}, type),
        html("td", {}, name && html("button", { class: "sb-link", type: "button" }, name)),
        html("td", { title: detail }, detail),
      ),
  );
  return {
    element: html("div", {}, table("Events", ["Id", "Time", "After", "Type", "State", "Detail"], body), more),
    update: ({ view: { execution }, drawing: { graph } }) => {
      if (!execution) return;
      const { arn, events, eventCount, startTime = 0 } = execution;
      const nameOf = (state: number | undefined) => (state === undefined ? "" : (graph.nodes[state]?.name ?? ""));
      list(events.map((event) => ({ event, name: nameOf(event.state), startTime, arn })).reverse());
      setText(more, eventCount > events.length ? `The last ${events.length} of ${eventCount} events.` : "");
    },
  };
};
