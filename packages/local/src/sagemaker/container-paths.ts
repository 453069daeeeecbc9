import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, extname, join, resolve, sep } from "node:path";
import { JobFailure } from "./failure";

/** Where a container has what is the job's folder here. */
const inContainer = "/opt/ml";

/** `/opt/ml` where it is a path, or the beginning of one. */
const mentions = /(?<![\w./-])\/opt\/ml(?![\w.-])/g;

/** A text that names paths of the container, with those of the job's folder in their place. */
export const mapped = (text: string, root: string): string => text.replace(mentions, () => root);

/** The folder that stands for one of the container. @throws JobFailure where it is none below /opt/ml. */
export const folderOf = (path: string, root: string): string => {
  const folder = resolve(root, `.${sep}${path.slice(inContainer.length)}`);
  if (path.startsWith(`${inContainer}/`) && folder.startsWith(root + sep)) return folder;
  throw new JobFailure("ClientError", `The LocalPath ${JSON.stringify(path)} is not below ${inContainer}`);
};

const programs = new Set([".py", ".js", ".mjs", ".cjs", ".sh"]);

/** Whether a file is the text of a program, by its name. */
const isProgramText = (file: string): boolean => programs.has(extname(file));

/** The programs in a job's folder that a part of a command line names: a path, or a line for a shell with some. */
export const programsIn = (text: string, root: string): readonly string[] =>
  text.split(/[\s'";&|=]+/).filter((part) => part.startsWith(root + sep) && isProgramText(part));

/**
 * Lets the programs beside an entry point find the job's folder where they name /opt/ml themselves: this machine has no
 * folder of that name, so it is replaced in the job's copy of their text.
 */
export const mapPrograms = async (entry: string, root: string): Promise<void> => {
  const folder = dirname(entry);
  if (!folder.startsWith(root + sep) || !(await stat(folder).catch(() => undefined))?.isDirectory()) return;
  for (const found of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!found.isFile() || !isProgramText(found.name)) continue;
    const file = join(found.parentPath, found.name);
    const text = await readFile(file, "latin1");
    const changed = mapped(text, Buffer.from(root).toString("latin1"));
    if (changed !== text) await writeFile(file, changed, "latin1");
  }
};
