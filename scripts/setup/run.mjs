import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { Problem } from "./problem.mjs";

const running = new Set();

/**
 * Counts a child among those that end with this process.
 *
 * @template {import("node:child_process").ChildProcess} Child
 * @param {Child} child started with `detached: true`
 * @returns {Child}
 */
export function tied(child) {
  running.add(child);
  child.once("close", () => running.delete(child));
  return child;
}

/**
 * Ends every command that is under way, and then this process, when a signal asks for it. It waits for them: npm, say,
 * goes on writing for a while, and the next run must not meet it.
 */
export function stopCommandsOnSignal() {
  for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })) {
    process.on(signal, async () => {
      await Promise.all([...running].map((child) => stopGroup(child, 5000)));
      process.exit(code);
    });
  }
}

/**
 * Ends a detached child and all that it started: asked first, then killed.
 *
 * @param {import("node:child_process").ChildProcess} child
 * @param {number} patience in milliseconds
 */
export async function stopGroup(child, patience) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = new Promise((resolve) => child.once("close", resolve));
  killGroup(child, "SIGTERM");
  const timer = setTimeout(() => killGroup(child, "SIGKILL"), patience);
  await closed;
  clearTimeout(timer);
}

/**
 * Signals a detached child and all that it started. A child that has already gone is no fault.
 *
 * @param {import("node:child_process").ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function killGroup(child, signal) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

/**
 * Runs a command to its end, its output in a log file, and fails with a {@link Problem} that shows the last lines.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, log: string, env?: NodeJS.ProcessEnv, signal?: AbortSignal, what?: string }} options
 *   `what` says in a failure what was being done; `signal` ends the command early
 * @returns {Promise<string>} what it printed
 */
export async function run(command, args, { cwd, log, env = process.env, signal, what }) {
  mkdirSync(dirname(log), { recursive: true });
  const file = createWriteStream(log);
  const child = tied(spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: true }));
  const stop = () => killGroup(child, "SIGTERM");
  signal?.addEventListener("abort", stop);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
      file.write(text);
    });
  }
  try {
    const code = await new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code, killedBy) => resolve(code ?? killedBy));
    });
    if (code !== 0) throw failure(what ?? [command, ...args].join(" "), code, output, log);
    return output;
  } catch (error) {
    if (error.code === "ENOENT") throw new Problem(`${command} was not found (${what}).`, `Install ${command}.`);
    throw error;
  } finally {
    signal?.removeEventListener("abort", stop);
    file.end();
  }
}

const CAUSES = [
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|name resolution|NewConnectionError|Max retries exceeded|Network is unreachable/,
    "A package registry can't be reached. Check the connection (and proxy settings), then run the same command again: it goes on where it stopped.",
  ],
  [
    /ENOSPC|No space left on device/,
    "The disk is full. Make room (about 1.1 GB are needed), then run the same command again.",
  ],
  [
    /EACCES|EPERM|Permission denied/,
    "A file can't be written. See that this folder belongs to you, then run the same command again.",
  ],
];

function failure(what, code, output, log) {
  const lines = output.trimEnd().split("\n");
  const tail = lines.slice(-15).map((line) => `    ${line}`);
  const cause = CAUSES.find(([pattern]) => pattern.test(output));
  const head = `${what} failed (${typeof code === "number" ? `exit code ${code}` : code})`;
  // Where the cause is known, what a tool said of it helps nobody.
  if (cause) return new Problem(`${head}. The whole log: ${log}`, cause[1]);
  return new Problem(`${head}:\n${tail.join("\n")}`, `The whole log: ${log}`);
}
