// Runs cells in a real tslab kernel. Needs the built packages, and a Python with jupyter_client.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { cases } from "./cases.mjs";
import { startKernel } from "./kernel.mjs";

const root = fileURLToPath(new URL("../../../..", import.meta.url));
const python = process.env.STEPBOOK_TEST_PYTHON ?? `${root}/.venv-test/bin/python`;
const counts = { passed: 0, failed: 0, skipped: 0 };

if (!existsSync(python) || spawnSync(python, ["-c", "import jupyter_client"]).status !== 0) {
  console.log(`skipped: ${python} is not a Python with jupyter_client (STEPBOOK_TEST_PYTHON names one)`);
  counts.skipped = cases.length;
} else {
  const only = process.argv[2];
  for (const { name, run } of cases.filter((each) => only === undefined || each.name.includes(only))) {
    const start = performance.now();
    const kernel = await startKernel(python);
    try {
      await within(60_000, run(kernel));
      counts.passed += 1;
      console.log(`ok      ${name} (${Math.round(performance.now() - start)} ms)`);
    } catch (error) {
      counts.failed += 1;
      console.log(`failed  ${name}\n${error.stack}`);
    } finally {
      await kernel.stop();
    }
  }
}
console.log(`kernel: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(counts.failed === 0 ? 0 : 1);

async function within(milliseconds, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took more than ${milliseconds} ms`)), milliseconds);
  });
  try {
    await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
