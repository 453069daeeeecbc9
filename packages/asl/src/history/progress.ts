import type { Threads } from "./threads";

/** The status of an execution, in AWS's words. */
export type ExecutionStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED" | "PENDING_REDRIVE";

/** What a state has come to, of all its visits the one that matters most to a reader. */
export type StateStatus =
  | "notStarted"
  | "running"
  | "succeeded"
  | "failed"
  | "caught"
  | "timedOut"
  | "aborted"
  | "notTaken";

/** One try of a state: the first, or one after a Retry. Times are milliseconds since 1970. */
export interface Attempt {
  readonly status: StateStatus;
  readonly startTime: number;
  readonly endTime?: number;
  readonly error?: string;
  readonly cause?: string;
}

/** How many items of a Map, over all its visits, stand where. `queued` have not started. */
export interface ItemCounts {
  readonly total: number;
  readonly queued: number;
  readonly running: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly aborted: number;
}

/** What the history tells of one state, over all its visits. Times are milliseconds since 1970. */
export interface StateProgress {
  readonly status: StateStatus;
  /** How many times it was entered. */
  readonly entered: number;
  /** How many visits are going on now: more than 1 in a Map. */
  readonly active: number;
  /** How many visits ended well. */
  readonly succeeded: number;
  /** When its latest visit began, and ended. */
  readonly startTime?: number;
  readonly endTime?: number;
  /** The tries of its latest visit, oldest first. */
  readonly attempts: readonly Attempt[];
  readonly items?: ItemCounts;
  readonly error?: string;
  readonly cause?: string;
  /** The JSON text of its latest visit's input and output, where the history has them. */
  readonly input?: string;
  readonly output?: string;
  /** What a task is, as the history says: its resource, and the ARN or id that the service gave the job. */
  readonly resource?: string;
}

/** An execution so far. Made by `reduce`, read by views; never changed in place. */
export interface Progress {
  readonly status: ExecutionStatus;
  readonly startTime?: number;
  readonly stopTime?: number;
  readonly error?: string;
  readonly cause?: string;
  readonly input?: string;
  readonly output?: string;
  /** By state name. Names are unique in a machine, and are data: hence a Map. */
  readonly states: ReadonlyMap<string, StateProgress>;
  /** The ways taken: from a state's name to the names of those that followed it. */
  readonly taken: ReadonlyMap<string, ReadonlySet<string>>;
  /** The id of the last event reduced. */
  readonly lastEventId: number;
  /** What `reduce` remembers to know which visit an event belongs to. Of no use to others. */
  readonly threads: Threads;
}
