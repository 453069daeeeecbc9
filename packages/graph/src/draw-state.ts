import { drawItems } from "./draw-items";
import type { GraphNode } from "./graph";
import { ICONS } from "./icons";
import { partKey, stateKey } from "./keys";
import type { PlacedNode } from "./layout";
import {
  CLOSED_ITEMS,
  closedCaption,
  FOLD_ROOM,
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

/** How a state is drawn, by whether it is a cluster. */
const KINDS = {
  leaf: { names: "sb-state", draw: (placed: PlacedNode, box: SvgNode) => [box, stripe(placed), ...drawInside(placed)] },
  closed: {
    names: "sb-state sb-closed",
    draw: (placed: PlacedNode, box: SvgNode) => [...deckOf(placed), box, stripe(placed), ...drawClosed(placed)],
  },
  open: {
    names: "sb-state sb-cluster",
    draw: (placed: PlacedNode, box: SvgNode) => [...drawClusterFrame(placed, box), ...drawHeader(placed)],
  },
} as const;

export const drawState = (placed: PlacedNode): SvgNode => {
  const { node, cluster, x, y, width, height } = placed;
  const { names, draw } = KINDS[cluster ?? "leaf"];
  const outline = outlineOf(node.type)(width, height);
  const attributes = {
    class: node.keeper ? `${names} sb-keeper` : names,
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
      ...draw(placed, box),
      drawMany(node, width),
    ],
    stateKey(node.index),
  );
};

const stripe = ({ node, height }: PlacedNode): SvgNode | undefined =>
  hasStripe(node.type) && !node.keeper
    ? element("path", { class: "sb-stripe", d: `M7 0H5v${height}h2A7 7 0 0 1 0 ${height - 7}V7A7 7 0 0 1 7 0Z` })
    : undefined;

/** A Map looks like the uppermost of several. */
const deckOf = ({ node, width, height }: PlacedNode): readonly SvgNode[] =>
  node.type === "Map"
    ? [7, 3.5].map((by) =>
        element("path", {
          class: "sb-deck",
          d: `M${by + 7} ${-by}H${width + by - 7}a7 7 0 0 1 7 7V${height - by - 7}`,
          fill: "none",
        }),
      )
    : [];

const drawClusterFrame = (placed: PlacedNode, box: SvgNode): readonly SvgNode[] => {
  const { node, width, x, y, separators } = placed;
  const header = node.type === "Map" ? HEADER.Map : HEADER.Parallel;
  return [
    ...deckOf(placed),
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
  const name = shownName(node);
  const nameWidth = widthOf(name, NAME_SIZE, "bold");
  const right = width - 12;
  return [
    drawFold(node, OPEN_MARK, 4),
    drawIcon(node, 12 + FOLD_ROOM, 8),
    textElement(name, { class: "sb-name", x: NAME_AT, y: 21 }),
    textElement(shownCaption(node), { class: "sb-caption", x: NAME_AT + nameWidth + 10, y: 21 }),
    ...drawProgress(node, right, 8, { x: right - GLYPH_ROOM - (hasRetry(node) ? RETRY_ROOM : 0), y: 21 }),
    ...(node.type === "Map" ? drawItems(node, width) : []),
  ];
};

/** The same of a collapsed one, in two lines, and for a Map its items. */
const drawClosed = ({ node, width }: PlacedNode): readonly (SvgNode | undefined)[] => [
  drawFold(node, CLOSED_MARK, 4),
  drawIcon(node, 12 + FOLD_ROOM, 8),
  textElement(shownName(node), { class: "sb-name", x: NAME_AT, y: 21 }),
  textElement(closedCaption(node), { class: "sb-caption", x: 12, y: 38 }),
  ...drawProgress(node, width - 12, 8, { x: width - 12, y: 38 }),
  node.type === "Map" ? element("g", { transform: `translate(0,${CLOSED_ITEMS})` }, drawItems(node, width)) : undefined,
];

const NAME_AT = 12 + FOLD_ROOM + ICON + 8;
const OPEN_MARK = "M8.5 10.5 12 14l3.5-3.5";
const CLOSED_MARK = "M10.5 8.5 14 12l-3.5 3.5";

/** The sign that collapses and expands: as large as a finger wants it. */
const drawFold = (node: GraphNode, mark: string, y: number): SvgNode =>
  element(
    "g",
    { class: "sb-fold", transform: `translate(3,${y})` },
    [element("rect", { width: 24, height: 24, fill: "none" }), element("path", { class: "sb-icon", d: mark })],
    partKey("fold", node.index),
  );

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
