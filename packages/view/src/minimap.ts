import type { Drawing, Moment, PlacedNode } from "@stepbook/graph";
import type { Rectangle } from "./camera";
import { createFarView } from "./far-view";
import { setAttribute } from "./html";
import { svg } from "./svg-element";

export interface Minimap {
  readonly element: SVGSVGElement;
  draw(drawing: Drawing): void;
  paint(moment: Moment): void;
  mark(indices: ReadonlySet<number> | undefined): void;
  /** Shows which part of the drawing is seen. */
  look(seen: Rectangle): void;
  /** Goes to the corner where it covers the fewest states of the part that is seen. */
  settle(seen: Rectangle): void;
}

const WIDEST = 150;
const HIGHEST = 170;
const MARGIN = 8;
/** It is there where this many times more is drawn than is seen. */
const MUCH = 1.5;

/** The whole graph, small, in a corner: for the pointer alone, as the keyboard has the tree. */
export const createMinimap = (onPoint: (x: number, y: number) => void): Minimap => {
  const far = createFarView();
  const window = svg("rect", { class: "sb-minimap-window", rx: 1 });
  const element = svg("svg", { class: "sb-minimap", "aria-hidden": "true" }, far.element, window);
  let scale = 1;
  let layout: Drawing["layout"] | undefined;
  const point = (event: PointerEvent): void => {
    const { left, top } = element.getBoundingClientRect();
    onPoint((event.clientX - left - MARGIN) / scale, (event.clientY - top - MARGIN) / scale);
  };
  element.addEventListener("pointerdown", (event) => {
    element.setPointerCapture(event.pointerId);
    point(event);
  });
  element.addEventListener("pointermove", (event) => {
    if (element.hasPointerCapture(event.pointerId)) point(event);
  });
  return {
    element,
    draw: (drawing) => {
      layout = drawing.layout;
      scale = Math.min(WIDEST / layout.width, HIGHEST / layout.height);
      const [width, height] = [layout.width * scale + 2 * MARGIN, layout.height * scale + 2 * MARGIN];
      setAttribute(element, "width", String(Math.round(width)));
      setAttribute(element, "height", String(Math.round(height)));
      const place = `translate(${MARGIN} ${MARGIN}) scale(${scale})`;
      far.element.setAttribute("transform", place);
      window.setAttribute("transform", place);
      far.draw(drawing);
    },
    paint: far.paint,
    mark: far.mark,
    look: (seen) => {
      if (!layout) return;
      const { width, height } = layout;
      const isMuch = width > MUCH * seen.width || height > MUCH * seen.height;
      setAttribute(element, "hidden", isMuch ? undefined : "");
      if (!isMuch) return;
      const [left, top] = [Math.max(0, seen.x), Math.max(0, seen.y)];
      setAttribute(window, "x", String(left));
      setAttribute(window, "y", String(top));
      setAttribute(window, "width", String(Math.max(0, Math.min(width, seen.x + seen.width) - left)));
      setAttribute(window, "height", String(Math.max(0, Math.min(height, seen.y + seen.height) - top)));
    },
    settle: (seen) => {
      if (!layout) return;
      const { nodes } = layout;
      const across = (Number(element.getAttribute("width")) / element.parentElement!.clientWidth) * seen.width;
      const along = (Number(element.getAttribute("height")) / element.parentElement!.clientHeight) * seen.height;
      const covered = (left: number): number =>
        nodes
          .filter((placed): placed is PlacedNode => placed !== undefined && placed.cluster !== "open")
          .filter(
            ({ x, y, width }) => x < left + across && x + width > left && y < seen.y + along && y > seen.y - MARGIN,
          ).length;
      const isRight = covered(seen.x + seen.width - across) < covered(seen.x);
      element.classList.toggle("sb-minimap-right", isRight);
    },
  };
};
