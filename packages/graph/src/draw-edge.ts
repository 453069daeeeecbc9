import type { Box, PlacedEdge, Point } from "./layout";
import { element, type SvgNode, textElement } from "./svg-node";

const RADIUS = 7;
const HEAD = 7;
const HALF_HEAD = 3.5;

/** A lightning sign, in a square of 10. */
const CATCH_MARK = "M5.8 0 1.2 5.7h2.9L3.4 10l4.9-6.1H5.3Z";

export const wayKey = (index: number): string => `way-${index}`;

/** An edge that goes on upon another is drawn up to there: dashes on dashes would close their gaps. */
export const drawEdge = ({ edge, points, joins }: PlacedEdge): SvgNode =>
  element(
    "g",
    { class: "sb-edge", "data-kind": edge.kind },
    joins === undefined ? strokes(points) : [stroke(points.slice(0, joins))],
  );

/** The same edge once more, stronger: shown when it was taken, above all edges that were not. */
export const drawWay = ({ edge, points }: PlacedEdge, index: number): SvgNode =>
  element(
    "g",
    { class: "sb-way", "data-kind": edge.kind, display: "none" },
    [
      edge.kind === "catch" ? element("path", { class: "sb-halo", d: rounded(withoutIdle(points)) }) : undefined,
      ...strokes(points),
    ],
    wayKey(index),
  );

/** The box around an edge, or around its first points. */
export const extentOf = ({ points }: PlacedEdge, first = points.length): Box => {
  let [left, top, right, bottom] = [points[0]!.x, points[0]!.y, points[0]!.x, points[0]!.y];
  for (const { x, y } of points.slice(1, first)) {
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  return { x: left - HEAD, y: top - HEAD, width: right - left + 2 * HEAD, height: bottom - top + 2 * HEAD };
};

const stroke = (points: readonly Point[]): SvgNode => element("path", { class: "sb-stroke", d: rounded(points) });

export const drawLabel = ({ edge, label }: PlacedEdge): SvgNode | undefined => {
  if (!label) return undefined;
  const { x, y, width, height, text } = label;
  const caught = edge.kind === "catch";
  return element("g", { class: "sb-label", "data-kind": edge.kind, transform: `translate(${x},${y})` }, [
    { tag: "title", attributes: {}, text: edge.title || text },
    element("rect", { x: 0.5, y: 0.5, width: width - 1, height: height - 1, rx: 9.5 }),
    caught ? element("path", { class: "sb-mark", d: CATCH_MARK, transform: "translate(7,5)" }) : undefined,
    textElement(text, { x: caught ? 21 : 8, y: 14 }),
  ]);
};

const strokes = (points: readonly Point[]): readonly SvgNode[] => {
  const bends = withoutIdle(points);
  const [from, to] = [bends[bends.length - 2]!, bends[bends.length - 1]!];
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [dx, dy] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const neck = { x: to.x - dx * (HEAD - 1), y: to.y - dy * (HEAD - 1) };
  const base = { x: to.x - dx * HEAD, y: to.y - dy * HEAD };
  const [sx, sy] = [-dy * HALF_HEAD, dx * HALF_HEAD];
  return [
    stroke([...bends.slice(0, -1), neck]),
    element("path", {
      class: "sb-head",
      d: `M${at(to)}L${at({ x: base.x + sx, y: base.y + sy })} ${at({ x: base.x - sx, y: base.y - sy })}Z`,
    }),
  ];
};

/** Leaves out points that repeat, or that lie on the line between their neighbors. */
const withoutIdle = (points: readonly Point[]): readonly Point[] => {
  const kept: Point[] = [];
  for (const point of points) {
    const last = kept[kept.length - 1];
    const before = kept[kept.length - 2];
    if (last && last.x === point.x && last.y === point.y) continue;
    if (last && before && ((before.x === last.x && last.x === point.x) || (before.y === last.y && last.y === point.y)))
      kept.pop();
    kept.push(point);
  }
  return kept;
};

/** A path with its corners rounded, less where a part is short. */
const rounded = (points: readonly Point[]): string => {
  let path = `M${at(points[0]!)}`;
  for (let i = 1; i + 1 < points.length; i += 1) {
    const [a, corner, b] = [points[i - 1]!, points[i]!, points[i + 1]!];
    const before = Math.hypot(corner.x - a.x, corner.y - a.y);
    const after = Math.hypot(b.x - corner.x, b.y - corner.y);
    const radius = Math.min(RADIUS, before / 2, after / 2);
    path += `L${at(toward(corner, a, radius / before))}Q${at(corner)} ${at(toward(corner, b, radius / after))}`;
  }
  return `${path}L${at(points[points.length - 1]!)}`;
};

const toward = (from: Point, to: Point, part: number): Point => ({
  x: from.x + (to.x - from.x) * part,
  y: from.y + (to.y - from.y) * part,
});

const at = ({ x, y }: Point): string => `${short(x)} ${short(y)}`;
const short = (value: number): number => Math.round(value * 10) / 10;
