import { dirname } from "node:path";
import { later } from "../clock";
import { type AppendFile, LostFile, outlastPower } from "./append-file";

/** How long to wait before what could not be written is tried again, in milliseconds. */
const patience = 1000;

/** Something can't be written: why, without any path. */
export class NotKept extends Error {
  override readonly name = "NotKept";
}

/** Writes what waits in files: before an answer is given, before a task begins, and else as soon as there is a moment. */
export class Writer {
  readonly #waiting = new Set<AppendFile>();
  /** What is to be made to outlast a loss of power, and who waits for it. */
  #unsynced = new Set<string>();
  #round: Promise<void> | undefined;
  #planned = false;
  #isTryingAgain = false;
  #failure: Error | undefined;

  constructor(
    private readonly outlastsPower: () => boolean,
    /** Is told when something could not be written, once until it can be again. */
    private readonly warn: (message: string) => void,
    /** Writes what files lead to, before them. */
    private readonly prepare: () => void = () => undefined,
  ) {}

  /** Something waits in a file. */
  touch(file: AppendFile): void {
    this.#waiting.add(file);
    if (this.#planned) return;
    this.#planned = true;
    later(() => {
      this.#planned = false;
      this.flush();
    });
  }

  /** Writes one file now. Throws where it cannot. */
  seal(file: AppendFile): void {
    this.#write(file, this.outlastsPower());
    if (file.hasWaiting) throw new NotKept(this.#failure?.message);
  }

  /** Writes all that waits, as far as it can be written. */
  flush(): void {
    for (const file of [...this.#waiting]) this.#write(file, false);
  }

  /** Resolves when all that was to be written is. Rejects where it could not be. */
  async committed(): Promise<void> {
    this.flush();
    if (this.#waiting.size > 0 && this.#failure) throw this.#failure;
    // A round that goes on may hold what was written before it began; the next one holds all else.
    await this.#round;
    if (this.#unsynced.size > 0) this.#round ??= this.#sync();
    await this.#round;
  }

  /** Drops what waits: nothing is written any more. */
  forget(file: AppendFile): void {
    this.#waiting.delete(file);
  }

  #write(file: AppendFile, sync: boolean): void {
    const isNew = file.length === 0;
    try {
      this.prepare();
      file.flush(sync);
      this.#waiting.delete(file);
      if (!sync && this.outlastsPower()) this.#unsynced.add(file.path);
      if (isNew && this.outlastsPower()) this.#unsynced.add(dirname(file.path));
      if (this.#waiting.size === 0) this.#failure = undefined;
    } catch (error) {
      if (error instanceof LostFile) this.#abandon(file, error);
      else this.#tryAgain(file, error as NodeJS.ErrnoException);
    }
  }

  #tryAgain(file: AppendFile, error: NodeJS.ErrnoException): void {
    if (!this.#failure) this.warn(`${file.path} cannot be written: ${error.message}. It is tried again.`);
    this.#waiting.add(file);
    this.#failure = new NotKept(reasonOf(error));
    if (this.#isTryingAgain) return;
    this.#isTryingAgain = true;
    setTimeout(() => {
      this.#isTryingAgain = false;
      this.flush();
    }, patience).unref();
  }

  /** Somebody has taken the file away: what it is about goes on in memory. */
  #abandon(file: AppendFile, { message }: LostFile): void {
    file.abandon();
    this.#waiting.delete(file);
    this.warn(`${file.path} ${message}: what it kept goes on in memory alone.`);
  }

  /** All that wait at the same time wait for one round. */
  async #sync(): Promise<void> {
    const paths = [...this.#unsynced];
    this.#unsynced = new Set();
    try {
      await Promise.all(paths.map(outlastPower));
    } catch (error) {
      for (const path of paths) this.#unsynced.add(path);
      throw new NotKept(reasonOf(error as NodeJS.ErrnoException));
    } finally {
      this.#round = undefined;
    }
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: "no space is left on the disk of the data folder (ENOSPC)",
  EDQUOT: "the quota of the disk of the data folder is used up (EDQUOT)",
  EROFS: "the data folder can only be read (EROFS)",
  EACCES: "the data folder may not be written (EACCES)",
  EPERM: "the data folder may not be written (EPERM)",
  ENOENT: "the data folder is gone (ENOENT)",
  EMFILE: "the process has too many files open (EMFILE)",
};

/** Why something can't be written, without any path: those who ask need not know it. */
const reasonOf = ({ code = "", message }: NodeJS.ErrnoException): string =>
  reasons[code] ?? (code === "" ? message : `the data folder cannot be written (${code})`);
