import { html, setAttribute } from "./html";
import type { ButtonIcon } from "./icon-button";
import { iconButton } from "./icon-button";

export interface MenuItem {
  readonly text: string;
  run(): void;
  /** Whether it can be done now; asked when the menu opens. */
  can(): boolean;
}

/** What browsers can show above all else; not all of them do. */
type Raised = HTMLElement & { showPopover?(): void; hidePopover?(): void };

const BELOW = 4;

/** A button that opens a menu; arrows go through it, Escape closes it. */
export const createMenu = (
  icon: ButtonIcon,
  label: string,
  id: string,
  items: readonly MenuItem[],
): { readonly element: HTMLElement; dispose(): void } => {
  const buttons = items.map(({ text, run }) =>
    html(
      "button",
      {
        class: "sb-menu-item",
        type: "button",
        role: "menuitem",
        tabindex: -1,
        onclick: () => {
          close();
          button.focus();
          run();
        },
      },
      text,
    ),
  );
  const list: Raised = html(
    "div",
    { class: "sb-menu", id, role: "menu", "aria-label": label, hidden: true },
    ...buttons,
  );
  const button = iconButton(icon, label, () => (list.hidden ? open() : close()));
  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-controls", id);
  const element = html("span", { class: "sb-menu-place" }, button, list);

  const outside = (event: Event): void => {
    if (!event.composedPath().includes(element)) close();
  };
  /** Above all else of the page: the view, and what it stands in, would cut it off. */
  const raise = (): void => {
    if (!list.showPopover) return;
    list.setAttribute("popover", "manual");
    list.showPopover();
    const { bottom, right } = button.getBoundingClientRect();
    list.style.top = `${bottom + BELOW}px`;
    list.style.left = `${Math.max(0, right - list.offsetWidth)}px`;
    window.addEventListener("scroll", close, true);
  };
  const lower = (): void => {
    window.removeEventListener("scroll", close, true);
    if (list.hasAttribute("popover")) list.hidePopover?.();
    list.removeAttribute("popover");
  };
  const close = (): void => {
    lower();
    setAttribute(list, "hidden", "");
    setAttribute(button, "aria-expanded", "false");
    document.removeEventListener("pointerdown", outside, true);
    document.removeEventListener("focusin", outside, true);
  };
  const open = (): void => {
    buttons.forEach((one, i) => {
      setAttribute(one, "disabled", items[i]!.can() ? undefined : "");
    });
    setAttribute(list, "hidden", undefined);
    setAttribute(button, "aria-expanded", "true");
    raise();
    document.addEventListener("pointerdown", outside, true);
    document.addEventListener("focusin", outside, true);
    enabled()[0]?.focus();
  };
  const enabled = (): readonly HTMLButtonElement[] => buttons.filter(({ disabled }) => !disabled);
  const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
    ArrowDown: (at, count) => (at + 1) % count,
    ArrowUp: (at, count) => (at - 1 + count) % count,
    Home: () => 0,
    End: (_, count) => count - 1,
  };
  element.addEventListener("keydown", (event) => {
    if (list.hidden) {
      if (event.key !== "ArrowDown" || event.target !== button) return;
      open();
    } else if (event.key === "Escape") {
      close();
      button.focus();
      event.stopPropagation();
    } else if (event.key === "Tab") {
      close();
      return;
    } else {
      const step = Object.hasOwn(STEPS, event.key) ? STEPS[event.key] : undefined;
      if (!step) return;
      const all = enabled();
      all[step(all.indexOf(event.target as HTMLButtonElement), all.length)]?.focus();
    }
    event.preventDefault();
  });
  return { element, dispose: close };
};
