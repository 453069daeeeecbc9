import { html, setAttribute, setText } from "./html";
import type { Part, Shown } from "./shown";

export interface Tab {
  readonly name: (shown: Shown) => string;
  readonly part: Part;
}

/** Parts of which one is seen at a time. Only that one is updated. */
export const createTabs = (tabs: readonly Tab[]): Part => {
  let open = 0;
  let shown: Shown | undefined;
  const buttons = tabs.map((_, i) =>
    html("button", { class: "sb-tab", type: "button", role: "tab", onclick: () => choose(i) }),
  );
  const list = html("div", { class: "sb-tablist", role: "tablist" }, ...buttons);
  const panels = tabs.map(({ part }) => html("div", { class: "sb-tabpanel", role: "tabpanel" }, part.element));
  const element = html("div", { class: "sb-tabs" }, list, ...panels);
  list.addEventListener("keydown", (event) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    choose((open + step + tabs.length) % tabs.length);
    buttons[open]!.focus();
    event.preventDefault();
  });
  const choose = (i: number): void => {
    open = i;
    buttons.forEach((button, at) => {
      setAttribute(button, "aria-selected", String(at === open));
      setAttribute(button, "tabindex", at === open ? "0" : "-1");
      setAttribute(panels[at]!, "hidden", at === open ? undefined : "");
    });
    if (shown) tabs[open]!.part.update(shown);
  };
  choose(0);
  return {
    element,
    update: (next) => {
      shown = next;
      setAttribute(element, "hidden", next.view.execution ? undefined : "");
      tabs.forEach(({ name }, i) => {
        setText(buttons[i]!, name(next));
        setAttribute(panels[i]!, "aria-label", name(next));
      });
      tabs[open]!.part.update(next);
    },
  };
};
