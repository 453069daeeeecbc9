import type { Json } from "@stepbook/asl";
import { type FailedStep, TaskError, type TaskResult } from "../host";
import type { MapRunLimits } from "../map-host";

/**
 * What came to an execution from outside, or what it did to the outside: plain JSON. All entries of an execution, in
 * their order, with its definition, input and seed, are enough to bring it to where it was.
 *
 * Whatever is asked of the host has a number, `of`: the first is 1, in the order in which it is asked for.
 */
export type Entry =
  /** Something that was asked for has come, at a time in milliseconds since 1970. */
  | { readonly of: number; readonly at: number; readonly news?: News }
  /** Somebody told it to do something. */
  | { readonly command: Command; readonly at: number }
  /** A task is about to begin: whether it did its work is not known until there is news of it. */
  | { readonly begun: number }
  /** What was asked for could not even be begun. */
  | { readonly refused: number; readonly failure: ToldFailure }
  /** It was ended when it had told so many events, while it was at work. */
  | { readonly halt: number }
  /** It gave way to others when it had looked at its stopwatch so often since the last thing that came. */
  | { readonly pause: number };

export type News =
  | { readonly result: ToldResult }
  | { readonly failure: ToldFailure }
  | { readonly submitted: ToldResult }
  | { readonly started: string | null }
  | { readonly heartbeat: true }
  /** The digest of a page of a data set; null at its end. The page itself is read again. */
  | { readonly page: string | null }
  | { readonly size: number };

export type Command =
  | { readonly stop: Reason }
  | { readonly redrive: true }
  | { readonly update: Partial<MapRunLimits>; readonly mapRun: number }
  | { readonly stop: Reason; readonly mapRun: number; readonly child: number };

export interface Reason {
  readonly error?: string;
  readonly cause?: string;
}

/** The result of a task: its JSON text where that is at hand. */
export type ToldResult = { readonly text: string } | { readonly output: Json };

export interface ToldFailure {
  readonly error?: string;
  readonly cause?: string;
  readonly step?: FailedStep;
  /** Of a fault that is none of a task's. */
  readonly fault?: string;
}

export const toldResult = ({ output, text }: TaskResult): ToldResult => (text === undefined ? { output } : { text });

export const resultOf = (told: ToldResult): TaskResult =>
  "text" in told ? { output: JSON.parse(told.text) as Json, text: told.text } : { output: told.output };

export const toldFailure = (thrown: unknown): ToldFailure => {
  if (!(thrown instanceof TaskError)) return { fault: thrown instanceof Error ? thrown.message : String(thrown) };
  const { error, cause, step } = thrown;
  return {
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
    ...(step === undefined ? {} : { step }),
  };
};

export const failureOf = ({ error, cause, step, fault }: ToldFailure): Error =>
  fault === undefined ? new TaskError(error, cause, step) : new Error(fault);
