import { seededRandom } from "@stepbook/engine";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gaussianProcess } from "./gaussian-process";
import { SearchSpace } from "./search-space";
import { strategies, type Tried } from "./strategies";
import type { TuningStrategy } from "./tuning-shapes";

/** The least cost that a strategy finds on a smooth valley of two dimensions. */
const search = (strategy: TuningStrategy, seed: number, tries: number): number => {
  const space = new SearchSpace({
    ContinuousParameterRanges: [
      { Name: "rate", MinValue: "0.0001", MaxValue: "1" },
      { Name: "drop", MinValue: "0", MaxValue: "1", ScalingType: "Linear" },
    ],
  });
  const random = seededRandom(seed);
  const tried: Required<Tried>[] = [];
  while (tried.length < tries) {
    const point = strategies[strategy]({ space, random, tried });
    const { rate, drop } = space.valuesOf(point);
    tried.push({ point, cost: (Math.log10(Number(rate)) + 2.5) ** 2 + 4 * (Number(drop) - 0.7) ** 2 });
  }
  return Math.min(...tried.map(({ cost }) => cost));
};

describe("the search for hyperparameters", () => {
  it("stays within its ranges, whatever their scale", () => {
    const scale = fc.constantFrom("Auto", "Linear", "Logarithmic", "ReverseLogarithmic");
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(scale, share, (ScalingType, at) => {
        const space = new SearchSpace({
          ContinuousParameterRanges: [{ Name: "c", MinValue: "0.001", MaxValue: "0.9", ScalingType }],
          IntegerParameterRanges: [
            {
              Name: "i",
              MinValue: "1",
              MaxValue: "700",
              ScalingType: ScalingType === "ReverseLogarithmic" ? "Auto" : ScalingType,
            },
          ],
          CategoricalParameterRanges: [{ Name: "k", Values: ["a", "b"] }],
        });
        const { c, i, k } = space.valuesOf([at, at, at]);
        expect(Number(c)).toBeGreaterThanOrEqual(0.001);
        expect(Number(c)).toBeLessThanOrEqual(0.9);
        expect(Number.isInteger(Number(i)) && Number(i) >= 1 && Number(i) <= 700).toBe(true);
        expect(["a", "b"]).toContain(k);
      }),
    );
  });

  it("finds each whole number as often, the first and the last, too", () => {
    const space = new SearchSpace({ IntegerParameterRanges: [{ Name: "n", MinValue: "-1", MaxValue: "2" }] });
    const found = Array.from({ length: 400 }, (_, index) => space.valuesOf([index / 400]).n);
    expect(["-1", "0", "1", "2"].map((n) => found.filter((one) => one === n).length)).toEqual([100, 100, 100, 100]);
  });

  it("finds better values by a model of those so far than by chance", () => {
    const seeds = [1, 2, 3, 4, 5];
    const mean = (strategy: TuningStrategy) =>
      seeds.reduce((sum, seed) => sum + search(strategy, seed, 20), 0) / seeds.length;
    expect(mean("Bayesian")).toBeLessThan(0.25 * mean("Random"));
  });

  it("expects what it knows where it knows it, and is unsure elsewhere", () => {
    const predict = gaussianProcess([[0], [0.5], [1]], [3, 1, 2]);
    expect(predict([0.5]).mean).toBeCloseTo(1, 1);
    expect(predict([0.5]).deviation).toBeLessThan(predict([0.25]).deviation);
  });
});
