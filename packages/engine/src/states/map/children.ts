import { Failure } from "../../failure";
import type { Steps, Suspension } from "../../fiber";
import type { MapRunCounts, MapRunLimits, MapRunSink } from "../../map-host";
import type { MachineProgram } from "../../program";
import { type Run, type RunEnd, type RunOptions, startOn } from "../../run";
import type { Execution } from "../../visit";
import type { ChildInput, Feed } from "./feed";
import type { ChildResult } from "./results";

/** The children of a map run that begins. */
export interface ChildrenOptions {
  readonly execution: Execution;
  readonly program: MachineProgram;
  readonly feed: Feed;
  readonly sink: MapRunSink;
  /** What all children have in common. */
  readonly shared: Omit<RunOptions, "executionArn" | "executionName" | "input" | "onEvent" | "onEnd">;
  readonly arnOf: (name: string) => string;
  readonly items: MapRunCounts;
  readonly executions: MapRunCounts;
  /** What bounds the run now. */
  readonly limits: () => MapRunLimits;
  /** Whether so many failed items are more than is tolerated. */
  readonly exceeded: (failed: number, complete: boolean) => boolean;
}

export interface Children {
  /** Runs them all; fails where more of them fail than is tolerated, and then ends those that run. */
  readonly work: () => Steps<void>;
  /** Adds those that have not begun to the results. */
  readonly addPending: () => Steps<void>;
  /** Ends those that run. */
  readonly abort: () => void;
  /** Looks again at what bounds the run. */
  readonly wake: () => void;
  /** In the order of the items. */
  readonly results: ChildResult[];
}

/** The most children at the same time, where nothing else is said. */
const mostAtOnce = 10_000;

/** Lets what is ready go on: few children are under way then at the same time, and what they need is soon given back. */
const othersFirst: Suspension = (resume) => {
  resume(undefined);
  return () => undefined;
};

const countOf = {
  SUCCEEDED: "succeeded",
  FAILED: "failed",
  TIMED_OUT: "timedOut",
  ABORTED: "aborted",
} as const satisfies Readonly<Record<RunEnd["status"], keyof MapRunCounts>>;

export const createChildren = (options: ChildrenOptions): Children => {
  const { execution, program, feed, sink, shared, arnOf, items, executions, limits, exceeded } = options;
  const { scheduler, host } = execution;
  const running = new Map<ChildResult, Run | undefined>();
  const results: ChildResult[] = [];
  let next: ChildInput | undefined;
  let resume: (() => void) | undefined;

  const wake = (): void => {
    const waiting = resume;
    resume = undefined;
    waiting?.();
  };
  const untilWoken: Suspension = (go) => {
    resume = () => go(undefined);
    return () => {
      resume = undefined;
    };
  };
  const move = (from: "pending" | "running", to: keyof MapRunCounts, itemCount: number): void => {
    items[from] -= itemCount;
    items[to] += itemCount;
    executions[from] -= 1;
    executions[to] += 1;
  };
  const tooManyFailed = (): boolean => exceeded(items.failed + items.timedOut, feed.complete);

  const begin = ({ input, itemCount }: ChildInput): void => {
    const name = host.uuid();
    const executionArn = arnOf(name);
    const startTime = host.now();
    const child: ChildResult = { executionArn, name, startTime, input: input.text, itemCount };
    const index = results.push(child) - 1;
    running.set(child, undefined);
    if (executions.pending === 0) {
      executions.total += 1;
      executions.pending += 1;
    }
    move("pending", "running", itemCount);
    const told = sink.child({
      index,
      executionArn,
      name,
      input: input.text,
      itemCount,
      startTime,
      stop: (reason) => running.get(child)?.stop(reason),
    });
    const run = startOn(scheduler, program, {
      ...shared,
      executionArn,
      executionName: name,
      input: input.text,
      onEvent: (event) => told.onEvent(event),
      onEnd: (end) => {
        running.delete(child);
        child.end = end;
        move("running", countOf[end.status], itemCount);
        told.onEnd(end);
        wake();
      },
    });
    if (running.has(child)) running.set(child, run);
  };

  const isFull = (): boolean => running.size >= (limits().maxConcurrency || mostAtOnce);

  function* work(): Steps<void> {
    for (;;) {
      if (scheduler.tired) yield scheduler.pause;
      next = yield* feed.next();
      while (next && isFull() && !tooManyFailed()) yield untilWoken;
      if (!next || tooManyFailed()) break;
      begin(next);
      next = undefined;
      if ((results.length & 31) === 0) yield othersFirst;
    }
    while (running.size > 0 && !tooManyFailed()) yield untilWoken;
    if (tooManyFailed())
      throw new Failure(
        "state",
        "States.ExceedToleratedFailureThreshold",
        "The specified tolerated failure threshold was exceeded",
      );
  }

  function* addPending(): Steps<void> {
    for (; next; next = yield* feed.next()) results.push({ input: next.input.text, itemCount: next.itemCount });
  }

  const abort = (): void => {
    for (const run of running.values()) run?.stop();
  };
  return { work, addPending, abort, wake, results };
};
