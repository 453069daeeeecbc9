import { durationOf, EXECUTION_STATUSES } from "@stepbook/graph";
import { createCounts } from "./counts";
import type { Desk } from "./desk";
import { glyph, setGlyph } from "./glyph";
import { html, setAttribute, setText } from "./html";
import { type ButtonIcon, iconButton } from "./icon-button";
import { createMenu } from "./menu";
import type { ViewAction } from "./options";
import type { Part, Shown } from "./shown";

export interface HeaderActions {
  run(action: ViewAction): void;
  can(action: ViewAction): boolean;
}

interface ButtonRow {
  readonly action: ViewAction;
  readonly icon: ButtonIcon;
  readonly label: string;
  /** Its text, for what matters more than an icon tells. */
  readonly text?: string;
}

/** Only there while they can be used. */
const KERNEL_BUTTONS: readonly ButtonRow[] = [
  { action: "stop", icon: "stop", label: "Stop the execution", text: "Stop" },
  { action: "redrive", icon: "redrive", label: "Redrive the execution from where it failed", text: "Redrive" },
];

const KERNEL: ReadonlySet<ViewAction> = new Set(KERNEL_BUTTONS.map(({ action }) => action));

const BUTTONS: readonly ButtonRow[] = [
  { action: "collapseAll", icon: "collapse", label: "Collapse all" },
  { action: "expandAll", icon: "expand", label: "Expand all" },
  { action: "turn", icon: "turn", label: "Turn the graph" },
];

const EXPORTS: readonly (readonly [action: ViewAction, text: string])[] = [
  ["exportSvg", "Picture (SVG)"],
  ["exportPng", "Picture (PNG)"],
  ["exportAsl", "Definition (ASL)"],
  ["exportHistory", "History (JSON)"],
  ["copySvg", "Copy the picture (SVG)"],
  ["copyAsl", "Copy the definition"],
];

/** The line above the graph: how the execution stands, for how long, and how many states are where. */
export const createHeader = (desk: Desk, search: Part, { run, can }: HeaderActions): Part => {
  const { say } = desk;
  const mark = glyph("notStarted");
  const words = html("span");
  const status = html("span", { class: "sb-status" }, mark, words);
  const name = html("strong", { class: "sb-title" });
  const elapsed = html("span", { class: "sb-elapsed" });
  const counts = createCounts(desk);
  const buttonOf = ({ action, icon, label, text }: ButtonRow): HTMLButtonElement => {
    const button = iconButton(icon, say(label), () => run(action), text && say(text));
    button.dataset.action = action;
    return button;
  };
  const kernelButtons = KERNEL_BUTTONS.map((row) => ({ action: row.action, button: buttonOf(row) }));
  const buttons = BUTTONS.map((row) => ({ action: row.action, button: buttonOf(row) }));
  const menu = createMenu(
    "down",
    say("Export"),
    `${desk.id}-export`,
    EXPORTS.map(([action, text]) => ({ text: say(text), run: () => run(action), can: () => can(action) })),
  );
  const full = buttonOf({ action: "fullScreen", icon: "screen", label: "Full screen" });
  const element = html(
    "div",
    { class: "sb-header" },
    html("div", { class: "sb-head" }, status, name, elapsed),
    ...kernelButtons.map(({ button }) => button),
    html("span", { class: "sb-space" }),
    counts.element,
    search.element,
    html("div", { class: "sb-buttons" }, ...buttons.map(({ button }) => button), menu.element, full),
  );
  return {
    element,
    dispose: menu.dispose,
    update: (shown) => {
      const { view, drawing, replayed } = shown;
      const { execution } = view;
      setText(name, view.name);
      setAttribute(name, "title", view.name);
      setAttribute(status, "hidden", execution ? undefined : "");
      for (const { action, button } of [...kernelButtons, ...buttons])
        setAttribute(button, "hidden", can(action) && !(replayed && KERNEL.has(action)) ? undefined : "");
      setAttribute(full, "hidden", can("fullScreen") ? undefined : "");
      search.update(shown);
      counts.update(shown);
      if (execution) {
        const row = EXECUTION_STATUSES[execution.status];
        setAttribute(status, "data-status", row.like);
        setGlyph(mark, row.like);
        setText(words, say(row.words));
        setText(elapsed, elapsedOf(shown));
      } else {
        const count = drawing.graph.nodes.length;
        setText(elapsed, count === 1 ? say("1 state") : say("{1} states", count));
      }
    },
  };
};

const elapsedOf = ({ view: { execution }, now }: Shown): string =>
  execution?.startTime === undefined ? "" : durationOf((execution.stopTime ?? now) - execution.startTime);
