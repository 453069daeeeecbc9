import { readFileSync } from "node:fs";

/** The workload that the command names, with how often to run it. */
export const assignment = () => {
  const [file, runs] = process.argv.slice(2);
  return { ...JSON.parse(readFileSync(file, "utf8")), runs: Number(runs) };
};

/**
 * Runs something a few times to warm up, then as often as it is told, and prints what came of it as one line of JSON.
 *
 * @param {number} runs
 * @param {() => Promise<{ milliseconds: number, output: unknown, events?: number }>} run
 * @param {object} about what else to tell of the engine
 */
export const report = async (runs, run, about = {}) => {
  const warmUps = runs > 1 ? 3 : 0;
  const times = [];
  let last;
  for (let index = 0; index < warmUps + runs; index++) {
    last = await run();
    if (index >= warmUps) times.push(last.milliseconds);
  }
  const { output, events } = last;
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ version: `Node ${process.version}`, times, output, events, peakMegabytes, ...about }));
};
