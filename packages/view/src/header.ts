import type { StateStatus } from "@stepbook/asl";
import { durationOf, EXECUTION_STATUSES, STATUSES } from "@stepbook/graph";
import { glyph, setGlyph } from "./glyph";
import { html, listOf, setAttribute, setText } from "./html";
import { iconButton } from "./icon-button";
import type { Part, Shown } from "./shown";

export interface HeaderActions {
  turn(): void;
  toggleFullScreen(): void;
}

/** In the order in which they matter; what has not begun comes last. */
const COUNTED: readonly StateStatus[] = [
  "succeeded",
  "running",
  "failed",
  "caught",
  "timedOut",
  "aborted",
  "notStarted",
];

/** The line above the graph: how the execution stands, for how long, and how many states are where. */
export const createHeader = ({ turn, toggleFullScreen }: HeaderActions): Part => {
  const mark = glyph("notStarted");
  const words = html("span");
  const status = html("span", { class: "sb-status" }, mark, words);
  const name = html("strong", { class: "sb-title" });
  const elapsed = html("span", { class: "sb-elapsed" });
  const note = html("span", { class: "sb-note" });
  const counts = html("span", { class: "sb-counts" });
  const list = listOf<Count>(
    counts,
    ({ one }) => one,
    ({ one }) => html("span", { class: "sb-count-of" }, glyph(one), html("span")),
    (item, { one, count }) => {
      setText(item.lastElementChild!, String(count));
      setAttribute(item, "title", `${count} ${STATUSES[one].words}`);
    },
  );
  const turnButton = iconButton("turn", "Turn the graph", turn);
  const element = html(
    "div",
    { class: "sb-header" },
    status,
    name,
    elapsed,
    note,
    html("span", { class: "sb-space" }),
    counts,
    turnButton,
    iconButton("expand", "Full screen", toggleFullScreen),
  );
  return {
    element,
    update: (shown) => {
      const { view, states, now, live } = shown;
      const { execution } = view;
      setText(name, view.name);
      setAttribute(name, "title", view.name);
      setAttribute(status, "hidden", execution ? undefined : "");
      if (!execution) {
        const count = shown.drawing.graph.nodes.length;
        setText(elapsed, `${count} ${count === 1 ? "state" : "states"}`);
        setText(note, "");
        list([]);
        return;
      }
      const row = EXECUTION_STATUSES[execution.status];
      setAttribute(status, "data-status", row.like);
      setGlyph(mark, row.like);
      setText(words, row.words);
      setText(elapsed, elapsedOf(shown));
      setText(note, execution.status === "RUNNING" && !live ? `as of ${clockTime(now)}, not live` : "");
      list(countsOf(states));
    },
  };
};

interface Count {
  readonly one: StateStatus;
  readonly count: number;
}

const countsOf = (states: Shown["states"]): readonly Count[] => {
  const counts = new Map<StateStatus, number>();
  for (const { status } of states) counts.set(status, (counts.get(status) ?? 0) + 1);
  return COUNTED.flatMap((one) => {
    const count = counts.get(one);
    return count === undefined ? [] : [{ one, count }];
  });
};

const elapsedOf = ({ view: { execution }, now }: Shown): string =>
  execution?.startTime === undefined ? "" : durationOf((execution.stopTime ?? now) - execution.startTime);

const two = (value: number): string => String(value).padStart(2, "0");

/** The time of day of a moment, by the reader's clock. */
export const clockTime = (moment: number): string => {
  const date = new Date(moment);
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
};
