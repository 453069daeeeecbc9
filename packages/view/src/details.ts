import type { GraphNode, StateView } from "@stepbook/graph";
import { attemptsTable, failureBox } from "./attempts";
import { consoleLink } from "./console-link";
import type { Desk } from "./desk";
import { createFacts, factsOf } from "./facts";
import { glyph, setGlyph } from "./glyph";
import { html, setAttribute, setText } from "./html";
import { iconButton } from "./icon-button";
import { createItemPicker, itemStates } from "./item-picker";
import { type ChosenItem, mapOf, statesOfItem } from "./items";
import type { WholeEvents } from "./payloads";
import type { Part, Shown } from "./shown";
import { createStateTabs } from "./state-tabs";

export interface Details extends Part {
  /** Whether what it shows is told by the history alone. */
  wantsHistory(shown: Shown): boolean;
}

/** What the details are of. */
export interface Subject {
  readonly node: GraphNode;
  /** In the item that is looked at, or else over all. */
  readonly state: StateView;
  readonly item: ChosenItem | undefined;
}

/** What there is to know of the selected state. */
export const createDetails = (desk: Desk, whole: WholeEvents): Details => {
  const { say, select, asker } = desk;
  const mark = glyph("notStarted");
  const title = html("h3", { class: "sb-details-title" });
  const facts = createFacts(desk.show);
  const picker = createItemPicker(desk);
  const more = html("div", { class: "sb-details-more" });
  const tabs = createStateTabs(desk, whole);
  const body = html(
    "div",
    { class: "sb-details-body" },
    html("div", {}, facts.element, picker.element, more),
    tabs.element,
  );
  const links = html("div", { class: "sb-details-links" });
  const close = (): void => select(undefined);
  const element = html(
    "div",
    { class: "sb-details", role: "group", "aria-label": say("State"), hidden: true },
    html("div", { class: "sb-details-head" }, mark, title, iconButton("close", say("Close the details"), close)),
    body,
    links,
  );
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    close();
  });

  let before: Subject | undefined;
  let beforeKey = "";
  const paintMore = (subject: Subject, shown: Shown, ofItem: readonly StateView[] | undefined): void => {
    const { node, state, item } = subject;
    const isRunning = state.tries.at(-1)?.duration === undefined && state.duration === undefined;
    const key = JSON.stringify([item, isRunning && Math.floor(shown.now / 1000), ofItem?.map(({ status }) => status)]);
    // Rebuilt only where something has changed: text that is being selected must stay.
    if (before?.node === node && before.state === state && key === beforeKey) return;
    [before, beforeKey] = [subject, key];
    more.replaceChildren(
      ...(ofItem && node.type === "Map" ? itemStates(node, ofItem, shown, desk) : []),
      ...attemptsTable(node, state, shown.now, say),
      ...failureBox(state, say),
    );
    links.replaceChildren(...linksOf(subject, shown, desk));
  };
  let last: number | undefined;
  return {
    element,
    wantsHistory: ({ view, drawing }) => {
      const node = drawing.graph.nodes[desk.selected() ?? -1];
      if (!node || !view.execution || !asker()) return false;
      return tabs.wantsHistory() || mapOf(node, drawing.graph.nodes) !== undefined;
    },
    update: (shown) => {
      const node = shown.drawing.graph.nodes[desk.selected() ?? -1];
      setAttribute(element, "hidden", node ? undefined : "");
      if (!node) return;
      if (node.index !== last) body.scrollTop = 0;
      last = node.index;
      const item = picker.update(node, shown);
      const ofItem = item && statesOfItem(desk, shown.definition, shown, item);
      const own = shown.states[node.index]!;
      const state = ofItem && node.type !== "Map" ? { ...ofItem[node.index]!, jobs: own.jobs } : own;
      setGlyph(mark, state.status);
      setAttribute(mark, "hidden", shown.view.execution ? undefined : "");
      setText(title, node.name);
      facts.update(factsOf(node, state, shown, say));
      const subject = { node, state, item };
      paintMore(subject, shown, ofItem);
      tabs.update(subject, shown);
    },
    dispose: tabs.dispose,
  };
};

const linksOf = ({ node, state }: Subject, { view }: Shown, { say, openEvents }: Desk): readonly Node[] => {
  if (!view.execution) return [];
  const job = state.jobs.at(-1);
  const addresses = [
    [say("Job"), job?.links?.resource],
    [say("Logs"), job?.links?.logs],
  ] as const;
  const links = addresses.flatMap(([text, address]) => {
    const link = address === undefined ? undefined : consoleLink(`${text} ↗`, address);
    if (!(link instanceof HTMLElement)) return [];
    link.classList.add("sb-button");
    return [link];
  });
  const events = html(
    "button",
    { class: "sb-button", type: "button", onclick: () => openEvents(node.index) },
    say("Events of this state"),
  );
  return [...links, events];
};
