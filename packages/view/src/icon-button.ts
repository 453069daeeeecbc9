import { html } from "./html";
import { svg } from "./svg-element";

/** Strokes in a square of 16. */
const ICONS = {
  backward: "M10 3.5 5.5 8l4.5 4.5",
  close: "M4 4l8 8M12 4l-8 8",
  collapse: "M4.5 2.5 8 6l3.5-3.5M4.5 13.5 8 10l3.5 3.5",
  copy: "M5.5 5.5h8v8h-8ZM10.5 5.5v-3h-8v8h3",
  down: "M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11",
  expand: "M4.5 6 8 2.5 11.5 6M4.5 10 8 13.5l3.5-3.5",
  follow: "M8 3.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9ZM8 1v4M8 11v4M1 8h4M11 8h4",
  fit: "M2.5 5.5v-3h3M10.5 2.5h3v3M13.5 10.5v3h-3M5.5 13.5h-3v-3",
  forward: "M6 3.5 10.5 8 6 12.5",
  minus: "M3 8h10",
  pause: "M5.5 3.5v9M10.5 3.5v9",
  play: "M5 3v10l8-5Z",
  plus: "M3 8h10M8 3v10",
  redrive: "M13 8a5 5 0 1 1-1.6-3.7M13 2.5v3h-3",
  rewind: "M3 8a5 5 0 1 0 1.6-3.7M3 2.5v3h3M8 5.5V8l2 1.5",
  screen: "M9.5 2.5h4v4M13.5 2.5 9 7M6.5 13.5h-4v-4M2.5 13.5 7 9",
  search: "M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9ZM10.5 10.5 14 14",
  stop: "M4 4h8v8H4Z",
  turn: "M4 2.5v6.5a2 2 0 0 0 2 2h7M10.5 8.5 13 11l-2.5 2.5M2 4.5l2-2 2 2",
} as const;

export type ButtonIcon = keyof typeof ICONS;

/** An icon, for the eye alone. */
export const icon = (name: ButtonIcon): SVGSVGElement =>
  svg(
    "svg",
    { class: "sb-button-icon", viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" },
    svg("path", {
      d: ICONS[name],
      fill: "none",
      stroke: "currentColor",
      "stroke-width": 1.5,
      "stroke-linecap": "round",
      "stroke-linejoin": "round",
    }),
  );

/** Shows another icon in a button. */
export const setIcon = (button: Element, name: ButtonIcon): void =>
  button.querySelector(".sb-button-icon > path")?.setAttribute("d", ICONS[name]);

/** A button that is an icon; its name is for the screen reader and the pointer that rests on it. */
export const iconButton = (
  name: ButtonIcon,
  label: string,
  onClick: (event: Event) => void,
  text?: string,
): HTMLButtonElement =>
  html(
    "button",
    { class: "sb-button", type: "button", title: label, "aria-label": label, onclick: onClick },
    icon(name),
    text,
  );
