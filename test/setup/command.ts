import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export interface Command {
  readonly child: ChildProcess;
  /** What it printed so far, both streams. */
  readonly output: () => string;
  readonly ended: Promise<number | string | null>;
  /** Resolves when the output matches, rejects when the command ends before it does. */
  readonly prints: (pattern: RegExp) => Promise<RegExpMatchArray>;
}

/** Starts a command in a process group of its own, as a terminal does. */
export function start(
  command: string,
  args: readonly string[],
  { cwd = root, env = process.env }: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Command {
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  const watchers = new Set<() => void>();
  const add = (chunk: string) => {
    text += chunk;
    for (const watcher of watchers) watcher();
  };
  child.stdout.setEncoding("utf8").on("data", add);
  child.stderr.setEncoding("utf8").on("data", add);
  const ended = new Promise<number | string | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(code ?? signal));
  });
  const prints = (pattern: RegExp) =>
    new Promise<RegExpMatchArray>((resolve, reject) => {
      const look = () => {
        const match = text.match(pattern);
        if (!match) return;
        watchers.delete(look);
        resolve(match);
      };
      watchers.add(look);
      look();
      ended.then((code) => reject(new Error(`ended with ${code} before printing ${pattern}:\n${text}`)), reject);
    });
  return { child, output: () => text, ended, prints };
}

/** Signals a command and all that it started. */
export function signal(command: Command, name: NodeJS.Signals): void {
  if (command.child.pid !== undefined) process.kill(-command.child.pid, name);
}

/** Ends a command, where it has not ended by itself, and waits until it has. */
export async function end(command: Command): Promise<void> {
  if (command.child.exitCode === null && command.child.signalCode === null) signal(command, "SIGTERM");
  await command.ended;
}

/** What a stranger would clone: the files of this working tree that git does not ignore, in an empty folder. */
export function freshClone(): string {
  const folder = mkdtempSync(join(tmpdir(), "stepbook-clone-"));
  const options = { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 } as const;
  const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], options);
  const deleted = new Set(execFileSync("git", ["ls-files", "-z", "--deleted"], options).split("\0"));
  for (const file of files.split("\0").filter((name) => name !== "" && !deleted.has(name))) {
    cpSync(join(root, file), join(folder, file), { recursive: true });
  }
  return folder;
}
