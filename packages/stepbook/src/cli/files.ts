import { access, constants, readFile, rename, stat, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type HistoryEvent, type StateMachine, validate } from "@stepbook/asl";
import type { LocalFunction } from "@stepbook/local";
import { quote } from "../errors";
import { type ImportModule, UsageError } from "./command";

/** A file's text. The message says what the file was wanted for. */
const read = async (path: string, what: string): Promise<string> => {
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

/** A definition that may run, as text, and what is doubtful about it. */
export const readDefinition = async (path: string): Promise<{ text: string; warnings: readonly string[] }> => {
  const text = await read(path, "the definition");
  const definition = parse(text, path);
  const told = validate(definition as StateMachine).map(({ severity, message, location }) => ({
    severity,
    line: location === "" ? message : `${message}  → ${location}`,
  }));
  const errors = told.filter(({ severity }) => severity === "error");
  if (errors.length > 0)
    throw new UsageError(
      [`${path} is not a state machine that Step Functions takes:`, ...errors.map(({ line }) => `  ${line}`)].join(
        "\n",
      ),
    );
  return { text, warnings: told.map(({ line }) => line) };
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

/** Refuses a path that can't be written, before anything runs. */
export const assertWritable = async (path: string): Promise<void> => {
  const folder = dirname(resolve(path));
  try {
    await access(folder, constants.W_OK);
  } catch {
    throw new UsageError(`--history: nothing can be written to the folder ${quote(folder)}`);
  }
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) throw new UsageError(`--history: ${quote(path)} is a folder`);
};

/** Writes a history as GetExecutionHistory gives it: whole, or not at all. */
export const writeHistory = async (path: string, events: readonly HistoryEvent[]): Promise<void> => {
  const unfinished = `${path}.${process.pid}.part`;
  await writeFile(unfinished, `${JSON.stringify({ events }, null, 2)}\n`);
  await rename(unfinished, path);
};
