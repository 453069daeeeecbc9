import { resolve } from "node:path";
import { createLocalStepFunctions, type LocalOptions, type LocalStepFunctions } from "@stepbook/local";
import { StepbookError } from "../errors";
import { inTslab } from "../notebook/tslab";

/** Where a notebook keeps its executions: beside it. */
const besideNotebook = ".stepbook";

/**
 * The folder that a backend keeps what it knows in: the one that is asked for, else in a notebook that of STEPBOOK_STORE
 * or `.stepbook` beside it. Runs that go by a clock of their own are not kept unless that is asked for.
 */
const usualFolder = ({ clock }: LocalOptions): string | undefined => {
  if (!inTslab() || typeof clock === "object") return undefined;
  return (process.env.STEPBOOK_STORE ?? besideNotebook) || undefined;
};

/** The folders of which it was said that they cannot be used: a notebook makes many backends. */
const told = new Set<string>();

const warnOnce = (folder: string, reason: string): void => {
  const path = resolve(folder);
  if (told.has(path)) return;
  told.add(path);
  console.warn(`Executions are kept in memory alone: the folder ${folder} cannot be used (${reason}).`);
};

/** The service of a backend, with its data folder. */
export function openLocal({ data, ...options }: LocalOptions): LocalStepFunctions {
  const folder = data ?? usualFolder(options);
  if (!folder) return createLocalStepFunctions(options);
  try {
    return createLocalStepFunctions({ ...options, data: folder });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    if (data === undefined) {
      warnOnce(folder, message);
      return createLocalStepFunctions(options);
    }
    throw new StepbookError(
      `local(…): data is a folder that can be written, but ${JSON.stringify(folder)} cannot be used: ${message}. Choose another, or data: false to keep all in memory.`,
    );
  }
}
