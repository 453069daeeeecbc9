import { readFileSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { at, bin, environment, logs, root, stepfunctionsEnvironment, testEnvironment } from "./places.mjs";
import { run } from "./run.mjs";
import { hashOf, once } from "./stamps.mjs";

/**
 * A virtual environment of Python.
 *
 * @typedef {{ prefix: string, requirements: string, what: string, proof: string, existing?: boolean }} Environment
 *   `what` is in it, for people; `proof`: a path below the prefix that is there when it is whole; `existing`: the prefix
 *   is a Python environment of the caller's, to be installed into, not made
 */

const requirements = (name) => at("scripts/environment", name);

const withJupyterLab = { what: "JupyterLab", proof: join("bin", "jupyter") };

/** What `npm start` needs. @type {Environment} */
export const runningEnvironment = {
  ...withJupyterLab,
  prefix: environment,
  requirements: requirements("requirements.txt"),
};

/** What `npm test` needs beside it. @type {Environment} */
export const testingEnvironment = {
  ...withJupyterLab,
  prefix: testEnvironment,
  requirements: requirements("requirements-test.txt"),
};

/** The Python SDK of Step Functions, which wants versions that nothing else wants. @type {Environment} */
export const pythonSdkEnvironment = {
  prefix: stepfunctionsEnvironment,
  requirements: requirements("requirements-stepfunctions.txt"),
  what: "the Python SDK of Step Functions",
  proof: join("bin", "python"),
};

/**
 * Makes an environment, unless it was made from the same requirements.
 *
 * @param {ReturnType<import("./report.mjs").createReport>} report
 * @param {{ command: string, version: string }} python makes it
 * @param {Environment} environment
 * @param {AbortSignal} [signal] ends it early
 */
export async function installPython(report, python, { prefix, requirements, what, proof, existing }, signal) {
  const stamp = join(prefix, ".stepbook", "python.stamp");
  const key = hashOf([], [prefix, python.version, ...textsOf(requirements)]);
  await once({ stamp, key, proof: [join(prefix, proof)] }, () =>
    report.step(existing ? what : `Python environment ${relative(prefix)} with ${what}`, async () => {
      const log = join(logs, `${basename(prefix)}.log`);
      if (!existing) {
        rmSync(prefix, { recursive: true, force: true });
        await run(python.command, ["-m", "venv", prefix], { cwd: root, log, signal, what: "python -m venv" });
      }
      const pip = ["-m", "pip", "install", "--disable-pip-version-check", "--no-compile", "--quiet"];
      const args = [...pip, "--requirement", requirements];
      await run(bin(prefix, "python"), args, { cwd: root, log, signal, what: "pip install" });
    }),
  );
}

const relative = (path) => (path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path);

/** A requirements file, and those that it begins with. @returns {readonly string[]} */
function textsOf(path) {
  const text = readFileSync(path, "utf8");
  const named = [...text.matchAll(/^-r (\S+)$/gm)].map(([, name]) => join(dirname(path), name));
  return [text, ...named.flatMap(textsOf)];
}
