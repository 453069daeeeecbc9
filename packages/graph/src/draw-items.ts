import { itemsOf } from "./caption";
import type { GraphNode } from "./graph";
import { partKey } from "./keys";
import { CAPTION_SIZE } from "./layout/size";
import { fit } from "./measure";
import { element, type SvgNode, textElement } from "./svg-node";

/** The counts of a Map's items, in the order of its bar. */
export const COUNTS = ["succeeded", "failed", "aborted", "running", "queued"] as const;

/** The second line of a Map's header and its bar: what it goes through, or how far it is. */
export const drawItems = (node: GraphNode, width: number): readonly SvgNode[] => {
  const each = itemsOf(node.state);
  const left = 14;
  return [
    textElement(
      fit(each, width - 2 * left, CAPTION_SIZE),
      { class: "sb-caption", x: left, y: 42 },
      partKey("each", node.index),
    ),
    element(
      "g",
      { display: "none" },
      COUNTS.flatMap((of) => [
        element(
          "g",
          { display: "none" },
          [
            element("circle", { class: "sb-count", "data-of": of, cx: 3, cy: -4, r: 3 }),
            textElement("", { class: "sb-caption", x: 10, y: 0 }, partKey("count", `${of}-${node.index}`)),
          ],
          partKey("counts", `${of}-${node.index}`),
        ),
        element(
          "rect",
          { class: "sb-count", "data-of": of, x: left, y: 49, width: 0, height: 5, rx: 1.5, display: "none" },
          undefined,
          partKey("bar", `${of}-${node.index}`),
        ),
      ]).concat(textElement("", { class: "sb-time", x: width - left, y: 42 }, partKey("done", node.index))),
      partKey("counts", node.index),
    ),
  ];
};

/** How wide the bar of a Map is, and where it begins. */
export const barOf = (width: number): { readonly left: number; readonly width: number } => ({
  left: 14,
  width: width - 28,
});
