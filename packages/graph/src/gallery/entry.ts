import {
  type ExecutionStatus,
  type ItemCounts,
  type Progress,
  type StateMachine,
  type StateStatus,
  startProgress,
} from "@stepbook/asl";
import type { Direction } from "../view";

/** A workflow, and how far an execution of it is, that shows one thing of the drawing. */
export interface GalleryEntry {
  readonly definition: StateMachine;
  readonly direction?: Direction;
  readonly run?: Run;
  /** The names of the Parallels and Maps that are collapsed; by default as the drawing does it. */
  readonly collapsed?: readonly string[];
}

/** An execution in short. Times are seconds since its start. */
export interface Run {
  readonly status: ExecutionStatus;
  readonly now: number;
  readonly error?: string;
  readonly cause?: string;
  readonly states: Readonly<Record<string, StateRun>>;
  readonly taken: readonly (readonly [from: string, to: string])[];
}

export interface StateRun {
  readonly status: StateStatus;
  readonly from: number;
  readonly to?: number;
  readonly active?: number;
  readonly failedTries?: readonly string[];
  readonly error?: string;
  readonly cause?: string;
  readonly items?: ItemCounts;
}

export const START = Date.UTC(2026, 0, 5, 2, 0, 0);

export const progressOf = (run: Run): Progress => {
  const at = (seconds: number): number => START + Math.round(seconds * 1000);
  const taken = new Map<string, Set<string>>();
  for (const [from, to] of run.taken) taken.set(from, (taken.get(from) ?? new Set()).add(to));
  const states = Object.entries(run.states).map(([name, { status, from, to, active, failedTries = [], ...rest }]) => {
    const times = { startTime: at(from), ...(to !== undefined && { endTime: at(to) }) };
    const tries = failedTries.map((error, i) => ({
      status: "failed" as const,
      startTime: at(from + i),
      endTime: at(from + i + 1),
      error,
    }));
    const running = active ?? (to === undefined ? 1 : 0);
    const state = { ...rest, ...times, status, entered: 1, active: running, succeeded: to === undefined ? 0 : 1 };
    return [name, { ...state, attempts: [...tries, { status, ...times }] }] as const;
  });
  const over = run.status !== "RUNNING";
  return {
    ...startProgress(),
    status: run.status,
    startTime: START,
    ...(over && { stopTime: at(run.now) }),
    ...(run.error !== undefined && { error: run.error }),
    ...(run.cause !== undefined && { cause: run.cause }),
    states: new Map(states),
    taken,
  };
};

/** A run as it was at an earlier time. */
export const runAt = (run: Run, now: number): Run => {
  if (now >= run.now) return run;
  const begun = Object.entries(run.states).filter(([, { from }]) => from <= now);
  const states = Object.fromEntries(
    begun.map(([name, { to, error, cause, ...state }]): [string, StateRun] =>
      to !== undefined && to <= now
        ? [name, { ...run.states[name]! }]
        : [
            name,
            {
              ...state,
              status: "running",
              failedTries: (state.failedTries ?? []).slice(0, Math.floor(now - state.from)),
            },
          ],
    ),
  );
  const taken = run.taken.filter(([, to]) => Object.hasOwn(states, to));
  return { status: "RUNNING", now, states, taken };
};
