import type { Host } from "./host";

/** Begins to wait for something, and is called back when it has come. Returns what calls it off. */
export type Suspension = (resume: (error: unknown, value?: unknown) => void) => () => void;

/** Work that may wait: it yields what it waits for, and goes on with what came of it. */
export type Steps<T> = Generator<Suspension, T, unknown>;

const nothing = (): void => undefined;

/** Work that has nothing to wait for: its value is at hand. */
// biome-ignore lint/correctness/useYield: that is what it is for
export function* only<T>(value: T): Steps<T> {
  return value;
}

/** Waits for a promise. */
export function* settled<T>(promise: Promise<T>, cancel: () => void = nothing): Steps<T> {
  return (yield (resume) => {
    promise.then(
      (value) => resume(undefined, value),
      (error: unknown) => resume(error ?? new Error("rejected without a reason")),
    );
    return cancel;
  }) as T;
}

/** One line of work among those of an execution. */
export interface Fiber {
  /** Ends it, wherever it is. */
  kill(): void;
}

const longestSlice = 8;

/** Has work that goes on no further put away what it holds: its `finally` blocks run. */
const leave = (work: Steps<unknown>): void => {
  work.return(undefined);
};

/** Runs the fibers of one execution, in the order in which they became ready, and lets the event loop breathe. */
export class Scheduler {
  readonly #ready: (() => void)[] = [];
  #position = 0;
  #running = false;
  #sliceStart = 0;
  #steps = 0;
  #callOff: (() => void) | undefined;

  constructor(readonly host: Host) {}

  /** Whether this has been at work for so long that others on the event loop should have a turn. */
  get tired(): boolean {
    this.#steps += 1;
    return (this.#steps & 15) === 0 && this.host.elapsed() - this.#sliceStart > longestSlice;
  }

  /** Begins some work; `done` is told how it ended, unless it was killed. */
  spawn<T>(work: Steps<T>, done: (error: unknown, value?: T) => void): Fiber {
    let alive = true;
    let working = false;
    let callOff = nothing;
    const step = (error: unknown, value?: unknown): void => {
      if (!alive) return;
      let next: IteratorResult<Suspension, T>;
      working = true;
      try {
        next = error === undefined ? work.next(value) : work.throw(error);
      } catch (thrown) {
        if (!alive) return;
        alive = false;
        done(thrown ?? new Error("thrown without a reason"));
        return;
      } finally {
        working = false;
      }
      if (!alive) {
        leave(work);
        return;
      }
      if (next.done) {
        alive = false;
        done(undefined, next.value);
        return;
      }
      let waiting = true;
      const resume = (failure: unknown, result?: unknown): void => {
        if (!waiting || !alive) return;
        waiting = false;
        callOff = nothing;
        this.#later(() => step(failure, result));
      };
      try {
        const cancel = next.value(resume);
        if (waiting) callOff = cancel;
      } catch (thrown) {
        resume(thrown ?? new Error("thrown without a reason"));
      }
    };
    this.#later(() => step(undefined));
    return {
      kill: () => {
        if (!alive) return;
        alive = false;
        callOff();
        if (!working) leave(work);
      },
    };
  }

  /** Waits until the event loop has seen to all else. */
  readonly pause: Suspension = (resume) => {
    let waiting = true;
    const settle = (): void => {
      if (waiting) this.host.busy(-1);
      waiting = false;
    };
    this.host.busy(1);
    const cancel = this.host.breathe(() => {
      this.#sliceStart = this.host.elapsed();
      resume(undefined);
      settle();
    });
    return () => {
      cancel();
      settle();
    };
  };

  /** Drops all that is ready: nothing runs any more unless it is spawned anew. */
  stop(): void {
    this.#ready.length = 0;
    this.#position = 0;
    this.#callOff?.();
  }

  #later(job: () => void): void {
    this.#ready.push(job);
    if (this.#running) return;
    this.#running = true;
    this.host.busy(1);
    this.#callOff = undefined;
    if (this.host.elapsed() - this.#sliceStart < longestSlice) this.#drain();
    else this.#breathe();
  }

  #breathe(): void {
    const cancel = this.host.breathe(() => {
      this.#callOff = undefined;
      this.#sliceStart = this.host.elapsed();
      this.#drain();
    });
    this.#callOff = () => {
      this.#callOff = undefined;
      cancel();
      this.#rest();
    };
  }

  #rest(): void {
    this.#running = false;
    this.host.busy(-1);
  }

  #drain(): void {
    while (this.#position < this.#ready.length) {
      const job = this.#ready[this.#position++]!;
      if (this.#position > 256) this.#forget();
      job();
      if (this.tired) {
        this.#forget();
        this.#breathe();
        return;
      }
    }
    this.#forget();
    this.#rest();
  }

  /** Lets go of what has been done. */
  #forget(): void {
    this.#ready.splice(0, this.#position);
    this.#position = 0;
  }
}
