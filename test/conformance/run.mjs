import { main } from "../../scripts/setup/problem.mjs";
import { createReport } from "../../scripts/setup/report.mjs";
import { stopCommandsOnSignal } from "../../scripts/setup/run.mjs";
import { build } from "../../scripts/setup/setup.mjs";
import { folder, readCases, readListed } from "./cases.mjs";

/** The aspects of a case that are compared, in the order of the table. */
const aspects = ["status", "output", "error", "cause", "sequence", "events"];

/** One row of the table: how many of the cases that have an aspect are right in it. */
const rowOf = (results) =>
  aspects.map((aspect) => {
    const judged = results.filter(({ differences }) => aspect in differences);
    const right = judged.filter(({ differences }) => differences[aspect] === null);
    return judged.length === 0 ? "" : `${right.length}/${judged.length}`;
  });

const printTable = (results) => {
  const keys = [...new Set(results.map(({ group, kind }) => `${group}\t${kind}`))].sort();
  const rows = keys.map((key) => {
    const [group, kind] = key.split("\t");
    const mine = results.filter((one) => one.group === group && one.kind === kind);
    return [group, kind, String(mine.length), String(mine.filter(passes).length), ...rowOf(mine)];
  });
  const total = ["all", "", String(results.length), String(results.filter(passes).length), ...rowOf(results)];
  const table = [["group", "kind", "cases", "pass", ...aspects], ...rows, total];
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)));
  for (const row of table)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join("  ")
        .trimEnd(),
    );
};

const passes = ({ differences }) => Object.values(differences).every((difference) => difference === null);

/** Runs a case; a fault of ours counts as a difference like any other. */
const judge = async (one, judges) => {
  const { name, group, kind } = one;
  try {
    return { name, group, kind, differences: await judges[kind](one) };
  } catch (error) {
    return { name, group, kind, differences: { status: `it failed by ${error.stack ?? error}` } };
  }
};

await main(async () => {
  stopCommandsOnSignal();
  await build(createReport());
  const cases = readCases();
  if (!cases) {
    console.log(`skipped: conformance: no recorded cases lie in ${folder}`);
    console.log("\n0 passed, 0 failed, 1 skipped");
    return 0;
  }
  const { judges } = await import("./judges.mjs");
  const results = [];
  for (const one of cases) results.push(await judge(one, judges));
  printTable(results);

  const listed = readListed();
  const failed = results.filter((one) => !passes(one) && !listed.has(one.name));
  const known = results.filter((one) => !passes(one) && listed.has(one.name));
  const mended = results.filter((one) => passes(one) && listed.has(one.name));
  for (const { name, differences } of failed) {
    console.log(`\n✗ ${name}`);
    for (const [aspect, difference] of Object.entries(differences))
      if (difference !== null) console.log(`  ${aspect}: ${difference}`);
  }
  for (const { name } of mended) console.log(`\n✗ ${name} passes, but stands in docs/conformance.md`);
  const passed = results.length - failed.length - known.length;
  console.log(`\n${passed} passed, ${failed.length + mended.length} failed, 0 skipped`);
  console.log(`conformance: ${passed} of ${results.length} pass, ${known.length} listed`);
  return failed.length + mended.length === 0 && results.length > 0 ? 0 : 1;
});
