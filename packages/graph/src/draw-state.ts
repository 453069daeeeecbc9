import { drawItems } from "./draw-items";
import type { GraphNode } from "./graph";
import { ICONS } from "./icons";
import { partKey, stateKey } from "./keys";
import type { PlacedNode } from "./layout";
import {
  GLYPH_ROOM,
  HEADER,
  hasRetry,
  ICON,
  lookOf,
  NAME_SIZE,
  RETRY_ROOM,
  shownCaption,
  shownName,
} from "./layout/size";
import { widthOf } from "./measure";
import { hasStripe, outlineOf } from "./outlines";
import { element, type SvgNode, textElement } from "./svg-node";

export const drawState = (placed: PlacedNode): SvgNode => {
  const { node, x, y, width, height } = placed;
  const cluster = node.scopes.some(({ nodes }) => nodes.length > 0);
  const outline = outlineOf(node.type)(width, height);
  const attributes = {
    class: ["sb-state", cluster && "sb-cluster", node.keeper && "sb-keeper"].filter((name) => name).join(" "),
    "data-type": node.type,
    "data-status": "notStarted",
    transform: `translate(${x},${y})`,
  };
  const box = element(outline.tag, { class: "sb-box", ...outline.attributes });
  return element(
    "g",
    attributes,
    [
      { tag: "title", attributes: {}, text: node.name, key: partKey("title", node.index) },
      ...(cluster ? drawClusterFrame(placed, box) : [box]),
      hasStripe(node.type) && !cluster && !node.keeper
        ? element("path", { class: "sb-stripe", d: `M7 0H5v${height}h2A7 7 0 0 1 0 ${height - 7}V7A7 7 0 0 1 7 0Z` })
        : undefined,
      ...(cluster ? drawHeader(placed) : drawInside(placed)),
      drawMany(node, width),
    ],
    stateKey(node.index),
  );
};

const drawClusterFrame = ({ node, width, height, x, y, separators }: PlacedNode, box: SvgNode): readonly SvgNode[] => {
  const deck = (by: number) =>
    element("path", {
      class: "sb-deck",
      d: `M${by + 7} ${-by}H${width + by - 7}a7 7 0 0 1 7 7V${height - by - 7}`,
      fill: "none",
    });
  const header = node.type === "Map" ? HEADER.Map : HEADER.Parallel;
  return [
    ...(node.type === "Map" ? [deck(7), deck(3.5)] : []),
    box,
    element("path", {
      class: "sb-band",
      d: `M1 ${header}V8A7 7 0 0 1 8 1H${width - 8}a7 7 0 0 1 7 7V${header}Z`,
    }),
    ...separators.map(([a, b]) =>
      element("line", { class: "sb-separator", x1: a.x - x, y1: a.y - y, x2: b.x - x, y2: b.y - y }),
    ),
  ];
};

/** The icon, the name and the caption of a state, with what its progress adds at the right. */
const drawInside = ({ node, width, height }: PlacedNode): readonly (SvgNode | undefined)[] => {
  const { side, icon, timed, name } = lookOf(node);
  const caption = shownCaption(node);
  const nameAt = caption ? height / 2 - 4 : height / 2 + (name.size - 4) / 2;
  const right = width - side;
  const top = caption ? height / 2 - 17 : height / 2 - 8;
  return [
    icon > 0 ? drawIcon(node, side, height / 2 - ICON / 2) : undefined,
    textElement(shownName(node), { class: "sb-name", x: side + icon, y: nameAt }),
    caption ? textElement(caption, { class: "sb-caption", x: side + icon, y: height / 2 + 13 }) : undefined,
    ...drawProgress(node, right, top, timed ? { x: right, y: height / 2 + 13 } : undefined),
  ];
};

/** The header of a Parallel or Map: one line, and for a Map its items. */
const drawHeader = ({ node, width }: PlacedNode): readonly (SvgNode | undefined)[] => {
  const left = 12 + ICON + 8;
  const name = shownName(node);
  const nameWidth = widthOf(name, NAME_SIZE, "bold");
  const right = width - 12;
  return [
    drawIcon(node, 12, 8),
    textElement(name, { class: "sb-name", x: left, y: 21 }),
    textElement(shownCaption(node), { class: "sb-caption", x: left + nameWidth + 10, y: 21 }),
    ...drawProgress(node, right, 8, { x: right - GLYPH_ROOM - (hasRetry(node) ? RETRY_ROOM : 0), y: 21 }),
    ...(node.type === "Map" ? drawItems(node, width) : []),
  ];
};

const drawIcon = (node: GraphNode, x: number, y: number): SvgNode =>
  element("path", { class: "sb-icon", d: ICONS[node.icon], transform: `translate(${x},${y})` });

const drawProgress = (
  node: GraphNode,
  right: number,
  top: number,
  time: { readonly x: number; readonly y: number } | undefined,
): readonly (SvgNode | undefined)[] => [
  drawGlyph(node, right, top),
  time && textElement("", { class: "sb-time", ...time, display: "none" }, partKey("time", node.index)),
  hasRetry(node) ? drawRetry(node, right - GLYPH_ROOM - RETRY_ROOM + 6, top - 1) : undefined,
];

const drawGlyph = (node: GraphNode, right: number, top: number): SvgNode => {
  const { size } = lookOf(node).glyph;
  const place = `translate(${right - size},${top + (ICON - size) / 2})`;
  return element("g", { transform: size === ICON ? place : `${place} scale(${size / ICON})` }, [
    element("path", { class: "sb-glyph", d: "", display: "none" }, undefined, partKey("glyph", node.index)),
  ]);
};

const RETRY_MARK = "M8.5 5a3.5 3.5 0 1 1-1-2.5M8.7.8v2h-2";

const drawRetry = (node: GraphNode, x: number, y: number): SvgNode =>
  element(
    "g",
    { class: "sb-badge", transform: `translate(${x},${y})`, display: "none" },
    [
      element("rect", { x: 0.5, y: 0.5, width: RETRY_ROOM - 5, height: 17, rx: 8.5 }),
      element("path", { class: "sb-icon", d: RETRY_MARK, transform: "translate(4.5,4)" }),
      textElement("", { x: 24, y: 13 }, partKey("tries", node.index)),
    ],
    partKey("retry", node.index),
  );

/** How many visits go on at once: "×4" on the upper edge. */
const drawMany = (node: GraphNode, width: number): SvgNode =>
  element(
    "g",
    { class: "sb-badge sb-many", transform: `translate(${width - 28},-12)`, display: "none" },
    [
      element("rect", { x: 0.5, y: 0.5, width: 31, height: 17, rx: 8.5 }),
      textElement("", { x: 16, y: 13 }, partKey("times", node.index)),
    ],
    partKey("many", node.index),
  );
