import { parseArgs } from "node:util";
import { at } from "./setup/places.mjs";
import { main } from "./setup/problem.mjs";
import { createReport } from "./setup/report.mjs";
import { stopCommandsOnSignal } from "./setup/run.mjs";
import { runningEnvironment, setUp } from "./setup/setup.mjs";

/** Set-up without a server. `--prefix DIR` installs into a Python environment that is there already (Binder's). */
await main(async () => {
  const { values } = parseArgs({ options: { prefix: { type: "string" } } });
  stopCommandsOnSignal();
  const environment =
    values.prefix === undefined
      ? runningEnvironment
      : { prefix: values.prefix, requirements: at("scripts/environment/requirements.txt"), existing: true };
  await setUp(createReport(), { environments: [environment] });
});
