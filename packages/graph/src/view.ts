import type { ExecutionStatus, ItemCounts } from "@stepbook/asl";

/** The MIME type of a {@link WorkflowView}. Its number is the major version of the contract. */
export const MIME_TYPE = "application/vnd.stepbook.v1+json";

/** The minor version of the contract that this code writes. */
export const MINOR_VERSION = 1;

/** The way that a graph grows. */
export type Direction = "down" | "right";

/** One letter a status, so that a thousand states are a string of a thousand letters. */
export const STATUS_LETTERS = {
  n: "notStarted",
  r: "running",
  s: "succeeded",
  f: "failed",
  c: "caught",
  t: "timedOut",
  a: "aborted",
  x: "notTaken",
} as const;

/**
 * What a notebook saves and the view shows: a workflow and, where it runs, its execution. It is whole (each update
 * replaces the one before it), stands alone (nothing is fetched to show it) and is bounded. Readers ignore keys that
 * they do not know. Times are milliseconds since 1970. Indices are those of the states in depth-first order, which is
 * the order of `statesOf(definition)` of @stepbook/asl.
 */
export interface WorkflowView {
  /** The minor version of the contract. */
  readonly version: number;
  /** Grows with each update of one output; an older one is ignored. */
  readonly rev: number;
  readonly name: string;
  readonly direction: Direction;
  /** The definition as JSON text: cheap to copy, and parsed once. */
  readonly definition: string;
  readonly execution?: ExecutionView;
}

export interface ExecutionView {
  readonly arn: string;
  readonly name: string;
  readonly status: ExecutionStatus;
  readonly startTime?: number;
  readonly stopTime?: number;
  /** When this was made, by the clock of the execution. */
  readonly now: number;
  readonly error?: string;
  readonly cause?: string;
  /** Status letters, one a state. */
  readonly statuses: string;
  /** Start and duration of each state that was entered, flat: index, start − startTime, duration or −1 while it runs. */
  readonly times: readonly number[];
  /** The tries of states that were tried more than once, or that failed. */
  readonly attempts?: readonly AttemptsView[];
  readonly items?: readonly ItemsView[];
  /** Visits going on now, of states that are active more than once: index, count, flat. */
  readonly active?: readonly number[];
  /** The ways taken: from index, to index, flat. */
  readonly taken: readonly number[];
  readonly errors?: readonly ErrorView[];
  /** The jobs that tasks have begun, the newest of a state last. */
  readonly jobs?: readonly JobView[];
  /** Inputs and outputs, JSON text of at most 2 kB each. Only there when asked for: they can hold secrets. */
  readonly io?: readonly IoView[];
  /** How many events there are in all, and the last of them. */
  readonly eventCount: number;
  readonly events: readonly EventView[];
  /** What had to be left out to stay within bounds. */
  readonly dropped?: readonly string[];
}

export interface AttemptsView {
  readonly state: number;
  readonly tries: readonly {
    readonly status: keyof typeof STATUS_LETTERS;
    readonly start: number;
    readonly duration?: number;
    readonly error?: string;
    readonly cause?: string;
  }[];
}

export interface ItemsView extends ItemCounts {
  readonly state: number;
}

export interface ErrorView {
  readonly state: number;
  readonly error?: string;
  readonly cause?: string;
}

export interface IoView {
  readonly state: number;
  readonly input?: string;
  readonly output?: string;
  /** Which of the two were cut. */
  readonly cut?: readonly ("input" | "output")[];
}

/** A job that a task has begun, such as a training job of SageMaker. */
export interface JobView {
  readonly state: number;
  /** What it is, in words, such as `training job`. */
  readonly kind: string;
  readonly name: string;
  /** As its service says it, such as `InProgress`; and what it is at, such as `Downloading`. */
  readonly status?: string;
  readonly phase?: string;
  readonly startTime?: number;
  readonly endTime?: number;
  /** Why it failed. */
  readonly reason?: string;
  /** Why nothing more is known of it. */
  readonly notice?: string;
  /** The last values of its metrics. */
  readonly metrics?: readonly { readonly name: string; readonly value: number }[];
  /** The last lines of its log. */
  readonly log?: readonly string[];
  /** Its page, and that of its log, in the console of AWS. */
  readonly links?: { readonly resource?: string; readonly logs?: string };
}

/** The same, with its state by name. */
export type StateJob = Omit<JobView, "state"> & { readonly state: string };

export interface EventView {
  readonly id: number;
  readonly type: string;
  /** Milliseconds since the execution's start. */
  readonly at: number;
  readonly state?: number;
  readonly detail?: string;
}
