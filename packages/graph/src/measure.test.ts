import fc from "fast-check";
import { expect, test } from "vitest";
import { clip, fit, widthOf } from "./measure";

test("widths are those of Liberation Sans", () => {
  expect(widthOf("Hello", 10)).toBeCloseTo(22.78);
  expect(widthOf("Hello", 10, "bold")).toBeGreaterThan(widthOf("Hello", 10));
});

test("characters that no font is sure to have are measured by their class", () => {
  expect(widthOf("你", 10)).toBe(10);
  expect(widthOf("🚀", 10)).toBeCloseTo(13.7);
  expect(widthOf("e\u0301", 10)).toBe(widthOf("e", 10));
});

test("a text that is cut is never wider than its room, and what fits is not cut", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 20, max: 200 }), (text, room) => {
      const cut = fit(text, room, 13);
      expect(widthOf(cut, 13)).toBeLessThanOrEqual(Math.max(room, widthOf("…", 13)));
      if (widthOf(text, 13) <= room) expect(cut).toBe(text);
    }),
  );
});

test("an accent stays with its letter", () => {
  expect(fit("e\u0301e\u0301e\u0301e\u0301e\u0301", 30, 13)).toBe("e\u0301e\u0301…");
});

test("a label is cut by characters, not by halves of them", () => {
  expect(clip("🚀🚀🚀", 2)).toBe("🚀…");
});
