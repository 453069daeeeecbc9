import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the clone. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** A path in the clone. */
export const at = (...parts) => join(root, ...parts);

/** The environment that `npm start` runs, and the one that tests add their own tools to. */
export const environment = at(".venv");
export const testEnvironment = at(".venv-test");

/** The one in which tests have the Python SDK of Step Functions. */
export const stepfunctionsEnvironment = at(".venv-stepfunctions");

export const notebooks = at("notebooks");

/** Logs of set-up commands. */
export const logs = at(".stepbook", "logs");

/** An executable of a Python environment. */
export const bin = (prefix, name) => join(prefix, "bin", name);

/**
 * What Jupyter and its kernels need around them to use a Python environment and this Node.
 *
 * @param {string} prefix
 * @param {NodeJS.ProcessEnv} env
 */
export const jupyterEnv = (prefix, env = process.env) => ({
  ...env,
  // The kernel installed here, even where the user's home holds another of that name.
  JUPYTER_PREFER_ENV_PATH: "1",
  PATH: [bin(prefix, ""), dirname(process.execPath), env.PATH].join(delimiter),
});
