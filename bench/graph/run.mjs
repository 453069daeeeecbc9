import { cpus, totalmem } from "node:os";
import { findChromium } from "../../scripts/setup/chromium.mjs";
import { main } from "../../scripts/setup/problem.mjs";
import { createReport } from "../../scripts/setup/report.mjs";
import { stopCommandsOnSignal } from "../../scripts/setup/run.mjs";
import { build } from "../../scripts/setup/setup.mjs";
import { installPeers } from "../peers/install.mjs";
import { benchGraph } from "./bench.mjs";

/** Only whether everything can be measured: small graphs, each once. */
const small = process.argv.includes("--small");

await main(async () => {
  stopCommandsOnSignal();
  const report = createReport();
  await build(report);
  await installPeers(report);
  const chromium = await findChromium(report);
  const cpu = cpus();
  console.log(`\n${cpu.length} × ${cpu[0].model}, ${Math.round(totalmem() / 2 ** 30)} GiB\n`);
  await benchGraph({ chromium, small });
});
