import { Contents } from "./execution-file";
import type { KeptExecution } from "./kept-execution";
import { DamagedFile } from "./lines";

/** So many bytes of what has ended are kept at hand. */
const most = 64 * 1024 * 1024;

/** The contents of executions that have ended, those that were asked for last: the others are read when asked for. */
export class Shelf {
  readonly #contents = new Map<KeptExecution, { readonly contents: Contents; readonly bytes: number }>();
  #bytes = 0;

  constructor(private readonly onForget: (execution: KeptExecution) => void) {}

  /** @throws DamagedFile */
  contentsOf(execution: KeptExecution): Contents {
    const contents = this.#contents.get(execution)?.contents ?? new Contents();
    // Another process may have gone on with it.
    try {
      contents.read(execution.file.path);
    } catch (error) {
      throw (error as NodeJS.ErrnoException).code === "ENOENT" && execution.end
        ? new DamagedFile(execution.file.path, 0, "the file is gone")
        : error;
    }
    this.put(execution, contents);
    return contents;
  }

  put(execution: KeptExecution, contents: Contents): void {
    this.drop(execution);
    const bytes = bytesOf(execution);
    this.#contents.set(execution, { contents, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#contents.keys()) {
      if (this.#bytes <= most || oldest === execution) return;
      this.drop(oldest);
      this.onForget(oldest);
    }
  }

  drop(execution: KeptExecution): void {
    this.#bytes -= this.#contents.get(execution)?.bytes ?? 0;
    this.#contents.delete(execution);
  }
}

/** At least so much, that those which are nearly empty count, too. */
const bytesOf = ({ file }: KeptExecution): number => 1000 + file.length;
