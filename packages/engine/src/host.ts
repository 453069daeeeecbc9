import type { Json } from "@stepbook/asl";
import type { MapHost } from "./map-host";

/** Time and chance, and all else that the engine does not do by itself. It holds no timer and no thread of its own. */
export interface Host extends MapHost {
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

/**
 * How a task answers: at once (`response`), when the job that it began is done (`completion`: `.sync`), or when somebody
 * hands in its token (`callback`: `.waitForTaskToken`, and activities).
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html
 */
export type TaskPattern = "response" | "completion" | "callback";

/** A task to do. */
export interface TaskCall {
  /** The `Resource` of the state. */
  readonly resource: string;
  readonly pattern: TaskPattern;
  readonly parameters: Json;
  /** The state's name, for messages. */
  readonly state: string;
  readonly executionArn: string;
  /** 0 for the first try. */
  readonly retryCount: number;
  /** What whoever ends the task names it by. Each try has another; tasks that answer at once have none. */
  readonly taskToken?: string;
  /** The role of the state's Credentials. */
  readonly roleArn?: string;
  readonly timeoutSeconds?: number;
  readonly heartbeatSeconds?: number;
  readonly signals: TaskSignals;
}

/** How a task tells what becomes known before it ends. After its end nothing of it counts. */
export interface TaskSignals {
  /** An activity: a worker has taken it. Other tasks start by being invoked. */
  started(workerName?: string): void;
  /** A task that does not answer at once: the service has accepted it, with this answer. */
  submitted(answer: TaskResult): void;
  /** The task is alive: its HeartbeatSeconds begin anew. */
  heartbeat(): void;
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

/** The step at which a task failed: before it was scheduled, as it started, as it was submitted, or at its work. */
export type FailedStep = "ScheduleFailed" | "StartFailed" | "SubmitFailed" | "Failed";

/**
 * How a task failed, in AWS's words: the error's name and its cause, each of which may be missing.
 *
 * @example throw new TaskError("Lambda.TooManyRequestsException", "Rate exceeded")
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export class TaskError extends Error {
  override readonly name = "TaskError";
  constructor(
    readonly error: string | undefined,
    override readonly cause: string | undefined,
    /** Where it is left out: `SubmitFailed` until the task has been submitted where it is to be, else `Failed`. */
    readonly step?: FailedStep,
  ) {
    super(`${error}: ${cause}`);
  }
}
