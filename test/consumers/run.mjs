import { main } from "../../scripts/setup/problem.mjs";
import { createReport } from "../../scripts/setup/report.mjs";
import { stopCommandsOnSignal } from "../../scripts/setup/run.mjs";
import { build } from "../../scripts/setup/setup.mjs";
import { readDefinitions } from "../conformance/definitions.mjs";
import { choose } from "./choose.mjs";
import { installConsumers } from "./install.mjs";

/** How many definitions are read, unless STEPBOOK_TEST_LENGTH is set. */
const usual = 30;

/** A row of states that are constructs: each is a const of its own, and no CustomState. */
const countConstructs = (source) => {
  const made = source.match(/\b(?:new )?(?:sfn|tasks)\.\w+(?:\.json(?:ata|Path))?\(\s*this, /g) ?? [];
  return made.filter((each) => !/sfn\.(?:CustomState|StateMachine)\(/.test(each)).length;
};

await main(async () => {
  stopCommandsOnSignal();
  const report = createReport();
  await build(report);
  const definitions = readDefinitions();
  if (!definitions) {
    console.log("skipped: consumers: no definitions lie in ../shared/conformance");
    console.log("\n0 passed, 0 failed, 1 skipped");
    return 0;
  }
  await installConsumers(report);
  const { fromAsl } = await import("../../packages/stepbook/lib/index.js");
  const { statesOf } = await import("@stepbook/asl");
  const { judges } = await import("./judges.mjs");
  const all = definitions.valid
    .map(({ name, text }) => ({ name, workflow: fromAsl(text, { name: name.replace(/[^\w-]/g, "-").slice(0, 80) }) }))
    .filter(({ workflow }) => !workflow.validate().some(({ severity }) => severity === "error"));
  const entries = process.env.STEPBOOK_TEST_LENGTH ? all : choose(all, usual);
  const workflows = entries.map(({ workflow }) => workflow);
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const [name, judge] of Object.entries(judges)) {
    const problems = await judge(workflows);
    if (!problems) {
      console.log(`skipped: ${name}: it is not installed where STEPBOOK_TEST_PYTHON says`);
      counts.skipped += workflows.length;
      continue;
    }
    const wrong = problems.flatMap((problem, index) => (problem === null ? [] : [{ problem, ...entries[index] }]));
    counts.passed += workflows.length - wrong.length;
    counts.failed += wrong.length;
    console.log(`${name}: ${workflows.length - wrong.length} of ${workflows.length}`);
    for (const { name: entry, problem } of wrong) console.log(`  ${entry}: ${problem.slice(0, 1000)}`);
  }
  const constructs = workflows.reduce((sum, workflow) => sum + countConstructs(workflow.toCdk()), 0);
  const states = workflows.reduce((sum, { definition }) => sum + statesOf(definition).length, 0);
  console.log(`cdk: ${constructs} of ${states} states are constructs of their own`);
  const { passed, failed, skipped } = counts;
  console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
  return failed > 0 ? 1 : 0;
});
