// Real clients of AWS against `stepbook serve`: each is a process of its own, with a server of its own.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { closeWith, runLanes } from "../../scripts/parts.mjs";
import { bin, testEnvironment } from "../../scripts/setup/places.mjs";
import { findPython } from "../../scripts/setup/prerequisites.mjs";
import { main, UsageProblem } from "../../scripts/setup/problem.mjs";
import { installPython, pythonSdkEnvironment, testingEnvironment } from "../../scripts/setup/python.mjs";
import { createReport } from "../../scripts/setup/report.mjs";
import { stopCommandsOnSignal } from "../../scripts/setup/run.mjs";
import { build } from "../../scripts/setup/setup.mjs";
import { clients } from "./clients.mjs";
import { startServer } from "./server.mjs";
import { startTap } from "./tap.mjs";

/** What clients find around them: no account, no profile, nobody to ask for one. */
const surroundings = {
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
  AWS_REGION: "us-east-1",
  AWS_DEFAULT_REGION: "us-east-1",
  AWS_CONFIG_FILE: "/dev/null",
  AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_PAGER: "",
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  SAGEMAKER_SUPPRESS_V2_WARNING: "1",
  // The command line is started often: it is compiled once, whatever is usual here.
  PYTHONDONTWRITEBYTECODE: "",
};

await main(async () => {
  stopCommandsOnSignal();
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { write: { type: "boolean" } } });
  const unknown = positionals.find((name) => clients.every((client) => client.name !== name));
  if (unknown !== undefined)
    throw new UsageProblem(`There is no client ${unknown}. There are ${clients.map(({ name }) => name).join(", ")}.`);
  const chosen = clients.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  if (values.write && chosen.length < clients.length)
    throw new UsageProblem("--write takes the answers of all clients: name none.");
  await setUp();
  const { rows, answers } = await tried(chosen);
  rows.push(...(await heldAgainstModel(answers)));
  if (chosen.length === clients.length) rows.push(await heldAgainstTable(answers, values.write));
  return closeWith(rows);
});

/** Python's environments and the build: nothing to do where they are as they should be. */
async function setUp() {
  const report = createReport();
  const python = findPython();
  await build(report);
  for (const each of [testingEnvironment, pythonSdkEnvironment]) await installPython(report, python, each);
}

/**
 * Runs the tests of some clients, and keeps what they were answered. The command line, which is slow to start, has a
 * lane of its own.
 *
 * @typedef {import("./tap.mjs").Answer} Answer
 */
async function tried(chosen) {
  const servers = [];
  try {
    const parts = [];
    for (const { name, command, server: how } of chosen) {
      const server = await startServer(how);
      servers.push(server);
      const tap = await startTap(server.endpoint);
      servers.unshift(tap);
      const found = { STEPBOOK_ENDPOINT: tap.endpoint, ...(how?.token && { AWS_ACCESS_KEY_ID: how.token }) };
      parts.push({ name, command, counts: true, env: { ...surroundings, ...found }, tap });
    }
    const lanes = [parts.filter(({ name }) => name === "cli"), parts.filter(({ name }) => name !== "cli")];
    const rows = await runLanes(lanes);
    /** @type {Map<string, readonly Answer[]>} */
    const answers = new Map(parts.map(({ name, tap }) => [name, tap.answers]));
    return { rows, answers };
  } finally {
    for (const each of servers) await each.stop();
  }
}

/** Holds all answers against the model that botocore has of the service. */
async function heldAgainstModel(answers) {
  const folder = mkdtempSync(join(tmpdir(), "stepbook-answers-"));
  const file = join(folder, "answers.json");
  writeFileSync(file, JSON.stringify(Object.fromEntries(answers)));
  const command = [bin(testEnvironment, "python"), "test/clients/answers.py", file];
  try {
    return await runLanes([[{ name: "answers, by AWS's model", command, env: surroundings, counts: true }]]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Holds the table in the documentation against what each client was answered, or writes it. */
async function heldAgainstTable(answers, write) {
  const { differencesOf, writeTable } = await import("./table.mjs");
  const answered = new Map(
    [...answers].map(([name, all]) => [
      name,
      new Set(all.filter(({ status }) => status === 200).map(({ operation }) => operation)),
    ]),
  );
  if (write) writeTable(answered);
  const differences = differencesOf(answered);
  if (differences.length > 0)
    console.log(`\ndocs/clients.md says otherwise (npm run clients -- --write mends it):\n${differences.join("\n")}`);
  const failed = differences.length > 0 ? 1 : 0;
  return { name: "table in docs/clients.md", passed: 1 - failed, failed, skipped: 0 };
}
