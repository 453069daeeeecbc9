import type { Json } from "@stepbook/asl";

/** Time and chance, and all else that the engine does not do by itself. It holds no timer and no thread of its own. */
export interface Host {
  /** Milliseconds since 1970, by the clock that the execution goes by. */
  now(): number;
  /** Calls back once, after that many milliseconds of the execution's clock. Returns what calls it off. */
  sleep(milliseconds: number, wake: () => void): () => void;
  /** Milliseconds that really passed since some moment: to know when the engine has been at work for long. */
  elapsed(): number;
  /** Calls back as soon as the event loop has seen to all else. Returns what calls it off. */
  breathe(resume: () => void): () => void;
  /** Tells that the execution is at work (+1) or not any more (−1), so that a virtual clock stands still meanwhile. */
  busy(change: 1 | -1): void;
  /** From 0 to below 1. */
  random(): number;
  uuid(): string;
  /** The digest of a text in hexadecimal. Throws where the algorithm is unknown. */
  hash(algorithm: string, text: string): string;
  /** Begins a task. It may throw, too. */
  invoke(call: TaskCall): Invocation;
}

/** A task to do. */
export interface TaskCall {
  /** The `Resource` of the state. */
  readonly resource: string;
  readonly parameters: Json;
  /** The state's name, for messages. */
  readonly state: string;
  readonly executionArn: string;
  /** 0 for the first try. */
  readonly retryCount: number;
}

/** A task that was begun. */
export interface Invocation {
  /** Fulfils with the result; rejects with a {@link TaskError}. */
  readonly result: Promise<TaskResult>;
  /** Tells the task that nobody waits for it any more. */
  cancel(): void;
}

export interface TaskResult {
  readonly output: Json;
  /** The JSON text of the output, where it is at hand. */
  readonly text?: string;
}

/** How a task failed, in AWS's words: the error's name and its cause. */
export class TaskError extends Error {
  override readonly name = "TaskError";
  constructor(
    readonly error: string,
    override readonly cause: string,
  ) {
    super(`${error}: ${cause}`);
  }
}
