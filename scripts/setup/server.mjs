import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { bin, jupyterEnv } from "./places.mjs";
import { Problem } from "./problem.mjs";
import { stopGroup, tied } from "./run.mjs";

const HOST = "127.0.0.1";

/** @param {number} port @returns {Promise<boolean>} whether the port can be listened on */
export function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, HOST, () => probe.close(() => resolve(true)));
  });
}

/** The first free port from `first` on, of twenty. */
export async function freePort(first) {
  for (let port = first; port < first + 20; port++) if (await isFree(port)) return port;
  throw new Problem(`None of the ports ${first} to ${first + 19} is free.`, "Choose one: npm start -- --port 9000");
}

/**
 * Starts a Jupyter server on loopback and waits until it answers.
 *
 * @param {{ prefix: string, folder: string, port: number, app?: "lab" | "notebook", page?: string,
 *   browser?: boolean, env?: NodeJS.ProcessEnv, args?: readonly string[], seconds?: number }} options
 *   `prefix`: the Python environment; `folder`: what it serves; `page`: the path that the URL opens
 * @returns {Promise<{ url: string, origin: string, token: string, ended: Promise<void>, stop: () => Promise<void> }>}
 */
export async function startJupyter(options) {
  const { prefix, folder, port, app = "lab", page = "lab", browser = false, env = process.env, args = [] } = options;
  // By environment, not by argument: a process list shows arguments.
  const token = randomBytes(24).toString("hex");
  const logPath = join(prefix, ".stepbook", "jupyter.log");
  mkdirSync(dirname(logPath), { recursive: true });
  const log = openSync(logPath, "w");
  const settings = {
    "ServerApp.ip": HOST,
    "ServerApp.port": port,
    "ServerApp.port_retries": 0,
    "ServerApp.root_dir": folder,
    "ServerApp.open_browser": browser,
    "ServerApp.default_url": `/${page}`,
    // In a container the user is often root; loopback and the token still stand.
    "ServerApp.allow_root": process.getuid?.() === 0,
  };
  const words = Object.entries(settings).map(([name, value]) => `--${name}=${pythonOf(value)}`);
  const module = app === "lab" ? "jupyterlab" : "notebook";
  const child = tied(
    spawn(bin(prefix, "python"), ["-m", module, ...words, ...args], {
      cwd: folder,
      // A group of its own: Ctrl-C in a terminal reaches this process alone, which then ends the server cleanly.
      detached: true,
      stdio: ["ignore", log, log],
      env: { ...jupyterEnv(prefix, env), JUPYTER_TOKEN: token },
    }),
  );
  closeSync(log);
  const ended = new Promise((resolve) => child.once("close", resolve)).then(() => {});
  const stop = () => stopGroup(child, 8000);
  const origin = `http://${HOST}:${port}`;
  await untilItAnswers(`${origin}/api/status?token=${token}`, child, logPath, options.seconds ?? 60).catch(
    async (error) => {
      await stop();
      throw error;
    },
  );
  return { url: `${origin}/${page}?token=${token}`, origin, token, ended, stop };
}

async function untilItAnswers(url, child, logPath, seconds) {
  const end = Date.now() + seconds * 1000;
  const tail = () => readFileSync(logPath, "utf8").trimEnd().split("\n").slice(-12).join("\n    ");
  while (Date.now() < end) {
    if (child.exitCode !== null) throw new Problem(`JupyterLab ended at once:\n    ${tail()}`, `Its log: ${logPath}`);
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(100);
  }
  throw new Problem(`JupyterLab did not answer within ${seconds} s:\n    ${tail()}`, `Its log: ${logPath}`);
}

/** Jupyter reads its options as Python. */
const pythonOf = (value) => (typeof value === "boolean" ? (value ? "True" : "False") : value);
