import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { beat, Heartbeats } from "../heartbeats";
import { isThere, type Owner, thisProcess } from "../owner";

/** The part of a data folder that one process writes: its name tells whose it is. All others only read it. */
export interface ProcessFolder {
  /** Its name among its like. */
  name: string;
  readonly owner: Owner | undefined;
}

const free = "free";
const freeName = /^free-[\da-f]{8}$/;

/**
 * The parts of a data folder. That of a process which is gone is taken over by the next that looks: it is renamed, which
 * one alone of several succeeds in.
 */
export class ProcessFolders {
  readonly path: string;
  readonly #heartbeats = new Heartbeats();

  constructor(data: string) {
    this.path = join(data, "processes");
    mkdirSync(this.path, { recursive: true });
  }

  pathOf({ name }: ProcessFolder, ...more: readonly string[]): string {
    return join(this.path, name, ...more);
  }

  /** When one came or went last, in milliseconds since 1970. */
  get changed(): number {
    return statSync(this.path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  }

  list(): readonly ProcessFolder[] {
    // Somebody may have taken the folder away, to begin anew.
    mkdirSync(this.path, { recursive: true });
    const found = readdirSync(this.path, { withFileTypes: true })
      .map((entry) => ({ name: entry.name, owner: ownerIn(entry.name), isFolder: entry.isDirectory() }))
      .filter(({ name, owner, isFolder }) => isFolder && (owner !== undefined || freeName.test(name)));
    this.#heartbeats.keepOnly(new Set(found.map((folder) => this.pathOf(folder))));
    return found;
  }

  /** Whether a process that is still there writes it. */
  isTaken(folder: ProcessFolder): boolean {
    const { owner } = folder;
    return owner !== undefined && (isThere(owner) ?? this.#heartbeats.isAlive(this.pathOf(folder)));
  }

  /** Tells processes of other machines that this one is still there. */
  beat(folder: ProcessFolder): void {
    beat(this.pathOf(folder));
  }

  /** One that nobody has had before. */
  make(): ProcessFolder {
    const folder = ownFolder();
    mkdirSync(this.pathOf(folder));
    return folder;
  }

  /** Makes one this process's own; undefined where another was faster. */
  take(folder: ProcessFolder): ProcessFolder | undefined {
    const own = ownFolder();
    return this.#rename(folder, own.name) ? own : undefined;
  }

  /** Gives one back: the next that looks takes it over. */
  giveBack(folder: ProcessFolder): void {
    this.#rename(folder, `${free}-${randomUUID().slice(0, 8)}`);
  }

  /** Whether one is still there: nobody has taken it away. */
  has(folder: ProcessFolder): boolean {
    return existsSync(this.pathOf(folder));
  }

  #rename(folder: ProcessFolder, name: string): boolean {
    try {
      renameSync(this.pathOf(folder), join(this.path, name));
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
      throw error;
    }
  }
}

const encoded = (text: string): string => Buffer.from(text).toString("base64url");
const decoded = (text: string): string => Buffer.from(text, "base64url").toString();

const ownFolder = (): ProcessFolder => {
  const owner = thisProcess();
  const { pid, since, host, boot, space } = owner;
  const name = [pid, ...[since, host, boot, space].map(encoded), randomUUID().slice(0, 8)].join(".");
  return { name, owner };
};

const ownerIn = (name: string): Owner | undefined => {
  const [pid = "", ...words] = name.split(".");
  if (words.length !== 5 || !/^\d+$/.test(pid)) return undefined;
  const [since = "", host = "", boot = "", space = ""] = words.map(decoded);
  return { pid: Number(pid), since, host, boot, space, program: "" };
};
