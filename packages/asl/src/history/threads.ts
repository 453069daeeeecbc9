import type { Attempt, ItemCounts, StateStatus } from "./progress";

/** What surrounds a state's visit: the visit of the Parallel or Map that it is part of. */
export interface Frame {
  readonly owner: number;
  /** Which item of a Map. */
  readonly item?: number;
  readonly parent: Frame | undefined;
}

/** Where an event stands: within which visit, or after the exit of which state, and in which frame. */
export interface Place {
  readonly visit?: number;
  readonly left?: string;
  readonly frame: Frame | undefined;
}

/** One stay in a state, from entering it to leaving it, with all its tries. */
export interface Visit {
  /** The id of the event that entered it. */
  readonly id: number;
  readonly name: string;
  /** The state's type, as the event that entered it tells. */
  readonly type: string;
  readonly frame: Frame | undefined;
  /** The event before it was entered. */
  readonly cause: number;
  readonly attempts: readonly Attempt[];
  readonly items?: ItemCounts;
  /** How its last try failed, until another try begins or the state ends. */
  readonly failure?: Failure;
  /** Whether a Map or Parallel has told that all within it is over. */
  readonly over?: boolean;
}

export interface Failure {
  readonly status: "failed" | "timedOut" | "aborted";
  readonly error?: string;
  readonly cause?: string;
}

/** A visit that ended badly, as it was, and the counts of its items as they were told at its end. */
export interface Lapsed {
  readonly visit: Visit;
  readonly items: ItemCounts | undefined;
}

/**
 * The memory of a reducer: which place each event had, which visits go on, the worst end of each state, and which visits
 * go on again where the execution is redriven.
 */
export interface Threads {
  readonly places: ReadonlyMap<number, Place>;
  readonly visits: ReadonlyMap<number, Visit>;
  readonly worst: ReadonlyMap<string, StateStatus>;
  readonly lapsed: ReadonlyMap<number, Lapsed>;
  readonly redriven: boolean;
}

const gravity: Readonly<Record<StateStatus, number>> = {
  notStarted: 0,
  notTaken: 0,
  running: 0,
  succeeded: 1,
  caught: 2,
  aborted: 3,
  timedOut: 4,
  failed: 5,
};

/** Of two ends of a state, the one that matters more to a reader. */
export const worse = (one: StateStatus | undefined, other: StateStatus): StateStatus =>
  one !== undefined && gravity[one] >= gravity[other] ? one : other;
