import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { basename } from "node:path";

/** The process that does a job. */
export interface Owner {
  readonly pid: number;
  /** When it began, in the words of its system: a number is given to other processes later on. */
  readonly since: string;
  readonly host: string;
  /** Which start of the system it belongs to, where the system tells. */
  readonly boot: string;
  /** The processes among which its number is one: containers each have their own. */
  readonly space: string;
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

const bootOfSystem = textOf(() => readFileSync("/proc/sys/kernel/random/boot_id", "latin1"))?.trim() ?? "";
const spaceOfNumbers = textOf(() => readlinkSync("/proc/self/ns/pid")) ?? "";

/** This process. */
export const thisProcess = (): Owner => ({
  pid: process.pid,
  since: beginOf(process.pid) ?? "",
  host: hostname(),
  boot: bootOfSystem,
  space: spaceOfNumbers,
  program: basename(process.argv[1] ?? process.execPath),
});

/** Whether a process is still there; undefined for one of another machine or container, which can't be asked for. */
export const isThere = ({ pid, since, host, boot, space }: Owner): boolean | undefined => {
  if (host !== hostname()) return undefined;
  if (boot !== bootOfSystem) return false;
  if (space !== spaceOfNumbers) return undefined;
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
