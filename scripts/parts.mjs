import { spawn } from "node:child_process";
import { root } from "./setup/places.mjs";
import { tied } from "./setup/run.mjs";

/**
 * @typedef {{ name: string, command: readonly string[], env?: NodeJS.ProcessEnv, counts?: boolean }} Part
 *   `env`: what it finds in its environment beside this process's own; `counts`: it prints a closing line of its own;
 *   otherwise it is one test, judged by its exit code
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {Counts & { name: string }} Row
 */

const CLOSING = /^(?:[\w-]+: )?(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm;

/**
 * Runs a part of the tests, prints what it printed when it has ended, and counts.
 *
 * @param {Part} part
 * @returns {Promise<Counts>}
 */
async function runPart({ name, command, env, counts }) {
  const begin = performance.now();
  const [executable, ...args] = command;
  const options = { cwd: root, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"], detached: true };
  const child = tied(spawn(executable, args, options));
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  }
  const code = await new Promise((resolve) => {
    child.on("error", (error) => {
      output += `${error.message}\n`;
      resolve(1);
    });
    child.on("close", resolve);
  });
  const result = count(output, code, counts);
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  const shown = output.trimEnd().replaceAll(CLOSING, "$&.");
  console.log(`\n━━ ${name} (${seconds} s) ━━\n${shown}`);
  return result;
}

/**
 * @param {string} output
 * @param {number | null} code the exit code
 * @param {boolean} [counts]
 * @returns {Counts}
 */
function count(output, code, counts) {
  if (!counts) return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  const [, passed, failed, skipped] = [...output.matchAll(CLOSING)].at(-1) ?? [];
  // Without a closing line, or failed for a reason that it doesn't count, a part has failed all the same.
  if (passed === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const said = { passed: Number(passed), failed: Number(failed), skipped: Number(skipped ?? 0) };
  return code !== 0 && said.failed === 0 ? { ...said, failed: 1 } : said;
}

/**
 * Runs lanes of parts side by side, the parts of a lane one after the other.
 *
 * @param {readonly (readonly Part[])[]} lanes
 * @returns {Promise<readonly Row[]>} in the order in which they ended
 */
export async function runLanes(lanes) {
  const rows = [];
  await Promise.all(
    lanes.map(async (parts) => {
      for (const part of parts) rows.push({ name: part.name, ...(await runPart(part)) });
    }),
  );
  return rows;
}

/**
 * Runs lanes of parts, and prints a table and the closing line.
 *
 * @param {readonly (readonly Part[])[]} lanes
 * @returns {Promise<number>} the exit code
 */
export const runParts = async (lanes) => closeWith(await runLanes(lanes));

/**
 * Prints a table of what has been run, and the closing line.
 *
 * @param {readonly Row[]} rows
 * @returns {number} the exit code
 */
export function closeWith(rows) {
  const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
  const width = Math.max(...rows.map(({ name }) => name.length));
  console.log();
  for (const { name, passed, failed, skipped } of rows) {
    console.log(
      `${failed > 0 ? "✗" : "✓"} ${name.padEnd(width)}  ${passed} passed, ${failed} failed, ${skipped} skipped.`,
    );
  }
  console.log(`\n${sum("passed")} passed, ${sum("failed")} failed, ${sum("skipped")} skipped`);
  return sum("failed") === 0 && sum("passed") > 0 ? 0 : 1;
}
