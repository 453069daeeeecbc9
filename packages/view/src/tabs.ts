import type { Desk } from "./desk";
import { html, setAttribute, setText } from "./html";
import type { Part, Shown } from "./shown";

export interface Tab<Key extends string = string> {
  readonly key: Key;
  readonly name: (shown: Shown) => string;
  readonly part: Part;
  /** Whether there is anything to show; else its tab is not there. */
  readonly has?: (shown: Shown) => boolean;
}

export interface Tabs<Key extends string> extends Part {
  readonly open: Key;
  choose(key: Key): void;
}

const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** Parts of which one is seen at a time. Only that one is updated. `beside` stands at the right of their names. */
export const createTabs = <Key extends string>(
  { id, memory, refresh }: Desk,
  name: string,
  label: string,
  tabs: readonly Tab<Key>[],
  beside?: HTMLElement,
): Tabs<Key> => {
  let shown: Shown | undefined;
  const memoryKey = `${name}-tab`;
  const remembered = tabs.find(({ key }) => key === memory.get(memoryKey));
  let wanted = (remembered ?? tabs[0]!).key;
  let open = wanted;
  const idOf = (key: Key, part: "tab" | "panel"): string => `${id}-${name}-${part}-${key}`;
  const buttons = tabs.map(({ key }) =>
    html("button", {
      class: "sb-tab",
      type: "button",
      role: "tab",
      id: idOf(key, "tab"),
      "aria-controls": idOf(key, "panel"),
      onclick: () => choose(key),
    }),
  );
  const list = html("div", { class: "sb-tablist", role: "tablist", "aria-label": label }, ...buttons);
  const panels = tabs.map(({ key, part }) =>
    html(
      "div",
      { class: "sb-tabpanel", role: "tabpanel", id: idOf(key, "panel"), "aria-labelledby": idOf(key, "tab") },
      part.element,
    ),
  );
  const element = html(
    "div",
    { class: `sb-tabs sb-${name}-tabs` },
    html("div", { class: "sb-tabbar" }, list, beside),
    ...panels,
  );
  list.addEventListener("keydown", (event) => {
    const step = Object.hasOwn(STEPS, event.key) ? STEPS[event.key] : undefined;
    if (!step) return;
    const there = buttons.filter(({ hidden }) => !hidden);
    const next = there[step(there.indexOf(event.target as HTMLButtonElement), there.length)];
    next?.click();
    next?.focus();
    event.preventDefault();
  });
  const paint = (): void => {
    const there = tabs.filter(({ has }) => !shown || !has || has(shown));
    open = (there.find(({ key }) => key === wanted) ?? there[0] ?? tabs[0]!).key;
    tabs.forEach((tab, i) => {
      const isOpen = tab.key === open;
      setAttribute(buttons[i]!, "hidden", there.includes(tab) ? undefined : "");
      setAttribute(buttons[i]!, "aria-selected", String(isOpen));
      setAttribute(buttons[i]!, "tabindex", isOpen ? "0" : "-1");
      setAttribute(panels[i]!, "hidden", isOpen ? undefined : "");
      if (shown) setText(buttons[i]!, tab.name(shown));
      if (shown && isOpen) tab.part.update(shown);
    });
  };
  const choose = (key: Key): void => {
    wanted = key;
    memory.set(memoryKey, key);
    paint();
    // What is open now may have to be asked for.
    if (shown) refresh();
  };
  paint();
  return {
    element,
    get open() {
      return open;
    },
    choose,
    update: (next) => {
      shown = next;
      paint();
    },
    dispose: () => {
      for (const { part } of tabs) part.dispose?.();
    },
  };
};
