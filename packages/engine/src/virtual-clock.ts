import { Sleepers } from "./sleepers";

export interface VirtualClockOptions {
  /** The time that it begins at, in whole milliseconds since 1970. */
  readonly start?: number;
  /** Calls back when the event loop has seen to all else. Returns what calls it off. */
  readonly later: (job: () => void) => () => void;
  /** Calls back after so many real milliseconds. Returns what calls it off. */
  readonly wait: (milliseconds: number, job: () => void) => () => void;
  /** How many real milliseconds it stands still, at most, while something that takes real time goes on. */
  readonly patience?: number;
}

/**
 * A clock that jumps: as soon as all that runs by it waits, it goes on to the next moment that somebody waits for. Days
 * take milliseconds, and happen in the same order every time.
 */
export interface VirtualClock {
  now(): number;
  sleep(milliseconds: number, wake: () => void): () => void;
  /**
   * A stopwatch that goes on by being looked at, not by itself: runs give way to others after as many steps each time,
   * however fast the machine is, and so everything happens in the same order.
   */
  elapsed(): number;
  /** Tells that something is at work (+1) or not any more (−1): time stands still meanwhile. */
  busy(change: 1 | -1): void;
  /** Tells that something that takes real time goes on (+1) or has ended (−1): time stands still for a while. */
  hold(change: 1 | -1): void;
}

/** How many milliseconds a look at the stopwatch counts for. */
const look = 0.05;

export const createVirtualClock = (options: VirtualClockOptions): VirtualClock => {
  const { start = Date.UTC(2030, 0, 1), patience = 1000 } = options;
  const sleepers = new Sleepers();
  let time = start;
  let order = 0;
  let looks = 0;
  let working = 0;
  let held = 0;
  let callOff: (() => void) | undefined;

  const jump = (): void => {
    callOff = undefined;
    const sleeper = working === 0 ? sleepers.take() : undefined;
    if (!sleeper) return;
    time = Math.max(time, sleeper.time);
    sleeper.wake();
    plan();
  };
  const plan = (): void => {
    callOff?.();
    callOff = undefined;
    if (working > 0 || !sleepers.some) return;
    callOff = held > 0 ? options.wait(patience, jump) : options.later(jump);
  };
  return {
    now: () => time,
    sleep: (milliseconds, wake) => {
      const sleeper = { time: time + Math.ceil(Math.max(0, milliseconds)), order: order++, wake, off: false };
      sleepers.add(sleeper);
      plan();
      return () => {
        sleepers.drop(sleeper);
        plan();
      };
    },
    elapsed: () => {
      looks += 1;
      return looks * look;
    },
    busy: (change) => {
      working += change;
      plan();
    },
    hold: (change) => {
      held += change;
      plan();
    },
  };
};
