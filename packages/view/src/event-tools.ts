import type { Desk } from "./desk";
import type { EventFilter, EventRow } from "./event-rows";
import { MOST_EVENTS } from "./history";
import { html, setAttribute, setText } from "./html";
import type { Shown } from "./shown";
import { grouped } from "./words";

/** What is above the events: filters, their order, and how many of them there are. */
export const createEventTools = ({ say, history, asker, refresh }: Desk, onChange: () => void) => {
  const states = html("select", { class: "sb-select", "aria-label": say("Filter by state"), onchange: () => change() });
  const types = html("select", { class: "sb-select", "aria-label": say("Filter by type"), onchange: () => change() });
  const text = html("input", {
    class: "sb-text-field",
    type: "text",
    placeholder: say("Filter by text…"),
    "aria-label": say("Filter by text"),
    autocomplete: "off",
    spellcheck: "false",
    oninput: () => change(),
  });
  const order = html("button", { class: "sb-button", type: "button" });
  const told = html("span", { class: "sb-bar-text", role: "status" });
  const again = html("button", { class: "sb-link", type: "button", hidden: true }, say("Try again"));
  const element = html(
    "div",
    { class: "sb-toolbar" },
    states,
    types,
    text,
    order,
    html("span", { class: "sb-space" }),
    told,
    again,
  );
  let newestFirst = true;
  let filter: EventFilter = { state: undefined, type: "", text: "" };
  let nodes: unknown;
  let rows: readonly EventRow[] | undefined;
  const change = (): void => {
    filter = {
      state: states.value === "" ? undefined : Number(states.value),
      type: types.value,
      text: text.value.trim(),
    };
    onChange();
  };
  const paintOrder = (): void => setText(order, newestFirst ? say("Newest first") : say("Oldest first"));
  paintOrder();
  order.addEventListener("click", () => {
    newestFirst = !newestFirst;
    paintOrder();
    onChange();
  });
  again.addEventListener("click", () => {
    void history.load();
    refresh();
  });
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || text.value === "") return;
    text.value = "";
    change();
    event.preventDefault();
    event.stopPropagation();
  });
  const setOptions = (menu: HTMLSelectElement, options: readonly (readonly [value: string, text: string])[]): void => {
    const { value } = menu;
    menu.replaceChildren(...options.map(([key, label]) => html("option", { value: key }, label)));
    menu.value = options.some(([key]) => key === value) ? value : "";
  };
  return {
    element,
    get newestFirst() {
      return newestFirst;
    },
    get filter() {
      return filter;
    },
    clear: (): void => {
      [states.value, types.value, text.value] = ["", "", ""];
      change();
    },
    setState: (state: number): void => {
      [states.value, types.value, text.value] = [String(state), "", ""];
      filter = { state, type: "", text: "" };
    },
    update: ({ drawing, latest }: Shown, all: readonly EventRow[], count: number): void => {
      if (nodes !== drawing.graph.nodes) {
        nodes = drawing.graph.nodes;
        setOptions(states, [
          ["", say("All states")],
          ...drawing.graph.nodes.map(({ index, name }) => [String(index), name] as const),
        ]);
        if (filter.state !== undefined) states.value = String(filter.state);
      }
      if (rows !== all) {
        rows = all;
        const kinds = [...new Set(all.map(({ type }) => type))].sort();
        setOptions(types, [["", say("All types")], ...kinds.map((kind) => [kind, kind] as const)]);
        if (filter.type !== "") types.value = filter.type;
      }
      setText(told, toldOf(all.length, count, latest?.eventCount ?? 0));
      setAttribute(again, "hidden", history.problem !== undefined && asker() ? undefined : "");
    },
  };

  function toldOf(known: number, count: number, total: number): string {
    const parts = [count === known ? "" : say("{1} of {2}", grouped(count), grouped(known))];
    if (history.loading)
      parts.push(say("asking the kernel: {1} of {2} events", grouped(known), grouped(Math.max(known, total))));
    else if (history.problem !== undefined) parts.push(history.problem);
    else if (history.events.length >= MOST_EVENTS && known < total)
      parts.push(say("the first {1} of {2} events", grouped(known), grouped(total)));
    else if (known < total && history.events.length === 0)
      parts.push(
        asker()
          ? say("the last {1} of {2} events", grouped(known), grouped(total))
          : say(
              "the last {1} of {2} events: the others are with the kernel that ran it",
              grouped(known),
              grouped(total),
            ),
      );
    return parts.filter((part) => part).join(" · ");
  }
};
