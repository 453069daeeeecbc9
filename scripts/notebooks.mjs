import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { at, bin, environment, jupyterEnv, notebooks, testEnvironment } from "./setup/places.mjs";
import { main, Problem } from "./setup/problem.mjs";
import { createReport } from "./setup/report.mjs";
import { run, stopCommandsOnSignal } from "./setup/run.mjs";
import { runningEnvironment, setUp } from "./setup/setup.mjs";

const MINUTES = 10;

/** The role that notebook 01 names, and its line for AWS in the place of the local one: nothing else is changed. */
const role = "StepFunctionsWorkflowExecutionRole";
const onAws = {
  notebook: "01-hello-world.ipynb",
  line: 'const backend = local({ functions: { "to-base64": toBase64 } });',
  becomes: `const backend = aws({ role: ${JSON.stringify(role)}, endpoint: process.env.STEPBOOK_ENDPOINT });`,
};
const functions = () => ({ "to-base64": ({ input }) => btoa(input) });

/**
 * Executes every notebook through its kernel, in a copy: what is in the repository is not touched. What asks AWS gets a
 * server of the tests' own, and the first notebook runs there, too.
 */
await main(async () => {
  stopCommandsOnSignal();
  const requirements = at("scripts/environment/requirements-test.txt");
  await setUp(createReport(), { environments: [runningEnvironment, { prefix: testEnvironment, requirements }] });
  process.env.STEPBOOK_TEST_PYTHON ??= bin(testEnvironment, "python");
  const output = mkdtempSync(join(tmpdir(), "stepbook-notebooks-"));
  // Beside the notebooks' own folder, so that a copy finds the packages of this clone.
  const copies = at(".stepbook", "notebooks");
  const account = await openAccount(output);
  const named = readdirSync(notebooks).filter((name) => name.endsWith(".ipynb"));
  const all = [...named.map((name) => join(notebooks, name)), copyOnAws(copies)];
  let failed = 0;
  try {
    for (const path of all) {
      const name = basename(path, ".ipynb");
      const begin = performance.now();
      try {
        await execute(path, output, account.env);
        console.log(`${name}: ran in ${((performance.now() - begin) / 1000).toFixed(1)} s`);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        failed++;
        console.log(`${name}: FAILED\n${error.message}`);
      }
    }
  } finally {
    await account.stop();
    rmSync(output, { recursive: true, force: true });
    rmSync(copies, { recursive: true, force: true });
  }
  console.log(`\nnotebooks: ${all.length - failed} passed, ${failed} failed, 0 skipped`);
  return failed === 0 && named.length > 0 ? 0 : 1;
});

async function execute(path, output, env) {
  const name = basename(path);
  const { metadata } = JSON.parse(readFileSync(path, "utf8"));
  const kernel = metadata.kernelspec?.name;
  if (kernel !== "tslab")
    throw new Problem(`${name} names the kernel "${kernel}".`, 'Save it with the kernel "tslab".');
  const args = ["-m", "nbconvert", "--to", "notebook", "--execute", `--ExecutePreprocessor.timeout=${MINUTES * 60}`];
  await run(bin(environment, "python"), [...args, "--output-dir", output, path], {
    cwd: dirname(path),
    log: join(output, `${name}.log`),
    what: name,
    env: jupyterEnv(environment, { ...process.env, ...env }),
  });
}

/** A copy of the first notebook in which one line is another: the one that its last cell shows, with an endpoint. */
function copyOnAws(folder) {
  const { notebook, line, becomes } = onAws;
  const document = JSON.parse(readFileSync(join(notebooks, notebook), "utf8"));
  const found = document.cells.filter((cell) => cell.cell_type === "code" && cell.source.join("").includes(line));
  if (found.length !== 1) throw new Problem(`${notebook} has the line ${line} ${found.length} times, not once.`);
  found[0].source = found[0].source
    .join("")
    .replace(line, becomes)
    .split(/(?<=\n)/);
  mkdirSync(folder, { recursive: true });
  const copy = join(folder, notebook.replace(".ipynb", "-on-aws.ipynb"));
  writeFileSync(copy, JSON.stringify(document));
  return copy;
}

/** An account for the notebooks, with a role in it, and credentials in files of its own: none of the user's are read. */
async function openAccount(folder) {
  const { startAccount } = await import("../packages/stepbook/test/moto/account.mjs");
  const account = await startAccount(functions);
  const credentials = join(folder, "credentials");
  writeFileSync(credentials, "[default]\naws_access_key_id = test\naws_secret_access_key = test\n");
  const env = {
    STEPBOOK_ENDPOINT: account.endpoint,
    AWS_REGION: "us-east-1",
    AWS_SHARED_CREDENTIALS_FILE: credentials,
    AWS_CONFIG_FILE: credentials,
    AWS_ACCESS_KEY_ID: undefined,
    AWS_SECRET_ACCESS_KEY: undefined,
    AWS_SESSION_TOKEN: undefined,
    AWS_PROFILE: undefined,
  };
  await createRole(account.endpoint);
  return { ...account, env };
}

/** As AWS's own tools ask for it: a form, whose signature nobody looks at here. */
async function createRole(endpoint) {
  const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [] });
  const form = { Action: "CreateRole", Version: "2010-05-08", RoleName: role, AssumeRolePolicyDocument };
  const Authorization =
    "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0";
  const answer = await fetch(endpoint, { method: "POST", headers: { Authorization }, body: new URLSearchParams(form) });
  if (!answer.ok) throw new Error(`CreateRole: ${await answer.text()}`);
}
