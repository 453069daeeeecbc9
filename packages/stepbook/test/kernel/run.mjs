// Runs cells in a real tslab kernel. Needs the built packages, and a Python with jupyter_client.
import { problemWith } from "../moto/moto.mjs";
import { cases as others } from "./cases.mjs";
import { keptCases } from "./kept.mjs";
import { lastSteps, startKernel } from "./kernel.mjs";

const cases = [...others, ...keptCases];
const counts = { passed: 0, failed: 0, skipped: 0 };
const problem = problemWith("jupyter_client");

if (problem) {
  console.log(`skipped: ${problem}`);
  counts.skipped = cases.length;
} else {
  const only = process.argv[2];
  for (const { name, run, needs } of cases.filter((each) => only === undefined || each.name.includes(only))) {
    const missing = needs && problemWith(needs);
    if (missing) {
      counts.skipped += 1;
      console.log(`skipped ${name}: ${missing}`);
      continue;
    }
    const start = performance.now();
    let kernel;
    try {
      kernel = await startKernel();
      await within(120_000, run(kernel));
      counts.passed += 1;
      console.log(`ok      ${name} (${Math.round(performance.now() - start)} ms)`);
    } catch (error) {
      counts.failed += 1;
      console.log(`failed  ${name}\n${error.stack}\n${lastSteps()}`);
    } finally {
      await kernel?.stop();
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
