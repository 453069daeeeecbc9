import type { Fiber, Steps, Suspension } from "./fiber";
import type { Payload } from "./payload";
import type { Thread } from "./visit";

/** Threads that run beside each other within a state. */
export interface Threads {
  readonly count: number;
  /** How many run at the same time. */
  readonly most: number;
  /** Begins one, after the event that makes room for it. */
  readonly begin: (index: number, afterId: number) => { readonly thread: Thread; readonly work: Steps<Payload> };
  readonly succeeded: (index: number, thread: Thread, output: Payload) => void;
  /** One failed: told before the others are ended, which are those that ran. */
  readonly failed: (index: number, thread: Thread, others: ReadonlyMap<number, Thread>) => void;
}

/** Waits until all have ended well, or until the first fails, which ends the others. */
export const together =
  (owner: Thread, threads: Threads): Suspension =>
  (resume) => {
    const { scheduler } = owner.execution;
    const fibers = new Map<number, Fiber>();
    const running = new Map<number, Thread>();
    let begun = 0;
    let open = threads.count;
    const killAll = (): void => {
      for (const fiber of fibers.values()) fiber.kill();
      fibers.clear();
    };
    const finish = (error?: unknown): void => {
      killAll();
      for (const thread of running.values()) {
        owner.inner.delete(thread);
        thread.variables.release();
      }
      resume(error);
    };
    const guarded = (job: () => void): void => {
      try {
        job();
      } catch (error) {
        finish(error);
      }
    };
    const beginOne = (afterId: number): void => {
      const index = begun++;
      const { thread, work } = threads.begin(index, afterId);
      running.set(index, thread);
      owner.inner.add(thread);
      const fiber = scheduler.spawn(work, (error, output) =>
        guarded(() => {
          fibers.delete(index);
          running.delete(index);
          owner.inner.delete(thread);
          thread.variables.release();
          if (error !== undefined) {
            threads.failed(index, thread, running);
            finish(error);
            return;
          }
          threads.succeeded(index, thread, output!);
          open -= 1;
          if (begun < threads.count) beginOne(thread.lastId);
          else if (open === 0) resume(undefined);
        }),
      );
      fibers.set(index, fiber);
    };
    guarded(() => {
      const first = Math.min(threads.most, threads.count);
      for (let index = 0; index < first; index++) beginOne(owner.lastId);
      if (threads.count === 0) resume(undefined);
    });
    return killAll;
  };

/** Tells of the states that a thread, and those within it, were in when they were ended. */
export const recordAborted = (thread: Thread): void => {
  for (const inner of thread.inner) recordAborted(inner);
  const type = thread.visit?.program.type;
  if (thread.visit?.mapRun) thread.lastId = thread.execution.recorder.add("MapRunAborted", thread.lastId);
  if (type === "Task" || type === "Wait" || type === "Map" || type === "Parallel")
    thread.lastId = thread.execution.recorder.add(`${type}StateAborted`, thread.lastId);
};
