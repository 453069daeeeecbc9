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
  readonly sink: Pick<MapRunSink, "child">;
  /** What all children have in common. */
  readonly shared: Omit<RunOptions, "executionArn" | "executionName" | "input" | "onEvent" | "onEnd">;
  readonly arnOf: (name: string) => string;
  readonly items: MapRunCounts;
  readonly executions: MapRunCounts;
  /** What bounds the run now. */
  readonly limits: () => MapRunLimits;
  /** Whether so many failed items are more than is tolerated. */
  readonly exceeded: (failed: number, complete: boolean) => boolean;
  /** Whether a child that failed begins anew where the run is redriven: an Express one has nothing to go on from. */
  readonly restarts: boolean;
}

export interface Children {
  /**
   * Runs those of a feed; fails where more of them fail than is tolerated, and then ends those that run. Asked again,
   * with the same feed anew, it runs those that have not ended well.
   */
  readonly work: (feed: Feed) => Steps<void>;
  /** Adds those that have not begun to the results. */
  readonly addPending: (feed: Feed) => Steps<void>;
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
  const { execution, program, sink, shared, arnOf, items, executions, limits, exceeded, restarts } = options;
  const { scheduler, host } = execution;
  const running = new Map<ChildResult, Run | undefined>();
  /** How those that ended badly can go on. */
  const redrives = new Map<ChildResult, () => void>();
  const results: ChildResult[] = [];
  let next: ChildInput | undefined;
  let taken = 0;
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
  const tooManyFailed = (feed: Feed): boolean => exceeded(items.failed + items.timedOut, feed.complete);

  /** Begins a child, goes on with it, or leaves it as it is where it has ended well. */
  const take = (input: ChildInput, index: number): void => {
    const known = results[index];
    if (executions.pending === 0) {
      executions.total += 1;
      executions.pending += 1;
    }
    if (known?.end?.status === "SUCCEEDED") {
      move("pending", "succeeded", input.itemCount);
      return;
    }
    move("pending", "running", input.itemCount);
    const redrive = known && redrives.get(known);
    if (redrive) redrive();
    else begin(input, index);
  };

  const begin = ({ input, itemCount }: ChildInput, index: number): void => {
    const name = host.uuid();
    const executionArn = arnOf(name);
    const startTime = host.now();
    const child: ChildResult = { executionArn, name, startTime, input: input.text, itemCount };
    results[index] = child;
    running.set(child, undefined);
    const told = sink.child({
      index,
      executionArn,
      name,
      input: input.text,
      itemCount,
      startTime,
      stop: (reason) => running.get(child)?.stop(reason),
    });
    const redrive = (): void => {
      redrives.delete(child);
      delete child.end;
      running.set(child, run);
      told.onRedrive(host.now());
      run.redrive();
    };
    const run = startOn(scheduler, program, {
      executionArn,
      executionName: name,
      input: input.text,
      onEvent: (event) => told.onEvent(event),
      onEnd: (end) => {
        running.delete(child);
        child.end = end;
        if (end.status !== "SUCCEEDED" && !restarts) redrives.set(child, redrive);
        move("running", countOf[end.status], itemCount);
        told.onEnd(end);
        wake();
      },
      ...shared,
    });
    if (running.has(child)) running.set(child, run);
  };

  const isFull = (): boolean => running.size >= (limits().maxConcurrency || mostAtOnce);

  function* work(feed: Feed): Steps<void> {
    for (taken = 0; ; taken++) {
      if (scheduler.tired) yield scheduler.pause;
      next = yield* feed.next();
      while (next && isFull() && !tooManyFailed(feed)) yield untilWoken;
      if (!next || tooManyFailed(feed)) break;
      take(next, taken);
      next = undefined;
      if ((taken & 31) === 31) yield othersFirst;
    }
    while (running.size > 0 && !tooManyFailed(feed)) yield untilWoken;
    if (tooManyFailed(feed))
      throw new Failure(
        "state",
        "States.ExceedToleratedFailureThreshold",
        "The specified tolerated failure threshold was exceeded",
      );
  }

  function* addPending(feed: Feed): Steps<void> {
    for (; next; next = yield* feed.next(), taken++)
      results[taken] ??= { input: next.input.text, itemCount: next.itemCount };
  }

  const abort = (): void => {
    for (const run of running.values()) run?.stop();
  };
  return { work, addPending, abort, wake, results };
};
