import { durationOf } from "@stepbook/graph";
import { copyButton } from "./copy-button";
import type { Desk } from "./desk";
import type { EventRow } from "./event-rows";
import { html, setAttribute, setText } from "./html";
import { jsonView } from "./json-view";
import { isCut, type WholeEvents } from "./payloads";
import { clockTime } from "./words";

const LINE = 18;
const AROUND = 50;
const HIGHEST = 340;

interface EventText {
  readonly text: string;
  /** How high it stands below its event. */
  readonly height: number;
  /** Whether any text in it was cut by the kernel. */
  readonly cut: boolean;
}

/** An event may be of megabytes, and is looked at each second while the run goes on. */
const texts = new WeakMap<object, EventText>();

export const eventText = ({ id, json }: EventRow, whole: WholeEvents): EventText => {
  const event = whole.get(id) ?? json;
  const known = texts.get(event);
  if (known) return known;
  const text = JSON.stringify(event, undefined, 2);
  const height = Math.min(HIGHEST, text.split("\n", HIGHEST).length * LINE + AROUND);
  const made = { text, height, cut: hasCut(event) };
  texts.set(event, made);
  return made;
};

const hasCut = (value: unknown): boolean =>
  typeof value === "string"
    ? isCut(value)
    : typeof value === "object" && value !== null && Object.values(value).some(hasCut);

interface LineOptions {
  readonly desk: Desk;
  readonly whole: WholeEvents;
  readonly start: () => number;
  isOpen(id: number): boolean;
  toggle(row: EventRow): void;
  goTo(id: number): void;
}

/** How an event is shown: a line of cells, and its JSON below them where it is open. */
export const eventLine = ({ desk, whole, start, isOpen, toggle, goTo }: LineOptions) => {
  const { say, show } = desk;
  const cell = (...children: readonly (Node | string | undefined)[]): HTMLElement =>
    html("div", { role: "gridcell" }, ...children);
  const link = (text: string, label: string, run: () => void): HTMLElement => {
    const button = html("button", { class: "sb-link", type: "button", tabindex: -1, "aria-label": label }, text);
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      run();
    });
    return button;
  };
  return {
    create: (row: EventRow): HTMLElement => {
      const { id, type, time, state, name, detail, previous } = row;
      const element = html(
        "div",
        { class: "sb-grid-row sb-row sb-event", role: "row" },
        cell(html("span", { class: "sb-event-fold", "aria-hidden": "true" }), String(id)),
        cell(clockTime(time)),
        cell(durationOf(time - start())),
        cell(type),
        cell(name && state !== undefined ? link(name, say("Go to the state {1}", name), () => show(state)) : name),
        cell(detail),
        cell(
          previous === undefined
            ? undefined
            : link(`↑ ${previous}`, say("Go to event {1}, which led to this one", previous), () => goTo(previous)),
        ),
      );
      for (const one of element.children) one.setAttribute("title", one.textContent ?? "");
      element.addEventListener("click", (event) => {
        if (!(event.target as Element).closest(".sb-event-json")) toggle(row);
      });
      return element;
    },
    fill: (element: HTMLElement, row: EventRow): void => {
      const open = isOpen(row.id);
      setAttribute(element, "aria-expanded", String(open));
      const reach = element.hasAttribute("data-active") ? "0" : "-1";
      for (const button of element.querySelectorAll(".sb-link")) setAttribute(button, "tabindex", reach);
      const json = element.querySelector<HTMLElement>(".sb-event-json");
      const key = whole.get(row.id) ? "whole" : "known";
      if (json && open && json.dataset.key === key) return;
      json?.remove();
      if (!open) return;
      const { text, cut } = eventText(row, whole);
      const note = html("span", { class: "sb-notice" });
      setText(
        note,
        key === "known" && cut ? (desk.asker() ? say("Asking the kernel…") : say("Long texts are cut.")) : "",
      );
      element.append(
        html(
          "div",
          { class: "sb-event-json", role: "gridcell", "data-key": key },
          html(
            "div",
            { class: "sb-event-tools" },
            note,
            copyButton(desk, say("Copy event {1}", row.id), () => text),
          ),
          jsonView(text, say("Event {1}", row.id), say),
        ),
      );
    },
  };
};
