import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type StateMachine, statesOf, validate } from "@stepbook/asl";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomDefinition } from "../../../test/definitions/random";
import { definitionOf } from "../../../test/definitions/sources";
import { toTypeScript } from "./to-typescript";

const recorded = join(__dirname, "../../../../../../shared/conformance");

/** Every definition that the recorded cases hold and that is valid, each once. */
function definitions(): readonly StateMachine[] {
  const read = (folder: string) =>
    readdirSync(join(recorded, folder))
      .filter((name) => name.endsWith(".json"))
      .map((name) => JSON.parse(readFileSync(join(recorded, folder, name), "utf8")));
  const cases = read("cases").filter(({ kind }) => kind !== "create-error");
  const all = [...cases, ...read("definitions/valid")].map(
    ({ definition, definitionText }) => definition ?? parsed(definitionText),
  );
  const machines = all.filter((each) => typeof each?.States === "object") as StateMachine[];
  const valid = machines.filter((each) => validate(each).every(({ severity }) => severity !== "error"));
  return [...new Map(valid.map((each) => [JSON.stringify(each), each])).values()];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

describe("the source of a definition", () => {
  it("assembles to any definition again", () => {
    let runs = 0;
    let whole = 0;
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const definition = randomDefinition(seed);
        runs++;
        const { text } = toTypeScript("w", definition);
        if (text.includes('workflow("w", {\n  definition:')) whole++;
        expect(definitionOf(text)).toEqual(definition);
      }),
      { numRuns: 300 * Number(process.env.STEPBOOK_TEST_LENGTH ?? 1) },
    );
    // Hardly any stands as one piece of JSON.
    expect(whole / runs).toBeLessThan(0.02);
  });

  it.skipIf(!existsSync(recorded))("says nearly every recorded state without an escape hatch", () => {
    const all = definitions();
    let states = 0;
    let plain = 0;
    for (const definition of all) {
      const { text, escapes } = toTypeScript("w", definition);
      expect(definitionOf(text)).toEqual(definition);
      const count = statesOf(definition).length;
      states += count;
      plain += count - escapes.length;
    }
    console.log(
      `typescript: ${all.length} of ${all.length} definitions round-trip, ${plain} of ${states} states without an escape hatch`,
    );
    expect(plain / states).toBeGreaterThanOrEqual(0.95);
  });
});
