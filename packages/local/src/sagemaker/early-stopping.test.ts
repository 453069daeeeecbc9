import { describe, expect, it } from "vitest";
import { byHalving, byMedian } from "./early-stopping";

describe("early stopping", () => {
  it("by the median stops what is worse than the averages of half of the others, and judges by three", () => {
    const others = [
      [5, 4, 3],
      [5, 3, 1],
      [9, 9, 9],
    ];
    expect(byMedian([9, 9, 4.1], others)).toBe(true);
    expect(byMedian([9, 9, 3.9], others)).toBe(false);
    expect(byMedian([9, 9], others)).toBe(false);
    expect(byMedian([9, 9, 9], others.slice(1))).toBe(false);
    expect(byMedian([9, 9, 9, 9], others)).toBe(false);
  });

  it("by halving lets the best third of those at a rung go on, and judges at the rungs alone", () => {
    const stop = byHalving(2, 18);
    const others = [[9, 1], [9, 2, 2], [9, 5], [9, 6], [9]];
    expect(stop([9, 1.5], [])).toBe(false);
    expect(stop([9, 1.5], others)).toBe(true);
    expect(stop([9, 0.5], others)).toBe(false);
    expect(stop([9, 9, 9], others)).toBe(false);
    expect(stop(Array(6).fill(3), [Array(6).fill(1)])).toBe(true);
    expect(stop(Array(18).fill(3), [Array(18).fill(1)])).toBe(false);
  });
});
