import { spawnSync } from "node:child_process";
import { cpus, totalmem } from "node:os";
import { isDeepStrictEqual } from "node:util";
import { at, bin, testEnvironment } from "../../scripts/setup/places.mjs";
import { main } from "../../scripts/setup/problem.mjs";
import { testingEnvironment } from "../../scripts/setup/python.mjs";
import { createReport } from "../../scripts/setup/report.mjs";
import { stopCommandsOnSignal } from "../../scripts/setup/run.mjs";
import { setUp } from "../../scripts/setup/setup.mjs";
import { installPeers, node22 } from "../peers/install.mjs";

const workload = (name) => at("bench/engine/workloads", `${name}.json`);
const engine = (file) => at("bench/engine/engines", file);
const python = bin(testEnvironment, "python");

/** Short runs are measured more often: their times scatter. */
const runsOf = (name) => (name === "chain" || name === "parallel" ? "200" : "15");

const measured = {
  stepbook: (name) => [process.execPath, engine("stepbook.mjs"), workload(name), runsOf(name)],
  "aws-local-stepfunctions": (name) => [node22, engine("aws-local-stepfunctions.mjs"), workload(name), runsOf(name)],
  "… with its event log": (name) => [node22, engine("aws-local-stepfunctions.mjs"), workload(name), "10", "log"],
  moto: (name) => [python, engine("moto_in_process.py"), workload(name), "1"],
  "bare jsonata": (name) => [process.execPath, engine("jsonata.mjs"), workload(name), runsOf(name)],
};

/** Which engines run which workload: aws-local-stepfunctions and moto have no JSONata. */
const peersOfJsonPath = ["stepbook", "aws-local-stepfunctions", "… with its event log", "moto"];
const workloads = {
  chain: peersOfJsonPath,
  map: peersOfJsonPath,
  loop: peersOfJsonPath,
  parallel: peersOfJsonPath,
  jsonata: ["stepbook", "bare jsonata"],
};
const titles = {
  chain: "chain of 1,000 Pass",
  map: "inline Map, 10,000 × 2 Pass",
  loop: "Choice + MathAdd loop of 10,000",
  parallel: "Parallel of 100",
  jsonata: "JSONata loop of 2,000",
};

const median = (times) => [...times].sort((one, other) => one - other)[times.length >> 1];

/** What a process printed, as its last line. */
const resultOf = ([command, ...args], what) => {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: "utf8", maxBuffer: 2 ** 28 });
  if (error) throw error;
  if (status !== 0) throw new Error(`${what} failed:\n${stderr.slice(-2000)}`);
  return JSON.parse(stdout.trimEnd().split("\n").at(-1));
};

await main(async () => {
  stopCommandsOnSignal();
  const report = createReport();
  await setUp(report, { environments: [testingEnvironment] });
  await installPeers(report);

  const found = {};
  for (const [name, engines] of Object.entries(workloads)) {
    found[name] = {};
    for (const one of engines) {
      found[name][one] = resultOf(measured[one](name), `${one} on ${name}`);
      report.say(`${name}: ${one} ${median(found[name][one].times).toFixed(1)} ms`);
    }
    const [first, ...others] = engines.map((one) => found[name][one].output);
    if (!others.every((output) => isDeepStrictEqual(output, first)))
      throw new Error(`The engines give different outputs for ${name}.`);
  }
  const streams = [1_000, 10_000, 100_000].map((count) => ({
    count,
    ...resultOf([process.execPath, engine("stream.mjs"), workload("map"), "5", String(count)], `${count} items`),
  }));
  const timers = ["map", "loop", "jsonata"].map((name) => ({
    name,
    ...resultOf([process.execPath, engine("timer.mjs"), workload(name), "1"], `a timer beside ${name}`),
  }));

  const cpu = cpus();
  console.log(`\n${cpu.length} × ${cpu[0].model}, ${Math.round(totalmem() / 2 ** 30)} GiB\n`);
  console.log("| workload | engine | runs by | median | fastest | events kept | peak memory |");
  console.log("|---|---|---|---:|---:|---:|---:|");
  for (const [name, results] of Object.entries(found))
    for (const [one, { version, times, events, peakMegabytes }] of Object.entries(results))
      console.log(
        `| ${titles[name]} | ${one} | ${version} | ${median(times).toFixed(1)} ms | ${Math.min(...times).toFixed(1)} ms | ${events?.toLocaleString("en-US") ?? "none"} | ${peakMegabytes.toFixed(0)} MB |`,
      );
  console.log(
    "\n| Map of 2 Pass, streamed to a sink | median | times the one before | peak memory |\n|---:|---:|---:|---:|",
  );
  for (const [index, { count, times, peakMegabytes }] of streams.entries()) {
    const ratio = index === 0 ? "" : (median(times) / median(streams[index - 1].times)).toFixed(1);
    console.log(
      `| ${count.toLocaleString("en-US")} items | ${median(times).toFixed(1)} ms | ${ratio} | ${peakMegabytes.toFixed(0)} MB |`,
    );
  }
  console.log("\n| a timer of 50 ms beside | ticks | late at p99 | at worst |\n|---|---:|---:|---:|");
  for (const { name, ticks, p99, worst } of timers)
    console.log(`| ${titles[name]} | ${ticks} | ${p99.toFixed(1)} ms | ${worst.toFixed(1)} ms |`);

  const ratio = (name, other, digits) =>
    (median(found[name].stepbook.times) / median(found[name][other].times)).toFixed(digits);
  const peer = "aws-local-stepfunctions";
  const parallel = median(found.parallel.stepbook.times).toFixed(1);
  console.log(
    `\nengine: chain ${ratio("chain", peer, 2)} map ${ratio("map", peer, 2)} loop ${ratio("loop", peer, 2)} parallel ${parallel} ms of ${peer}, jsonata ${ratio("jsonata", "bare jsonata", 2)} of bare`,
  );
});
