import { cp, stat } from "node:fs/promises";
import { extname, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { S3 } from "../s3";
import { unpackFrom } from "./archive";
import { type Script, sortedHyperparameters } from "./environment";
import { JobFailure } from "./failure";
import { pythonFor } from "./python";
import type { CreateTrainingJobInput } from "./shapes";

/** The script that the hyperparameters name; undefined where the image has a program of its own. */
export const scriptOf = ({ HyperParameters }: CreateTrainingJobInput): Script | undefined => {
  const { platform } = sortedHyperparameters(HyperParameters);
  const { sagemaker_program: program, sagemaker_submit_directory: source } = platform;
  if (program === undefined && source === undefined) return undefined;
  const named = { sagemaker_program: program, sagemaker_submit_directory: source };
  for (const [name, value] of Object.entries(named)) {
    if (typeof value === "string" && value !== "") continue;
    const want = "script mode needs sagemaker_program, such as train.py, and sagemaker_submit_directory";
    throw new JobFailure(
      "ClientError",
      `The hyperparameter ${name} is missing: ${want}, such as s3://…/sourcedir.tar.gz`,
    );
  }
  return { program: program as string, source: source as string };
};

/** Lays the folder of a script out: a .tar.gz of S3, or a folder of this machine as `file:///…`. */
export const layOut = async (s3: S3, { program, source }: Script, folder: string): Promise<void> => {
  if (source.startsWith("s3://")) await unpackFrom(s3, source, folder);
  else if (source.startsWith("file:")) await copyFolder(fileURLToPath(source), folder);
  else {
    const forms = "s3://bucket/…/sourcedir.tar.gz, or file:///… for a folder of this machine";
    throw new JobFailure("ClientError", `sagemaker_submit_directory is ${forms}; here it is ${JSON.stringify(source)}`);
  }
  const file = resolve(folder, program);
  const there = file.startsWith(folder + sep) && (await stat(file).catch(() => undefined))?.isFile();
  if (!there) throw new JobFailure("ClientError", `The entry point ${program} is not in ${source}`);
};

const copyFolder = async (from: string, to: string): Promise<void> => {
  if (!(await stat(from).catch(() => undefined))?.isDirectory())
    throw new JobFailure("ClientError", `sagemaker_submit_directory names no folder of this machine: ${from}`);
  await cp(from, to, { recursive: true, dereference: true });
};

/** What runs a script, by the ending of its name. */
const runners: Readonly<Record<string, (python: string | undefined, image: string) => Promise<string>>> = {
  ".py": pythonFor,
  ".js": async () => process.execPath,
  ".mjs": async () => process.execPath,
  ".cjs": async () => process.execPath,
  ".sh": async () => "/bin/sh",
};

/** What runs a script of an image: the user's Python, Node or the shell. */
export const runnerOf = (program: string, python: string | undefined, image: string): Promise<string> => {
  const ending = extname(program);
  const runner = Object.hasOwn(runners, ending) ? runners[ending] : undefined;
  if (runner) return runner(python, image);
  const known = Object.keys(runners).join(", ");
  throw new JobFailure("ClientError", `The entry point ${program} can't be run: its name ends in one of ${known}`);
};
