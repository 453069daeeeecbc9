import { checkParts } from "./check-parts.mjs";
import { runParts } from "./parts.mjs";
import { main } from "./setup/problem.mjs";
import { createReport } from "./setup/report.mjs";
import { stopCommandsOnSignal } from "./setup/run.mjs";
import { build } from "./setup/setup.mjs";

await main(async () => {
  stopCommandsOnSignal();
  await build(createReport());
  return runParts([checkParts]);
});
