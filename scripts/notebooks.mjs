import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { compareHistories, startService } from "./notebook-histories.mjs";
import { at, bin, environment, jupyterEnv, notebooks, testEnvironment } from "./setup/places.mjs";
import { main, Problem } from "./setup/problem.mjs";
import { runningEnvironment, testingEnvironment } from "./setup/python.mjs";
import { createReport } from "./setup/report.mjs";
import { run, stopCommandsOnSignal } from "./setup/run.mjs";
import { setUp } from "./setup/setup.mjs";
import { findTorch } from "./setup/torch.mjs";

const MINUTES = 10;

/** The role that the notebooks name, and the line for AWS in the place of the local one. */
const role = "StepFunctionsWorkflowExecutionRole";
const onAws = `const backend = aws({ role: ${JSON.stringify(role)}, endpoint: process.env.STEPBOOK_ENDPOINT });`;

/**
 * The notebooks that run on AWS, too, with one line replaced: the one that their last cell shows. There they run on an
 * emulator, without the cells that hold what it does not do.
 */
const copies = [
  {
    notebook: "01-hello-world.ipynb",
    line: 'const backend = local({ functions: { "to-base64": toBase64 } });',
    without: [],
  },
  {
    notebook: "02-abalone.ipynb",
    line: `const backend = local({ s3: ".stepbook/s3" });`,
    without: ["const predicted =", "const dot =", "const answer ="],
    why: "moto's jobs end without having trained or predicted anything, and its endpoints give no predictions",
  },
  {
    notebook: "03-pytorch-mnist.ipynb",
    line: `const backend = local({ s3: ".stepbook/s3" });`,
    without: ["const answers =", "const mistakes =", "const [digit] =", "const shown ="],
    why: "moto's jobs end without having trained anything, and its endpoints give no predictions",
  },
];

/** The notebook that runs on `stepbook serve`, too, and the machines whose histories must then be the same. */
const served = {
  ...copies[0],
  onAws: "const backend = aws({ endpoint: process.env.STEPBOOK_ENDPOINT });",
  machines: ["first", "hello-world"],
};

/** Those that are run once more on the store of the first time; all that run on this machine in the long run. */
const repeated = process.env.STEPBOOK_TEST_LENGTH ? copies.map(({ notebook }) => notebook) : [served.notebook];

/** What notebooks print of how well they did, and how well that must be. */
const figures = {
  "02-abalone": {
    line: /^rmse ([\d.]+) \(mean ([\d.]+), least squares [\d.]+\)$/m,
    isGood: (rmse, mean) => Number(rmse) <= 0.75 * Number(mean),
    expected: "an RMSE of at most 0.75 of the mean's",
  },
  "03-pytorch-mnist": {
    line: /^accuracy ([\d.]+) \((.+)\)$/m,
    isGood: (accuracy, by) => Number(accuracy) >= 0.95 && (torch === undefined || by.startsWith("torch ")),
    expected: "an accuracy of at least 0.95, by PyTorch where a Python here has it",
  },
};

/** The functions of the account on AWS; the jobs are moto's, so that nothing is trained for a second time beside it. */
const functions = () => ({
  "to-base64": ({ input }) => btoa(input),
  ...Object.fromEntries(
    ["createTrainingJob.sync", "createTransformJob.sync", "createModel", "createEndpointConfig", "createEndpoint"].map(
      (action) => [`arn:aws:states:::sagemaker:${action}`, () => ({})],
    ),
  ),
});

/** The Python that has PyTorch; undefined where none has. */
let torch;

/**
 * Executes every notebook through its kernel, in a copy: what is in the repository is not touched. What asks AWS gets a
 * server of the tests' own, on which those that run on AWS, too, run once more. One runs on `stepbook serve`, as well:
 * its histories are those of its own process.
 */
await main(async () => {
  stopCommandsOnSignal();
  const report = createReport();
  await setUp(report, { environments: [runningEnvironment, testingEnvironment] });
  process.env.STEPBOOK_TEST_PYTHON ??= bin(testEnvironment, "python");
  const { STEPBOOK_DATA: given } = process.env;
  if (given) process.env.STEPBOOK_DATA = resolve(process.env.INIT_CWD ?? process.cwd(), given);
  // As the kernel finds its Pythons.
  process.env.PATH = jupyterEnv(environment).PATH;
  torch = await findTorch(report);
  const { findPython } = await import("../packages/local/lib/index.js");
  for (const [name, python] of Object.entries({ xgboost: await findPython("xgboost"), torch }))
    console.log(python ? `${name} ${python.moduleVersion}: ${python.path}` : `${name}: no Python here has it`);
  const output = mkdtempSync(join(tmpdir(), "stepbook-notebooks-"));
  // Beside the notebooks' own folder, so that a copy finds the packages of this clone.
  const folder = at(".stepbook", "notebooks");
  const account = await openAccount(output);
  const storeOf = (notebook) => join(output, `${notebook}.store`);
  const service = await startService(output, storeOf("service"));
  const onService = { ...account.env, STEPBOOK_ENDPOINT: service.endpoint };
  const named = readdirSync(notebooks).filter((name) => name.endsWith(".ipynb"));
  const runs = [
    ...named.map((name) => ({ path: join(notebooks, name) })),
    ...copies.map((copy) => ({ path: copyOnAws(folder, copy, "on-aws") })),
    { path: copyOnAws(folder, served, "served"), env: onService },
    {
      title: `${served.notebook}: equal histories in process and over HTTP`,
      job: async () => {
        await service.stop();
        const events = await compareHistories(storeOf(served.notebook), storeOf("service"), served.machines);
        return `${events} events, `;
      },
    },
    ...repeated.map((name) => ({ path: join(notebooks, name), title: `${name}, again on what it kept` })),
  ];
  let failed = 0;
  try {
    for (const { path = "", env = account.env, title, job } of runs) {
      const name = basename(path, ".ipynb");
      const begin = performance.now();
      try {
        const store = { STEPBOOK_STORE: storeOf(basename(path)) };
        const told = job ? await job() : readFigures(name, await execute(path, output, { ...env, ...store }));
        console.log(`${title ?? name}: ${told}ran in ${((performance.now() - begin) / 1000).toFixed(1)} s`);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        failed++;
        console.log(`${title ?? name}: FAILED\n${error.message}`);
      }
    }
  } finally {
    await account.stop();
    await service.stop();
    rmSync(output, { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  }
  for (const { notebook, why } of copies)
    if (why) console.log(`${notebook} on AWS: some cells are left out, since ${why}.`);
  if (!torch)
    console.log("Skipped: 03-pytorch-mnist with PyTorch. No Python here has it, and only root can add Debian's.");
  console.log(`\nnotebooks: ${runs.length - failed} passed, ${failed} failed, ${torch ? 0 : 1} skipped`);
  return failed === 0 && named.length > 0 ? 0 : 1;
});

/** Executes a notebook and gives what its cells printed. */
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
  const { cells } = JSON.parse(readFileSync(join(output, name), "utf8"));
  const outputs = cells.flatMap((cell) => cell.outputs ?? []);
  return outputs.flatMap((one) => (one.name === "stdout" ? one.text : [])).join("");
}

/** The figures among what a notebook printed, which it must have and which must be good. */
function readFigures(name, text) {
  if (!Object.hasOwn(figures, name)) return "";
  const { line, isGood, expected } = figures[name];
  const found = line.exec(text);
  if (!found) throw new Problem(`${name} prints no line such as ${line}.`, `It printed:\n${text}`);
  const [told, ...values] = found;
  if (!isGood(...values)) throw new Problem(`${name}: ${told}`, `Expected: ${expected}.`);
  return `${told}\n${" ".repeat(name.length + 2)}`;
}

/** A copy of a notebook in which one line is another, and some cells are left out. */
function copyOnAws(folder, { notebook, line, without, onAws: another = onAws }, as) {
  const document = JSON.parse(readFileSync(join(notebooks, notebook), "utf8"));
  const holding = (text) =>
    document.cells.filter((cell) => cell.cell_type === "code" && cell.source.join("").includes(text));
  for (const text of [line, ...without])
    if (holding(text).length !== 1)
      throw new Problem(`${notebook} has the line ${text} ${holding(text).length} times, not once.`);
  const [found] = holding(line);
  found.source = found.source
    .join("")
    .replace(line, another)
    .split(/(?<=\n)/);
  const left = without.flatMap(holding);
  document.cells = document.cells.filter((cell) => !left.includes(cell));
  mkdirSync(folder, { recursive: true });
  for (const part of ["code", "data"]) cpSync(join(notebooks, part), join(folder, part), { recursive: true });
  const copy = join(folder, notebook.replace(".ipynb", `-${as}.ipynb`));
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
