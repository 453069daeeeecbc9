import { describe, expect, test } from "vitest";
import { type ColorName, PALETTE, type Theme } from "./theme";

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
const luminance = (color: string): number => {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
};
const contrast = (a: ColorName, b: ColorName, theme: Theme): number => {
  const [light, dark] = [luminance(PALETTE[a][theme]), luminance(PALETTE[b][theme])].sort((x, y) => y - x);
  return (light! + 0.05) / (dark! + 0.05);
};

const STATUSES = ["succeeded", "running", "failed", "caught", "aborted", "timedOut"] as const;
const GROUNDS = ["page", "panel", "box", "cluster"] as const;

describe.each(["light", "dark"] as const)("in the %s theme", (theme) => {
  test.each(STATUSES)("%s is legible on the page, on a panel and on its tint", (status) => {
    for (const ground of ["page", "panel", `${status}-tint`] as const)
      expect(contrast(status, ground, theme)).toBeGreaterThanOrEqual(4.5);
  });

  test("text and captions are legible wherever they stand", () => {
    for (const ground of [...GROUNDS, ...STATUSES.map((status) => `${status}-tint` as const)]) {
      expect(contrast("text", ground, theme)).toBeGreaterThanOrEqual(7);
      expect(contrast("muted", ground, theme)).toBeGreaterThanOrEqual(4.5);
    }
  });

  test("edges and outlines stand out from the page", () => {
    for (const line of ["edge", "outline", "way"] as const)
      expect(contrast(line, "page", theme)).toBeGreaterThanOrEqual(3);
  });
});
