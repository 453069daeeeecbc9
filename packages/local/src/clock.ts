import { createVirtualClock, type VirtualClock } from "@stepbook/engine";

/** What an execution goes by: the time, and waiting. */
export interface Clock {
  now(): number;
  sleep(milliseconds: number, wake: () => void): () => void;
  /** Milliseconds by a stopwatch, to see how long a piece of work has taken. */
  elapsed(): number;
  busy(change: 1 | -1): void;
  hold(change: 1 | -1): void;
}

/** The longest that one timer of Node waits. */
const longest = 2 ** 31 - 1;

/** Calls back once so many milliseconds have passed by a stopwatch: a timer of Node may go off a little early. */
const wait = (milliseconds: number, wake: () => void, stopwatch = () => performance.now()): (() => void) => {
  const due = stopwatch() + milliseconds;
  let timer: NodeJS.Timeout;
  const arm = (left: number): void => {
    timer = setTimeout(check, Math.min(Math.ceil(Math.max(left, 0)), longest));
  };
  const check = (): void => {
    const left = due - stopwatch();
    if (left > 0) arm(left);
    else wake();
  };
  arm(milliseconds);
  return () => clearTimeout(timer);
};

export const later = (job: () => void): (() => void) => {
  const handle = setImmediate(job);
  return () => clearImmediate(handle);
};

const nothing = (): void => undefined;

/**
 * The time of day, which never goes backwards: where the clock of the machine is set back, this one goes on from where
 * it was. `wall` gives the milliseconds since 1970, `stopwatch` those since some moment.
 */
export const createRealClock = (wall: () => number, stopwatch: () => number): Clock => {
  let time = wall();
  let last = stopwatch();
  const exact = (): number => {
    const now = stopwatch();
    time = Math.max(wall(), time + (now - last));
    last = now;
    return time;
  };
  return {
    now: () => Math.floor(exact()),
    sleep: (milliseconds, wake) => wait(milliseconds, wake, stopwatch),
    elapsed: stopwatch,
    busy: nothing,
    hold: nothing,
  };
};

/** The time of day of this machine. */
export const realClock: Clock = createRealClock(Date.now, () => performance.now());

/**
 * A clock that jumps over every wait, for tests: an execution of days runs in milliseconds, in the same order and with
 * the same times every time. While a function takes real time it stands still, for at most `patience` milliseconds.
 *
 * @param options `start`: the time that it begins at, in milliseconds since 1970 (2030-01-01); `patience`: 1000.
 * @example
 * const backend = local({ clock: virtual() });
 */
export const virtual = (options: { readonly start?: number; readonly patience?: number } = {}): VirtualClock =>
  createVirtualClock({ ...options, later, wait });
