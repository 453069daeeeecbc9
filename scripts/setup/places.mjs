import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the clone. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** A path in the clone. */
export const at = (...parts) => join(root, ...parts);

/** The environment that `npm start` runs, and the one that tests add their own tools to. */
export const environment = at(".venv");
export const testEnvironment = at(".venv-test");

export const notebooks = at("notebooks");

/** Logs of set-up commands. */
export const logs = at(".stepbook", "logs");

/** An executable of a Python environment. */
export const bin = (prefix, name) => join(prefix, "bin", name);
