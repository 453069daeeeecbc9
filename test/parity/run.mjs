import { existsSync, readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { parse } from "yaml";
import { at } from "../../scripts/setup/places.mjs";
import { main } from "../../scripts/setup/problem.mjs";
import { createReport } from "../../scripts/setup/report.mjs";
import { stopCommandsOnSignal } from "../../scripts/setup/run.mjs";
import { build } from "../../scripts/setup/setup.mjs";
import { differences, refused } from "./differences.mjs";

/** What the Python SDK emits, by the names of its cases. */
const recorded = at("../shared/parity/python-sdk.json");

/** What a row gives: its value as JSON, or that it is refused with a message of this package. */
const say = async (row, StepbookError) => {
  try {
    return { value: JSON.parse(JSON.stringify(await row())) };
  } catch (error) {
    if (error instanceof StepbookError) return { value: refused, message: error.message };
    throw error;
  }
};

/** A recorded template: its text, and in most cases what was read of it. */
const templateOf = ({ text, parsed }) => {
  if (parsed) return parsed;
  const template = parse(text);
  const { Properties } = template.Resources.StateMachineComponent;
  Properties.DefinitionString = JSON.parse(Properties.DefinitionString);
  return template;
};

await main(async () => {
  stopCommandsOnSignal();
  await build(createReport());
  if (!existsSync(recorded)) {
    console.log(`skipped: parity: nothing is recorded in ${recorded}`);
    console.log("\n0 passed, 0 failed, 1 skipped");
    return 0;
  }
  const { StepbookError } = await import("stepbook");
  const { table } = await import("./table.mjs");
  const { meaning } = await import("./aws.mjs");
  const cases = Object.entries(JSON.parse(readFileSync(recorded, "utf8")));
  const counts = { equal: 0, different: 0, failed: 0 };
  const fail = (name, text) => {
    counts.failed += 1;
    console.log(`✗ ${name}: ${text}`);
  };
  for (const [name, { kind, value }] of cases) {
    const read = { error: () => refused, template: templateOf, calls: meaning }[kind] ?? ((same) => same);
    const python = read(value);
    const row = table[name];
    if (!row) {
      fail(name, "no row says it");
      continue;
    }
    const said = await say(row, StepbookError);
    const shown = said.value === refused ? `refused: ${said.message}` : JSON.stringify(said.value);
    const difference = differences[name];
    if (isDeepStrictEqual(said.value, python)) {
      if (difference) fail(name, "it is equal, but stands among the differences");
      else counts.equal += 1;
    } else if (!difference) {
      fail(name, `Python gives ${python === refused ? "an error" : JSON.stringify(python)}\n  but this is ${shown}`);
    } else {
      const ours = difference.ours(python);
      if (isDeepStrictEqual(said.value, ours)) {
        counts.different += 1;
        console.log(`listed ${name}: ${difference.reason}`);
      } else fail(name, `it should be ${ours === refused ? "refused" : JSON.stringify(ours)}\n  but this is ${shown}`);
    }
  }
  console.log(`\n${counts.equal + counts.different} passed, ${counts.failed} failed, 0 skipped`);
  console.log(`parity: ${counts.equal} of ${cases.length} equal, ${counts.different} listed`);
  return counts.failed === 0 && cases.length > 0 ? 0 : 1;
});
