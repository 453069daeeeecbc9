import type { StateStatus } from "@stepbook/asl";
import { STATUSES } from "@stepbook/graph";
import type { Desk } from "./desk";
import { glyph } from "./glyph";
import { html, listOf, setAttribute, setText } from "./html";
import type { Part, Shown } from "./shown";
import { grouped } from "./words";

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

interface Count {
  readonly one: StateStatus;
  readonly count: number;
}

/** How many states are where. A click on a count goes to the next state of its status. */
export const createCounts = ({ say, show, selected }: Desk): Part => {
  const element = html("span", { class: "sb-counts", role: "group", "aria-label": say("States by status") });
  let states: Shown["states"] = [];
  const step = (one: StateStatus): void => {
    const from = (selected() ?? -1) + 1;
    const at = [...states.keys()].map((i) => (from + i) % states.length);
    const next = at.find((index) => states[index]!.status === one);
    if (next !== undefined) show(next);
  };
  const list = listOf<Count>(
    element,
    ({ one }) => one,
    ({ one }) =>
      html("button", { class: "sb-count-of", type: "button", onclick: () => step(one) }, glyph(one), html("span")),
    (item, { one, count }) => {
      setText(item.lastElementChild!, grouped(count));
      const name = say(
        count === 1 ? "{1} state {2}: go to it" : "{1} states {2}: go to the next",
        count,
        say(STATUSES[one].words),
      );
      setAttribute(item, "title", name);
      setAttribute(item, "aria-label", name);
    },
  );
  return {
    element,
    update: (shown) => {
      states = shown.states;
      list(shown.view.execution ? countsOf(states) : []);
    },
  };
};

const countsOf = (states: Shown["states"]): readonly Count[] => {
  const counts = new Map<StateStatus, number>();
  for (const { status } of states) counts.set(status, (counts.get(status) ?? 0) + 1);
  return COUNTED.flatMap((one) => {
    const count = counts.get(one);
    return count === undefined ? [] : [{ one, count }];
  });
};
