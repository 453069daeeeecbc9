import { stat } from "node:fs/promises";
import { join } from "node:path";

const file = "requirements.txt";

/** Whether the folder of a script says which modules it needs: SageMaker installs them, and a job of this machine does not. */
export const hasRequirements = async (folder: string): Promise<boolean> =>
  (await stat(join(folder, file)).catch(() => undefined))?.isFile() ?? false;

/** What the log says of them. */
export const requirementsNote = (python: string): string =>
  `ATTENTION: ${file} is NOT installed by jobs on this machine. What it names must be there for ${python}: ${python} -m pip install -r ${file}`;

/** What is to be done where a module is missing that SageMaker would have installed; nothing where none is. */
export const missingModule = (errors: string, python: string): string => {
  const [, module] = /(?:ModuleNotFoundError|ImportError): No module named '?([\w.]+)/.exec(errors) ?? [];
  return module === undefined
    ? ""
    : `. The module ${module} is not there: ${file} is not installed by jobs on this machine; do so by: ${python} -m pip install -r ${file}`;
};
