import fc from "fast-check";
import { expect, it } from "vitest";
import { build, input as declared, interpret, randomPlan } from "../../test/plans/plan";
import { local, virtual } from "../index";
import { workflow } from "../workflow";

/** What a function of the test makes of its event. */
const functions = {
  bump: ({ v, s, l }: { v: number; s: string; l: number[] }) => ({ v: v + 1, s: `${s}!`, l: [...l, v] }),
  break: () => {
    throw new Error("broken");
  },
};

/** Without what the service tells of a call beside the function's result. */
const plain = (value: unknown) =>
  JSON.parse(JSON.stringify(value), (_key, part) => (part?.ExecutedVersion ? { Payload: part.Payload } : part));

it.each(["JSONata", "JSONPath"] as const)(
  "a random workflow in %s gives what its steps mean: every value reaches the state that refers to it",
  async (queryLanguage) => {
    const property = fc.asyncProperty(fc.integer(), fc.integer({ min: 3, max: 14 }), async (seed, size) => {
      const plan = randomPlan(seed, size);
      const input = { v: Math.abs(seed) % 7, s: "s", l: [4, 5], names: ["a", "b", "c"] };
      const made = workflow("random", {
        input: declared,
        queryLanguage,
        steps: build(plan),
        on: local({ functions, clock: virtual() }),
      });
      expect(made.validate().filter(({ severity }) => severity === "error")).toEqual([]);
      const execution = await made.execute(input);
      const output = await execution.output().catch((error) => {
        throw new Error(`${error.message}\n${made.toJson()}`);
      });
      expect(plain(output), made.toJson()).toEqual(interpret(plan, input, functions));
    });
    // A branch that may end in a handler has not always what its last step gives.
    const examples: [number, number][] = [[-1356871977, 10]];
    await fc.assert(property, { examples });
  },
);
