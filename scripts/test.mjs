import { existsSync } from "node:fs";
import { checkParts, vitest } from "./check-parts.mjs";
import { runParts } from "./parts.mjs";
import { findChromium } from "./setup/chromium.mjs";
import { at, bin, testEnvironment } from "./setup/places.mjs";
import { main } from "./setup/problem.mjs";
import { runningEnvironment, testingEnvironment } from "./setup/python.mjs";
import { createReport } from "./setup/report.mjs";
import { stopCommandsOnSignal } from "./setup/run.mjs";
import { setUp } from "./setup/setup.mjs";

await main(async () => {
  stopCommandsOnSignal();
  const report = createReport();
  await setUp(report, { environments: [runningEnvironment, testingEnvironment] });
  process.env.CHROME_PATH = await findChromium(report);
  process.env.STEPBOOK_TEST_PYTHON = bin(testEnvironment, "python");
  // Real data for the notebooks, which they would otherwise fetch from the internet.
  const data = at("..", "shared", "data");
  if (existsSync(data)) process.env.STEPBOOK_DATA ??= data;
  const node = process.execPath;
  report.say("Tests …");
  const code = await runParts([
    [...checkParts, { name: "set-up", command: vitest("--config", "test/setup/vitest.config.mts"), counts: true }],
    [
      { name: "kernel", command: [node, "packages/stepbook/test/kernel/run.mjs"], counts: true },
      { name: "notebooks", command: [node, "scripts/notebooks.mjs"], counts: true },
      { name: "durability", command: vitest("--config", "test/durability/vitest.config.mts"), counts: true },
      { name: "clients", command: [node, "test/clients/run.mjs"], counts: true },
      { name: "consumers", command: [node, "test/consumers/run.mjs"], counts: true },
      { name: "conventions", command: [node, "test/conventions/run.mjs"], counts: true },
      { name: "graph benchmark", command: [node, "bench/graph/run.mjs", "--small"] },
      { name: "browser", command: vitest("--config", "test/browser/vitest.config.mts"), counts: true },
    ],
  ]);
  return code;
});
