import {
  closeSync,
  constants,
  fstatSync,
  fsync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  open,
  openSync,
  readSync,
  renameSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { lineOf } from "./lines";

/** A file is gone, or is shorter than what was written to it. */
export class LostFile extends Error {
  override readonly name = "LostFile";
}

/** A file to whose end lines are written. It is open only while that is done: there may be very many. */
export class AppendFile {
  #waiting: string[] = [];
  #isLost = false;
  /** Where its last whole line ends. */
  private size = 0;

  constructor(
    private readonly pathOf: () => string,
    /** All that it holds, where it can be made anew when somebody has taken it away. */
    private readonly restore?: () => readonly unknown[],
  ) {}

  get path(): string {
    return this.pathOf();
  }

  /** How many bytes it has on the disk. */
  get length(): number {
    return this.size;
  }

  /** Cuts off at the next writing what stands behind: a part of a line that its last process left. */
  goOnAt(size: number): void {
    this.size = size;
  }

  /** Has a record wait to be written. Gives the length of its line, in characters. */
  append(record: unknown): number {
    const line = lineOf(record);
    if (!this.#isLost) this.#waiting.push(line);
    return line.length;
  }

  /** Whether what is told of it goes nowhere. */
  get isLost(): boolean {
    return this.#isLost;
  }

  /** Writes nothing any more. */
  abandon(): void {
    this.#isLost = true;
    this.#waiting = [];
  }

  get hasWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /**
   * Writes what waits. What cannot be written goes on waiting, and of a line that was written in part nothing is left.
   *
   * @param sync Whether it is to outlast a loss of power, too.
   * @throws LostFile where somebody has taken the file away, and it can't be made anew.
   */
  flush(sync = false): void {
    if (this.#waiting.length === 0) return;
    const bytes = Buffer.from(this.#waiting.length === 1 ? this.#waiting[0]! : this.#waiting.join(""));
    try {
      const file = this.#open();
      try {
        writeWhole(file, bytes, this.size);
        if (sync) fsyncSync(file);
      } finally {
        closeSync(file);
      }
      this.size += bytes.length;
      this.#waiting = [];
    } catch (error) {
      if (!(error instanceof LostFile) || !this.restore) throw error;
      this.replace(this.restore());
    }
  }

  #open(): number {
    if (this.size === 0) mkdirSync(dirname(this.path), { recursive: true });
    try {
      return openSync(this.path, this.size === 0 ? "a" : constants.O_WRONLY | constants.O_APPEND);
    } catch (error) {
      throw (error as NodeJS.ErrnoException).code === "ENOENT" ? new LostFile("is gone") : error;
    }
  }

  /** Takes the place of what was there, at once and whole. */
  replace(records: readonly unknown[]): void {
    this.size = writeAtomically(this.path, Buffer.from(records.map(lineOf).join("")));
    this.#waiting = [];
  }
}

const writeWhole = (file: number, bytes: Buffer, size: number): void => {
  const found = fstatSync(file).size;
  if (found < size) throw new LostFile("was cut off by somebody");
  try {
    // The last process may have left a part of a line.
    if (found > size) ftruncateSync(file, size);
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
  } catch (error) {
    try {
      ftruncateSync(file, size);
    } catch {
      // It is cut before the next writing, and by who reads it.
    }
    throw error;
  }
};

/** Writes a file whole or not at all. Gives its size. */
export const writeAtomically = (path: string, bytes: Buffer): number => {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.new`;
  try {
    const file = openSync(temporary, "w");
    try {
      for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    try {
      unlinkSync(temporary);
    } catch {
      // It was not made.
    }
    throw error;
  }
  return bytes.length;
};

/** The bytes of a file from somewhere on. */
export const readFrom = (path: string, start: number, most = Number.POSITIVE_INFINITY): Buffer => {
  const file = openSync(path, "r");
  try {
    const length = Math.max(0, Math.min(fstatSync(file).size - start, most));
    const bytes = Buffer.alloc(length);
    let done = 0;
    for (let got = -1; done < length && got !== 0; done += got)
      got = readSync(file, bytes, done, length - done, start + done);
    return bytes.subarray(0, done);
  } finally {
    closeSync(file);
  }
};

/** Makes what was written to a file or a folder outlast a loss of power. One that is gone needs nothing. */
export const outlastPower = (path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const settle = (error: NodeJS.ErrnoException | null): void =>
      !error || error.code === "ENOENT" ? resolve() : reject(error);
    open(path, "r", (error, file) => {
      if (error) settle(error);
      else fsync(file, (failed) => closeAfter(file, () => settle(failed)));
    });
  });

const closeAfter = (file: number, then: () => void): void => {
  closeSync(file);
  then();
};
