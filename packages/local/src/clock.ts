import { createVirtualClock, type VirtualClock } from "@stepbook/engine";

/** What an execution goes by: the time, and waiting. */
export interface Clock {
  now(): number;
  sleep(milliseconds: number, wake: () => void): () => void;
  busy(change: 1 | -1): void;
  hold(change: 1 | -1): void;
}

/** The longest that one timer of Node waits. */
const longest = 2 ** 31 - 1;

/** Calls back after any time, however long. */
const wait = (milliseconds: number, wake: () => void): (() => void) => {
  const due = performance.now() + milliseconds;
  let timer: NodeJS.Timeout;
  const arm = (): void => {
    const left = due - performance.now();
    timer = left > longest ? setTimeout(arm, longest) : setTimeout(wake, Math.max(0, left));
  };
  arm();
  return () => clearTimeout(timer);
};

export const later = (job: () => void): (() => void) => {
  const handle = setImmediate(job);
  return () => clearImmediate(handle);
};

const nothing = (): void => undefined;

/** The time of day. */
export const realClock: Clock = { now: Date.now, sleep: wait, busy: nothing, hold: nothing };

/**
 * A clock that jumps over every wait, for tests: an execution of days runs in milliseconds, in the same order and with
 * the same times every time. While a function takes real time it stands still, for at most `patience` milliseconds.
 *
 * @param options `start`: the time that it begins at, in milliseconds since 1970 (2030-01-01); `patience`: 1000.
 * @example
 * const api = createLocalStepFunctions({ functions, clock: virtual() });
 */
export const virtual = (options: { readonly start?: number; readonly patience?: number } = {}): VirtualClock =>
  createVirtualClock({ ...options, later, wait });
