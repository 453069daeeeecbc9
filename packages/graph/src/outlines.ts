import type { StateType } from "@stepbook/asl";
import type { SvgNode } from "./svg-node";

type Outline = (width: number, height: number) => { readonly tag: string; readonly attributes: SvgNode["attributes"] };

const rounded =
  (radius: (height: number) => number): Outline =>
  (width, height) => ({ tag: "rect", attributes: { width, height, rx: radius(height) } });
const polygon =
  (points: (w: number, h: number) => readonly (readonly [number, number])[]): Outline =>
  (width, height) => ({
    tag: "path",
    attributes: {
      d: `M${points(width, height)
        .map((point) => point.join(" "))
        .join("L")}Z`,
      "stroke-linejoin": "round",
    },
  });

const BOX = rounded(() => 7);
const CUT = 9;
const POINT = 14;

/** Each type of state has an outline of its own. */
const OUTLINES: Readonly<Record<StateType, Outline>> = {
  Task: BOX,
  Pass: BOX,
  Wait: BOX,
  Parallel: BOX,
  Map: BOX,
  Choice: polygon((w, h) => [
    [POINT, 0],
    [w - POINT, 0],
    [w, h / 2],
    [w - POINT, h],
    [POINT, h],
    [0, h / 2],
  ]),
  Succeed: rounded((height) => height / 2),
  Fail: polygon((w, h) => [
    [CUT, 0],
    [w - CUT, 0],
    [w, CUT],
    [w, h - CUT],
    [w - CUT, h],
    [CUT, h],
    [0, h - CUT],
    [0, CUT],
  ]),
};

export const hasStripe = (type: StateType): boolean => outlineOf(type) === BOX;
export const outlineOf = (type: StateType): Outline => (Object.hasOwn(OUTLINES, type) ? OUTLINES[type] : BOX);
