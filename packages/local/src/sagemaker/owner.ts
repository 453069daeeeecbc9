import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { basename } from "node:path";

/** The process that does a job. */
export interface Owner {
  readonly pid: number;
  /** When it began, in the words of its system: a number is given to other processes later on. */
  readonly since: string;
  readonly host: string;
  /** What it runs. */
  readonly program: string;
}

/** When a process began, and nothing where it is gone: one that has ended and that nobody asks about is gone, too. */
const beginOf = (pid: number): string | undefined => {
  if (process.platform === "linux") {
    const text = textOf(() => readFileSync(`/proc/${pid}/stat`, "latin1"));
    // The name of the program stands in brackets, and may hold anything; the fields go on behind it.
    const fields = text?.slice(text.lastIndexOf(")") + 2).split(" ");
    return fields === undefined || /^[ZX]$/.test(fields[0]!) ? undefined : fields[19];
  }
  const asked = textOf(() => execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }))?.trim();
  return asked === "" ? undefined : asked;
};

const textOf = (read: () => string): string | undefined => {
  try {
    return read();
  } catch {
    return undefined;
  }
};

/** This process. */
export const thisProcess = (): Owner => ({
  pid: process.pid,
  since: beginOf(process.pid) ?? "",
  host: hostname(),
  program: basename(process.argv[1] ?? process.execPath),
});

/** Whether a process is still there. That of another machine can't be asked for: it counts as being there. */
export const isThere = ({ pid, since, host }: Owner): boolean => {
  if (host !== hostname()) return true;
  return since === "" ? hasProcess(pid) : beginOf(pid) === since;
};

/** Whether there is a process of a number, where the system tells no more than that. */
const hasProcess = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
};
