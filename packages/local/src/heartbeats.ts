import { statSync, utimesSync } from "node:fs";

/** How often a process gives a sign of life to those that can't ask its system for it, in milliseconds. */
export const beatEvery = 5000;

/** For how long there must be none until it counts as gone, in milliseconds. */
const patience = 20_000;

/** Gives a sign of life: the file or folder counts as changed now. */
export const beat = (path: string): void => {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch {
    // It is gone, or can only be read: then nobody else can take it over, either.
  }
};

/**
 * Watches signs of life of processes. What counts is how long this process has seen none: the clocks of two machines may
 * differ, and both may have slept.
 */
export class Heartbeats {
  readonly #seen = new Map<string, { readonly changed: number; readonly at: number }>();

  /** @param now Milliseconds that have passed since some moment, without sleep. */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Whether the process that has a file or folder may be alive. */
  isAlive(path: string): boolean {
    const changed = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (changed === undefined) return false;
    const seen = this.#seen.get(path);
    if (seen?.changed === changed) return this.now() - seen.at < patience;
    this.#seen.set(path, { changed, at: this.now() });
    return true;
  }

  /** Forgets all but these. */
  keepOnly(paths: ReadonlySet<string>): void {
    for (const path of this.#seen.keys()) if (!paths.has(path)) this.#seen.delete(path);
  }
}
