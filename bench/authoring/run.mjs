import { spawnSync } from "node:child_process";
import { cpus, totalmem } from "node:os";
import { at } from "../../scripts/setup/places.mjs";
import { main } from "../../scripts/setup/problem.mjs";
import { createReport } from "../../scripts/setup/report.mjs";
import { stopCommandsOnSignal } from "../../scripts/setup/run.mjs";
import { build } from "../../scripts/setup/setup.mjs";
import { installPeers } from "../peers/install.mjs";

/** What a process of this folder printed. Each is measured in a process of its own. */
const resultOf = (file, ...args) => {
  const { status, stdout, stderr, error } = spawnSync(
    process.execPath,
    [at("bench/authoring", `${file}.mjs`), ...args.map(String)],
    { encoding: "utf8", maxBuffer: 2 ** 26 },
  );
  if (error) throw error;
  if (status !== 0) throw new Error(`${file} failed:\n${stderr.slice(-2000)}`);
  return JSON.parse(stdout.trimEnd().split("\n").at(-1));
};

const median = (times) => [...times].sort((one, other) => one - other)[times.length >> 1];
const ms = (time) => `${time.toFixed(1)} ms`;

/** A figure of several processes, taken turn by turn: what disturbs the machine disturbs all of them. */
const turns = (makes, count = 5) => {
  const results = makes.map(() => []);
  for (let turn = 0; turn < count; turn++) for (const [index, make] of makes.entries()) results[index].push(make());
  return results.map((all) => ({
    ...all[0],
    first: median(all.map(({ first }) => first)),
    warm: median(all.flatMap(({ times }) => times)),
    fastest: Math.min(...all.flatMap(({ times }) => times)),
  }));
};

await main(async () => {
  stopCommandsOnSignal();
  const report = createReport();
  await build(report);
  await installPeers(report);

  const [ours, cdk] = turns([() => resultOf("stepbook", 1000, 40), () => resultOf("cdk", 1000, 40)]);
  const [long] = turns([() => resultOf("chain", 10_000, 3)], 3);
  const checks = ["JSONata", "JSONPath"].map((language) => {
    const all = Array.from({ length: 3 }, () => resultOf("validate", 1000, 30, language));
    const [stepbook, validator] = ["stepbook", "asl-validator"].map((who) => ({
      first: median(all.map((one) => one[who].first)),
      warm: median(all.flatMap((one) => one[who].times)),
      accepts: all[0][who].accepts,
    }));
    return { language, states: all[0].states, stepbook, validator };
  });
  const types = Array.from({ length: 5 }, () => resultOf("types"));
  const cost = median(types.map(({ milliseconds }) => milliseconds));
  const hello = median(types.map((one) => one.hello));

  const cpu = cpus();
  console.log(`\n${cpu.length} × ${cpu[0].model}, ${Math.round(totalmem() / 2 ** 30)} GiB\n`);
  console.log("| making and assembling | states | first | warm | fastest |\n|---|---:|---:|---:|---:|");
  for (const [what, { states, first, warm, fastest }] of Object.entries({
    "Stepbook: Pass, task, Choice that joins": ours,
    "AWS CDK: the same": cdk,
    "Stepbook: each step uses an earlier output": long,
  }))
    console.log(`| ${what} | ${states.toLocaleString("en-US")} | ${ms(first)} | ${ms(warm)} | ${ms(fastest)} |`);
  console.log("\n| validating | states | first | warm |\n|---|---:|---:|---:|");
  for (const { language, states, stepbook, validator } of checks) {
    console.log(`| Stepbook, ${language} | ${states} | ${ms(stepbook.first)} | ${ms(stepbook.warm)} |`);
    const verdict = validator.accepts ? "" : " (which refuses it)";
    console.log(
      `| asl-validator, ${language}${verdict} | ${states} | ${ms(validator.first)} | ${ms(validator.warm)} |`,
    );
  }
  console.log(
    `\nThe types of ${types[0].files} files (${types[0].kilobytes} kB) cost the first cell that imports them ${ms(cost)} in the kernel's compiler, and ${ms(hello)} with what the hello world uses.`,
  );
  const [jsonata] = checks;
  console.log(
    `\nauthoring: 1,000 states warm ${ms(ours.warm)} (CDK ${ms(cdk.warm)}), first ${ms(ours.first)} (CDK ${ms(cdk.first)}), 10,000 in ${ms(long.warm)}, validate ${ms(jsonata.stepbook.warm)} (asl-validator ${ms(jsonata.validator.warm)}), types ${ms(cost)}`,
  );
});
