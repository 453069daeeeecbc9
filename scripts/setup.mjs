import { parseArgs } from "node:util";
import { main } from "./setup/problem.mjs";
import { runningEnvironment } from "./setup/python.mjs";
import { createReport } from "./setup/report.mjs";
import { stopCommandsOnSignal } from "./setup/run.mjs";
import { setUp } from "./setup/setup.mjs";

/** Set-up without a server. `--prefix DIR` installs into a Python environment that is there already (Binder's). */
await main(async () => {
  const { values } = parseArgs({ options: { prefix: { type: "string" } } });
  stopCommandsOnSignal();
  const environment =
    values.prefix === undefined ? runningEnvironment : { ...runningEnvironment, prefix: values.prefix, existing: true };
  await setUp(createReport(), { environments: [environment] });
});
