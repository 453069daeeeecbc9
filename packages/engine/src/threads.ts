import type { Fiber, Steps, Suspension } from "./fiber";
import { Payload } from "./payload";
import type { ScopeProgram } from "./program";
import { runScope } from "./run-scope";
import type { Group, Thread, Visit } from "./visit";

/** Threads that run beside each other within a state. */
export interface Threads {
  readonly count: number;
  /** How many run at the same time. */
  readonly most: number;
  readonly scope: (index: number) => ScopeProgram;
  /** Begins one, after the event that makes room for it. */
  readonly begin: (index: number, afterId: number) => Thread;
  readonly succeeded: (index: number, thread: Thread) => void;
  /** One failed: told before the others are ended, which are those that ran. */
  readonly failed: (index: number, thread: Thread, others: ReadonlyMap<number, Thread>) => void;
}

/**
 * Waits until all have ended well, and gives the list of what they give; or until the first fails, which ends the
 * others. Where the state's execution is redriven, those that had ended well are not run again.
 */
export function* together(visit: Visit, threads: Threads): Steps<Payload> {
  const { outputs } = (yield run(visit, threads)) as Group;
  return new Payload(
    outputs.map((output) => output.value),
    `[${outputs.map((output) => output.text).join(",")}]`,
  );
}

const run =
  (visit: Visit, threads: Threads): Suspension =>
  (resume) => {
    const owner = visit.thread;
    const { scheduler } = owner.execution;
    const resumed = visit.group ? [...visit.group.threads] : [];
    visit.group ??= { outputs: [], threads: new Map(), begun: 0 };
    const { group } = visit;
    const fibers = new Map<number, Fiber>();
    const running = new Map<number, Thread>();
    let open = threads.count - group.begun + resumed.length;
    owner.inner.clear();
    const killAll = (): void => {
      for (const fiber of fibers.values()) fiber.kill();
      fibers.clear();
      for (const thread of running.values()) thread.variables.release();
    };
    const finish = (error: unknown): void => {
      killAll();
      for (const thread of running.values()) owner.inner.delete(thread);
      resume(error);
    };
    const guarded = (job: () => void): void => {
      try {
        job();
      } catch (error) {
        finish(error);
      }
    };
    const next = (afterId: number): void => {
      const again = resumed.shift();
      if (again) {
        again[1].variables.resume();
        work(...again);
      } else if (group.begun < threads.count) {
        const index = group.begun++;
        const thread = threads.begin(index, afterId);
        group.threads.set(index, thread);
        work(index, thread);
      }
    };
    const work = (index: number, thread: Thread): void => {
      running.set(index, thread);
      owner.inner.add(thread);
      const fiber = scheduler.spawn(runScope(thread, threads.scope(index)), (error, output) =>
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
          group.outputs[index] = output!;
          group.threads.delete(index);
          threads.succeeded(index, thread);
          open -= 1;
          if (open === 0) resume(undefined, group);
          else next(thread.lastId);
        }),
      );
      fibers.set(index, fiber);
    };
    guarded(() => {
      const first = Math.min(threads.most, open);
      for (let index = 0; index < first; index++) next(owner.lastId);
      if (open === 0) resume(undefined, group);
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
