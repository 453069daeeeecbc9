import { parseArgs } from "node:util";
import { environment, notebooks } from "./setup/places.mjs";
import { Problem, UsageProblem } from "./setup/problem.mjs";
import { createReport } from "./setup/report.mjs";
import { stopCommandsOnSignal } from "./setup/run.mjs";
import { freePort, isFree, startJupyter } from "./setup/server.mjs";
import { setUp } from "./setup/setup.mjs";

const FIRST_NOTEBOOK = "lab/tree/01-hello-world.ipynb";
const DEFAULT_PORT = 8888;
const USAGE = "npm start -- [--no-browser] [--port NUMBER]";

/**
 * Sets up what is not set up yet, then serves the notebooks until a signal comes.
 *
 * @param {readonly string[]} words the command's arguments
 */
export async function serveNotebooks(words) {
  const { browser, port: wanted } = readArguments(words);
  if (wanted !== undefined && !(await isFree(wanted))) {
    throw new Problem(
      `Port ${wanted} is in use.`,
      `Choose another, such as: npm start -- --port ${await freePort(wanted + 1)}`,
    );
  }
  const report = createReport();
  stopCommandsOnSignal();
  await setUp(report);
  const port = wanted ?? (await freePort(DEFAULT_PORT));
  const server = await report.step("JupyterLab", () =>
    startJupyter({ prefix: environment, folder: notebooks, port, browser, page: FIRST_NOTEBOOK }),
  );
  console.log(`Stepbook is ready: ${server.url}`);
  console.log("Ctrl-C stops it.");
  await untilStopped(server);
}

function readArguments(words) {
  let values;
  try {
    ({ values } = parseArgs({
      args: words,
      options: { "no-browser": { type: "boolean" }, port: { type: "string" } },
    }));
  } catch (error) {
    throw new UsageProblem(error.message.split(". ")[0], `Usage: ${USAGE}`);
  }
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port >= 1024 && port <= 65535)) {
    throw new UsageProblem(`--port takes a number from 1024 to 65535, not "${values.port}".`, `Usage: ${USAGE}`);
  }
  return { browser: !values["no-browser"], port };
}

/** Ends with the server: cleanly on a signal, as a problem when it ended by itself. */
async function untilStopped(server) {
  let asked = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.removeAllListeners(signal);
    process.on(signal, () => {
      if (!asked) console.log("\nStopping …");
      asked = true;
      server.stop();
    });
  }
  // Where npm is killed, nobody tells this process.
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    asked = true;
    server.stop();
  }, 1000);
  await server.ended;
  clearInterval(watch);
  if (!asked) throw new Problem("JupyterLab ended by itself.", "Its log: .venv/.stepbook/jupyter.log");
  console.log("Stopped.");
}
