import { html } from "./html";
import { svg } from "./svg-element";

/** Strokes in a square of 16. */
const ICONS = {
  close: "M4 4l8 8M12 4l-8 8",
  expand: "M9.5 2.5h4v4M13.5 2.5 9 7M6.5 13.5h-4v-4M2.5 13.5 7 9",
  follow: "M8 3.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9ZM8 1v4M8 11v4M1 8h4M11 8h4",
  fit: "M2.5 5.5v-3h3M10.5 2.5h3v3M13.5 10.5v3h-3M5.5 13.5h-3v-3",
  minus: "M3 8h10",
  plus: "M3 8h10M8 3v10",
  turn: "M4 2.5v6.5a2 2 0 0 0 2 2h7M10.5 8.5 13 11l-2.5 2.5M2 4.5l2-2 2 2",
} as const;

/** A button that is an icon; its name is for the screen reader and the pointer that rests on it. */
export const iconButton = (
  icon: keyof typeof ICONS,
  name: string,
  onClick: () => void,
  text?: string,
): HTMLButtonElement =>
  html(
    "button",
    { class: "sb-button", type: "button", title: name, "aria-label": name, onclick: onClick },
    svg(
      "svg",
      { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" },
      svg("path", {
        d: ICONS[icon],
        fill: "none",
        stroke: "currentColor",
        "stroke-width": 1.5,
        "stroke-linecap": "round",
        "stroke-linejoin": "round",
      }),
    ),
    text,
  );
