import type { StateStatus } from "@stepbook/asl";
import { STATUSES } from "@stepbook/graph";
import { setAttribute } from "./html";
import { svg } from "./svg-element";

/** The mark of a status, outside of the graph. */
export const glyph = (status: StateStatus): SVGSVGElement => {
  const path = svg("path", { class: "sb-glyph" });
  const element = svg(
    "svg",
    { class: "sb-inline-glyph", viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" },
    path,
  );
  setGlyph(element, status);
  return element;
};

export const setGlyph = (element: SVGSVGElement, status: StateStatus): void => {
  setAttribute(element, "data-status", status);
  setAttribute(
    element.firstElementChild!,
    "d",
    STATUSES[status].glyph ||
      "M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11ZM8 3.7a4.3 4.3 0 1 0 0 8.6 4.3 4.3 0 0 0 0-8.6Z",
  );
};
