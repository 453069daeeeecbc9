import type { KeptExecution } from "./kept-execution";
import type { Part } from "./part";

/** How much is kept of executions that have ended: the oldest go first. */
export interface Keep {
  /** How many of them: 20,000. */
  readonly executions?: number;
  /** How many bytes they may take: 1 GiB. */
  readonly bytes?: number;
}

const usual = { executions: 20_000, bytes: 2 ** 30 };

/** Sees that what is kept of executions that have ended stays within its bounds. */
export class Retention {
  readonly #keep: Required<Keep>;
  /** In the order in which they ended, but for those of earlier processes: these by their beginning. */
  readonly #ended = new Map<KeptExecution, number>();
  #bytes = 0;

  constructor(
    keep: Keep | undefined,
    private readonly remove: (execution: KeptExecution) => void,
  ) {
    this.#keep = { ...usual, ...keep };
  }

  begin(parts: readonly Part[]): void {
    const ended = parts.flatMap((part) => [...part.executions].filter(({ end }) => end));
    for (const execution of ended.sort((one, other) => one.number - other.number)) this.add(execution);
  }

  /** One has ended. */
  add(execution: KeptExecution): void {
    this.drop(execution);
    this.#ended.set(execution, execution.file.length);
    this.#bytes += execution.file.length;
    for (const oldest of this.#ended.keys()) {
      if (this.#ended.size <= this.#keep.executions && this.#bytes <= this.#keep.bytes) return;
      if (oldest === execution) return;
      this.drop(oldest);
      this.remove(oldest);
    }
  }

  /** One goes on. */
  drop(execution: KeptExecution): void {
    this.#bytes -= this.#ended.get(execution) ?? 0;
    this.#ended.delete(execution);
  }
}
