import type { Direction } from "../view";
import type { Point } from "./types";

interface Size {
  readonly width: number;
  readonly height: number;
}

const GAP = 32;
/** Branches go on in another row beyond this width, or beyond this height when they grow to the right. */
const WIDEST = 1100;

/** A Parallel's branches side by side, in rows where they are many. Corners are relative to the first. */
export const arrange = (
  boxes: readonly Size[],
  direction: Direction,
): Size & { readonly corners: readonly Point[]; readonly separators: readonly (readonly [Point, Point])[] } => {
  const down = direction === "down";
  const across = boxes.map(({ width, height }) => (down ? width : height));
  const along = boxes.map(({ width, height }) => (down ? height : width));
  const rows = rowsOf(across);
  const widest = Math.max(0, ...rows.map((row) => widthOf(row, across)));
  const corners: Point[] = [];
  const separators: (readonly [Point, Point])[] = [];
  const point = (a: number, b: number): Point => (down ? { x: a, y: b } : { x: b, y: a });
  let top = 0;
  for (const row of rows) {
    const height = Math.max(...row.map((i) => along[i]!));
    let left = (widest - widthOf(row, across)) / 2;
    if (top > 0) separators.push([point(0, top - GAP / 2), point(widest, top - GAP / 2)]);
    row.forEach((i, at) => {
      if (at > 0) separators.push([point(left - GAP / 2, top), point(left - GAP / 2, top + height)]);
      corners[i] = point(left, top);
      left += across[i]! + GAP;
    });
    top += height + GAP;
  }
  const height = Math.max(0, top - GAP);
  return { width: down ? widest : height, height: down ? height : widest, corners, separators };
};

const widthOf = (row: readonly number[], across: readonly number[]): number =>
  row.reduce((sum, i) => sum + across[i]!, 0) + GAP * (row.length - 1);

/** As few rows as the widest allows, of about the same width each. */
export const rowsOf = (across: readonly number[]): readonly (readonly number[])[] => {
  const total = across.reduce((sum, one) => sum + one + GAP, -GAP);
  const target = total / Math.max(1, Math.ceil(total / WIDEST));
  const rows: number[][] = [];
  let width = 0;
  across.forEach((one, i) => {
    const row = rows[rows.length - 1];
    if (row && width + GAP + one / 2 <= target) {
      row.push(i);
      width += GAP + one;
    } else {
      rows.push([i]);
      width = one;
    }
  });
  return rows;
};
