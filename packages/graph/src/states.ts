import type { StateStatus } from "@stepbook/asl";
import {
  type AttemptsView,
  type ErrorView,
  type ExecutionView,
  type IoView,
  type ItemsView,
  type JobView,
  STATUS_LETTERS,
} from "./view";

/** What a view tells of one state, gathered from the payload's lists. Times are milliseconds since 1970. */
export interface StateView {
  readonly status: StateStatus;
  readonly startTime?: number;
  /** Missing while it runs. */
  readonly duration?: number;
  readonly active: number;
  readonly tries: AttemptsView["tries"];
  readonly items?: ItemsView;
  readonly error?: ErrorView;
  /** The jobs that it has begun, the newest last. */
  readonly jobs: readonly JobView[];
  readonly io?: IoView;
}

export const statusOfLetter = (letter: string | undefined): StateStatus =>
  letter !== undefined && Object.hasOwn(STATUS_LETTERS, letter)
    ? STATUS_LETTERS[letter as keyof typeof STATUS_LETTERS]
    : "notStarted";

/**
 * The states of an execution by index: the payload's flat and sparse lists, read. A state that is as it was before is
 * the same object, so that what has changed is found without looking into it.
 */
export const statesOfView = (
  execution: ExecutionView | undefined,
  count: number,
  before: readonly StateView[] = [],
): readonly StateView[] =>
  readStates(execution, count).map((state, i) => {
    const old = before[i];
    return old && isSame(old, state) ? old : state;
  });

const NO_TRIES: AttemptsView["tries"] = [];
const NO_JOBS: readonly JobView[] = [];

const readStates = (execution: ExecutionView | undefined, count: number): readonly StateView[] => {
  const states: { -readonly [K in keyof StateView]: StateView[K] }[] = Array.from({ length: count }, (_, i) => ({
    status: statusOfLetter(execution?.statuses[i]),
    active: 0,
    tries: NO_TRIES,
    jobs: NO_JOBS,
  }));
  if (!execution) return states;
  const { times, active, attempts, items, errors, jobs, io, startTime = 0 } = execution;
  for (let i = 0; i + 2 < times.length; i += 3) {
    const state = states[times[i]!];
    if (!state) continue;
    state.startTime = startTime + times[i + 1]!;
    if (times[i + 2]! >= 0) state.duration = times[i + 2]!;
  }
  for (let i = 0; active && i + 1 < active.length; i += 2) {
    const state = states[active[i]!];
    if (state) state.active = active[i + 1]!;
  }
  for (const one of attempts ?? []) if (states[one.state]) states[one.state]!.tries = one.tries;
  for (const one of items ?? []) if (states[one.state]) states[one.state]!.items = one;
  for (const one of errors ?? []) if (states[one.state]) states[one.state]!.error = one;
  for (const one of jobs ?? []) {
    const state = states[one.state];
    if (state) state.jobs = [...state.jobs, one];
  }
  for (const one of io ?? []) if (states[one.state]) states[one.state]!.io = one;
  return states;
};

const isSame = (a: StateView, b: StateView): boolean =>
  a.status === b.status &&
  a.startTime === b.startTime &&
  a.duration === b.duration &&
  a.active === b.active &&
  isSameJson(a.tries, b.tries) &&
  isSameJson(a.items, b.items) &&
  isSameJson(a.error, b.error) &&
  isSameJson(a.jobs, b.jobs) &&
  isSameJson(a.io, b.io);

const isSameJson = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);
