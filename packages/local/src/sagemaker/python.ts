import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, isAbsolute, join, resolve } from "node:path";
import { JobFailure } from "./failure";

/** A Python of this machine. */
export interface Python {
  /** Its path. */
  readonly path: string;
  /** Such as `3.11.2`. */
  readonly version: string;
  /** The version of the module that was looked for, where it was and has one. */
  readonly moduleVersion?: string;
}

interface Answer extends Python {
  readonly has: boolean;
}

/** Looks for a module without importing it, which takes seconds for some. */
const question = `
import importlib.metadata, importlib.util, json, sys
module = sys.argv[1]
told = {"version": ".".join(map(str, sys.version_info[:3])), "has": module == "" or importlib.util.find_spec(module) is not None}
if module and told["has"]:
    for name in importlib.metadata.packages_distributions().get(module, []):
        told["moduleVersion"] = importlib.metadata.version(name).split("+")[0]
print(json.dumps(told))
`;

const patienceMilliseconds = 30_000;

const asked = new Map<string, Promise<Answer | undefined>>();

const ask = (path: string, module: string): Promise<Answer | undefined> => {
  const key = `${path}\n${module}`;
  const known = asked.get(key);
  if (known) return known;
  const answer = new Promise<Answer | undefined>((done) => {
    const options = { timeout: patienceMilliseconds, encoding: "utf8" } as const;
    execFile(path, ["-c", question, module], options, (error, stdout) => {
      // No Python at all: macOS and pyenv have stand-ins that only say how to get one.
      if (error) done(undefined);
      else done({ path, ...(JSON.parse(stdout) as Omit<Answer, "path">) });
    });
  });
  asked.set(key, answer);
  // What is not there now may be installed the next moment.
  void answer.then((found) => found?.has || asked.delete(key));
  return answer;
};

/** Whether a file can be run. */
export const isProgram = (file: string): Promise<boolean> =>
  access(file, constants.X_OK).then(
    () => true,
    () => false,
  );

/** The programs of a name in PATH, or the one at a path. */
const programs = async (name: string): Promise<readonly string[]> => {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const places = name.includes("/") || isAbsolute(name) ? [resolve(name)] : folders.map((folder) => join(folder, name));
  const found: string[] = [];
  for (const place of places) if (await isProgram(place)) found.push(place);
  return found;
};

/** Where Pythons stand that PATH may not name: those of the system. */
const usual = ["/usr/bin/python3", "/usr/local/bin/python3", "/opt/homebrew/bin/python3"];

const candidates = async (): Promise<readonly string[]> => {
  const { STEPBOOK_PYTHON: preferred } = process.env;
  const names = [...(preferred ? [preferred] : []), "python3", ...usual, "python"];
  return [...new Set((await Promise.all(names.map(programs))).flat())];
};

/**
 * Finds a Python of this machine that has a module: that of STEPBOOK_PYTHON, then those of PATH and of the system.
 * Undefined where none has.
 *
 * @param module Its name where it is imported, such as `torch`; any Python will do where it is left out.
 * @example
 * const torch = await findPython("torch");
 * console.log(torch ? `${torch.path} has torch ${torch.moduleVersion}` : "no torch here");
 */
export const findPython = async (module = ""): Promise<Python | undefined> => {
  for (const path of await candidates()) {
    const found = await ask(path, module);
    if (!found?.has) continue;
    const { has: _, ...python } = found;
    return python;
  }
  return undefined;
};

/** What an image of a framework brings along, by a part of the name of its repository. */
const modules: readonly (readonly [part: RegExp, module: string])[] = [
  [/xgboost/, "xgboost"],
  [/pytorch/, "torch"],
  [/tensorflow/, "tensorflow"],
  [/scikit-learn/, "sklearn"],
];

/**
 * The path of the Python that stands for an image: the one that the user names, else one that has the image's framework,
 * else any. @throws JobFailure where there is none.
 */
export const pythonFor = async (named: string | undefined, image: string): Promise<string> => {
  if (named !== undefined) {
    const [path] = await programs(named);
    if (path !== undefined) return path;
    throw new JobFailure(
      "ClientError",
      `There is no Python at ${JSON.stringify(named)}, which local({ python }) names: name another, or leave it out`,
    );
  }
  const repository = image.slice(image.lastIndexOf("/") + 1);
  const [, module] = modules.find(([part]) => part.test(repository)) ?? [];
  const found = (module === undefined ? undefined : await findPython(module)) ?? (await findPython());
  if (found) return found.path;
  const { STEPBOOK_PYTHON: preferred } = process.env;
  const wish = preferred ? `at ${JSON.stringify(preferred)}, which STEPBOOK_PYTHON names, nor ` : "";
  throw new JobFailure(
    "ClientError",
    `There is no Python ${wish}in PATH: install one, or name it by local({ python }) or STEPBOOK_PYTHON`,
  );
};
