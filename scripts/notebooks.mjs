import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { bin, environment, jupyterEnv, notebooks } from "./setup/places.mjs";
import { main, Problem } from "./setup/problem.mjs";
import { createReport } from "./setup/report.mjs";
import { run, stopCommandsOnSignal } from "./setup/run.mjs";
import { setUp } from "./setup/setup.mjs";

const MINUTES = 10;

/** Executes every notebook through its kernel, in a copy: what is in the repository is not touched. */
await main(async () => {
  stopCommandsOnSignal();
  await setUp(createReport());
  const output = mkdtempSync(join(tmpdir(), "stepbook-notebooks-"));
  let failed = 0;
  const names = readdirSync(notebooks).filter((name) => name.endsWith(".ipynb"));
  for (const name of names) {
    const begin = performance.now();
    try {
      await execute(name, output);
      console.log(`${basename(name, ".ipynb")}: ran in ${((performance.now() - begin) / 1000).toFixed(1)} s`);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      failed++;
      console.log(`${basename(name, ".ipynb")}: FAILED\n${error.message}`);
    }
  }
  rmSync(output, { recursive: true, force: true });
  console.log(`\nnotebooks: ${names.length - failed} passed, ${failed} failed, 0 skipped`);
  return failed === 0 && names.length > 0 ? 0 : 1;
});

async function execute(name, output) {
  const { metadata } = JSON.parse(readFileSync(join(notebooks, name), "utf8"));
  const kernel = metadata.kernelspec?.name;
  if (kernel !== "tslab")
    throw new Problem(`${name} names the kernel "${kernel}".`, 'Save it with the kernel "tslab".');
  const args = ["-m", "nbconvert", "--to", "notebook", "--execute", `--ExecutePreprocessor.timeout=${MINUTES * 60}`];
  await run(bin(environment, "python"), [...args, "--output-dir", output, join(notebooks, name)], {
    cwd: notebooks,
    log: join(output, `${name}.log`),
    what: name,
    env: jupyterEnv(environment),
  });
}
