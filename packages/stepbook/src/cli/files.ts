import { access, constants, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { HistoryEvent } from "@stepbook/asl";
import type { LocalFunction } from "@stepbook/local";
import { quote } from "../errors";
import { type ImportModule, type Terminal, UsageError } from "./command";

/** A file's text. The message says what the file was wanted for. */
export const read = async (path: string, what: string): Promise<string> => {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(code === "ENOENT" ? `${what}: there is no file ${quote(path)}` : `${what}: ${message}`);
  }
};

const parse = (text: string, where: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${where} is not JSON: ${(error as Error).message}`);
  }
};

/** An input as JSON text: given as it stands, or by `@file`. */
export const readInput = async (given: string): Promise<string> => {
  const path = given.startsWith("@") ? given.slice(1) : undefined;
  const text = path === undefined ? given : await read(path, "--input");
  parse(text, path ?? "--input");
  return text;
};

/** The functions of a module: its exports, and the members of its default export. */
export const readFunctions = async (
  path: string,
  importModule: ImportModule,
): Promise<Readonly<Record<string, LocalFunction>>> => {
  await read(path, "--functions");
  const { default: others, ...named } = (await importModule(pathToFileURL(resolve(path)).href).catch((error) => {
    throw new UsageError(`--functions: ${path} can't be loaded: ${error instanceof Error ? error.message : error}`);
  })) as { readonly default?: object };
  const functions = Object.fromEntries(
    [...Object.entries(others ?? {}), ...Object.entries(named)].filter(([, value]) => typeof value === "function"),
  );
  if (Object.keys(functions).length === 0)
    throw new UsageError(
      `--functions: ${path} exports no function. Such as: export default { "to-base64": ({ input }) => btoa(input) };`,
    );
  return functions as Record<string, LocalFunction>;
};

/** Refuses a path that can't be written, before anything is done. */
export const assertWritable = async (path: string, option: string, input?: string): Promise<void> => {
  const folder = dirname(resolve(path));
  const folderFound = await stat(folder).catch(() => undefined);
  if (!folderFound?.isDirectory()) throw new UsageError(`${option}: there is no folder ${quote(folder)}`);
  try {
    await access(folder, constants.W_OK);
  } catch {
    throw new UsageError(`${option}: nothing can be written to the folder ${quote(folder)}`);
  }
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) throw new UsageError(`${option}: ${quote(path)} is a folder`);
  if (found && !found.isFile()) throw new UsageError(`${option}: ${quote(path)} is not a file`);
  const source = input === undefined ? undefined : await stat(input).catch(() => undefined);
  if (found && source && found.ino === source.ino && found.dev === source.dev)
    throw new UsageError(`${option}: ${quote(path)} is the definition itself, which would be lost. Name another file.`);
};

/** Writes a file: whole, or not at all. */
export const writeWhole = async (path: string, text: string): Promise<void> => {
  const unfinished = `${path}.${process.pid}.part`;
  try {
    await writeFile(unfinished, text);
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw new UsageError(`${quote(path)} can't be written: ${(error as Error).message}`);
  }
};

/** Gives a text to the file that `-o` names, which is not the one it is made of; else to standard output. */
export const give = async (
  output: string | undefined,
  input: string,
  terminal: Terminal,
  make: () => Promise<string>,
): Promise<void> => {
  if (output === undefined) return terminal.out(await make());
  await assertWritable(output, "-o", input);
  await writeWhole(output, await make());
};

/** Writes a history as GetExecutionHistory gives it. */
export const writeHistory = (path: string, events: readonly HistoryEvent[]): Promise<void> =>
  writeWhole(path, `${JSON.stringify({ events }, null, 2)}\n`);
