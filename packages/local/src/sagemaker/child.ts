import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

export interface Command {
  /** The program, as a path. */
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The folder that is removed where this process is gone. */
  readonly root: string;
  /** Whether this process may end while it runs, and ends it then. */
  readonly background?: boolean;
  readonly env: Readonly<Record<string, string>>;
}

export type Stream = "stdout" | "stderr";

export interface Child {
  /** The exit code; 128 and the number of the signal where one ended it. */
  readonly exitCode: Promise<number>;
  /** Asks the program to end; after the time of grace it is killed, with all that it started. */
  readonly stop: (graceMilliseconds: number) => void;
}

/**
 * Runs the program in a group of its own. The end of file 3, whose other side this process holds, tells that this
 * process is gone, however it ended: then the whole group is killed, and its folder removed. SIGTERM goes on to the program alone.
 */
const supervisor = `root=$1; shift
"$@" 3<&- &
child=$!
( read _ <&3; kill -KILL "$child"; rm -rf -- "$root"; kill -KILL 0 ) >/dev/null 2>&1 &
trap 'kill -TERM "$child"' TERM
wait "$child"; code=$?
while kill -0 "$child" 2>/dev/null; do wait "$child"; code=$?; done
exit "$code"`;

/** Kills what is left of a group. */
const killGroup = (pid: number): void => {
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
};

const eachLine = async (stream: Readable, tell: (line: string) => void): Promise<void> => {
  const lines = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
  lines.on("line", tell);
  await once(lines, "close");
};

/** Starts a program; `tell` gets each line that it prints. It ends with this process at the latest. */
export const startChild = (command: Command, tell: (line: string, stream: Stream) => void): Child => {
  const { file, args, cwd, env, root } = command;
  const child = spawn("/bin/sh", ["-c", supervisor, "stepbook", root, file, ...args], {
    cwd,
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const { pid } = child;
  if (command.background) for (const held of [child, ...child.stdio]) (held as { unref?(): void } | null)?.unref?.();
  const stdout = eachLine(child.stdout as Readable, (line) => tell(line, "stdout"));
  const stderr = eachLine(child.stderr as Readable, (line) => tell(line, "stderr"));
  let timer: NodeJS.Timeout | undefined;
  const ended = once(child, "exit").then(([code, signal]) => {
    clearTimeout(timer);
    if (pid !== undefined) killGroup(pid);
    return typeof code === "number" ? code : signal === "SIGKILL" ? 137 : 143;
  });
  return {
    exitCode: Promise.all([ended, stdout, stderr]).then(([code]) => code),
    stop: (graceMilliseconds) => {
      if (pid === undefined || child.exitCode !== null || child.signalCode !== null || timer) return;
      child.kill("SIGTERM");
      timer = setTimeout(() => killGroup(pid), graceMilliseconds);
    },
  };
};
