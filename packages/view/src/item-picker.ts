import { durationOf, type GraphNode, STATUSES, type StateView } from "@stepbook/graph";
import type { Desk } from "./desk";
import { glyph } from "./glyph";
import { html, setAttribute } from "./html";
import { iconButton } from "./icon-button";
import { type ChosenItem, itemsOf, mapOf } from "./items";
import type { Shown } from "./shown";
import type { Item } from "./visits";

/** A menu of more is of no use; the buttons go through all. */
const MOST_OPTIONS = 500;

/** Picks an item of the Map around a state, failed ones first. What is picked stays for all states of the Map. */
export const createItemPicker = (desk: Desk) => {
  const { id, say, refresh } = desk;
  const chosen = new Map<string, ChosenItem>();
  const label = html("label", { class: "sb-item-label", for: `${id}-item` }, say("Item shown"));
  const menu = html("select", { class: "sb-select", id: `${id}-item` });
  const step = (by: -1 | 1): void => {
    const at = items.findIndex(({ owner, index }) => `${owner}:${index}` === menu.value);
    pick(items[Math.max(0, Math.min(items.length - 1, at + by))]);
  };
  const element = html(
    "div",
    { class: "sb-item-picker", hidden: true },
    label,
    menu,
    iconButton("backward", say("Previous item"), () => step(-1)),
    iconButton("forward", say("Next item"), () => step(1)),
  );
  let map: GraphNode | undefined;
  let items: readonly Item[] = [];
  let key = "";
  const pick = (item: ChosenItem | undefined): void => {
    if (!map) return;
    if (item) chosen.set(map.name, item);
    else chosen.delete(map.name);
    refresh();
  };
  menu.addEventListener("change", () => pick(items.find(({ owner, index }) => `${owner}:${index}` === menu.value)));
  const choiceOf = (): ChosenItem | undefined => {
    const one = map && chosen.get(map.name);
    return one && items.find(({ owner, index }) => owner === one.owner && index === one.index);
  };
  return {
    element,
    /** Which item is looked at, of the Map around a state; undefined for all. */
    update: (node: GraphNode, { drawing, now, states }: Shown): ChosenItem | undefined => {
      map = mapOf(node, drawing.graph.nodes);
      items = map ? itemsOf(desk, map, now) : [];
      setAttribute(element, "hidden", items.length > 0 ? undefined : "");
      if (!map || items.length === 0) return undefined;
      const visits = [...new Set(items.map(({ owner }) => owner))].sort((a, b) => a - b);
      const total = Math.max(states[map.index]?.items?.total ?? 0, items.length);
      const choice = choiceOf();
      const next = [
        map.name,
        total,
        choice && `${choice.owner}:${choice.index}`,
        ...items.map(({ owner, index, status }) => `${owner}:${index}${status}`),
      ].join();
      if (next === key) return choice;
      key = next;
      const textOf = ({ owner, index, status }: Item): string =>
        [
          say("{1} of {2}", index + 1, total),
          say(STATUSES[status].words),
          visits.length > 1 ? say("visit {1}", visits.indexOf(owner) + 1) : "",
        ]
          .filter((part) => part)
          .join(" · ");
      const listed = items.slice(0, MOST_OPTIONS);
      const chosenItem = items.find((item) => item.owner === choice?.owner && item.index === choice.index);
      if (chosenItem && !listed.includes(chosenItem)) listed.push(chosenItem);
      menu.replaceChildren(
        html("option", { value: "" }, say("all items")),
        ...listed.map((item) => html("option", { value: `${item.owner}:${item.index}` }, textOf(item))),
      );
      menu.value = choice ? `${choice.owner}:${choice.index}` : "";
      return choice;
    },
  };
};

/** How one item stands in each state of its Map, for the Map's own details. */
export const itemStates = (
  map: GraphNode,
  states: readonly StateView[],
  { drawing, now }: Shown,
  { show }: Desk,
): readonly HTMLElement[] => {
  const inner = drawing.graph.nodes.filter(
    ({ parent, index }) => parent === map.index && states[index]?.startTime !== undefined,
  );
  if (inner.length === 0) return [];
  return [
    html(
      "ul",
      { class: "sb-item-states" },
      ...inner.map(({ name, index }) => {
        const { status, startTime, duration } = states[index]!;
        return html(
          "li",
          {},
          glyph(status),
          html("button", { class: "sb-link", type: "button", onclick: () => show(index) }, name),
          html("span", {}, durationOf(duration ?? now - startTime!)),
        );
      }),
    ),
  ];
};
