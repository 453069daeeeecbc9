import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { HistoryEvent } from "./event";
import { reduce, reduceAll, startProgress } from "./reduce";

type Row = readonly [previousEventId: number, type: string, details?: Record<string, unknown>];

const keyOf = (type: string): string =>
  /State(Entered|Exited)$/.test(type)
    ? `state${type.endsWith("Entered") ? "Entered" : "Exited"}EventDetails`
    : `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;

/** A history of which each row is an event: ids count from 1, one second lies between two. */
const history = (...rows: readonly Row[]): HistoryEvent[] =>
  rows.map(
    ([previousEventId, type, details], index) =>
      ({
        id: index + 1,
        previousEventId,
        type,
        timestamp: new Date((index + 1) * 1000),
        ...(details && { [keyOf(type)]: details }),
      }) as unknown as HistoryEvent,
  );

const run = (...rows: readonly Row[]) => reduceAll(startProgress(), history(...rows));

describe("a progress", () => {
  it("follows states one after the other, with the ways taken", () => {
    const progress = run(
      [0, "ExecutionStarted", { input: "{}" }],
      [0, "PassStateEntered", { name: "A", input: "{}" }],
      [2, "PassStateExited", { name: "A", output: "1" }],
      [3, "SucceedStateEntered", { name: "B", input: "1" }],
      [4, "SucceedStateExited", { name: "B", output: "1" }],
      [5, "ExecutionSucceeded", { output: "1" }],
    );
    expect(progress).toMatchObject({ status: "SUCCEEDED", output: "1", startTime: 1000, stopTime: 6000 });
    expect(progress.states.get("A")).toEqual({
      status: "succeeded",
      entered: 1,
      active: 0,
      succeeded: 1,
      startTime: 2000,
      endTime: 3000,
      attempts: [{ status: "succeeded", startTime: 2000, endTime: 3000 }],
      input: "{}",
      output: "1",
    });
    expect([...progress.taken]).toEqual([["A", new Set(["B"])]]);
  });

  it("shows each try of a retried task, and no error once it worked", () => {
    const progress = run(
      [0, "ExecutionStarted"],
      [0, "TaskStateEntered", { name: "T" }],
      [2, "TaskScheduled", { resourceType: "lambda", resource: "invoke" }],
      [3, "TaskStarted"],
      [4, "TaskFailed", { error: "Boom", cause: "first" }],
      [5, "TaskScheduled", { resourceType: "lambda", resource: "invoke" }],
      [6, "TaskStarted"],
      [7, "TaskSucceeded"],
      [8, "TaskStateExited", { name: "T" }],
      [9, "ExecutionSucceeded"],
    );
    const task = progress.states.get("T");
    expect(task).toMatchObject({ status: "succeeded", resource: "lambda:invoke" });
    expect(task?.error).toBeUndefined();
    expect(task?.attempts).toEqual([
      { status: "failed", startTime: 2000, endTime: 5000, error: "Boom", cause: "first" },
      { status: "succeeded", startTime: 6000, endTime: 9000 },
    ]);
  });

  it("tells a failure that a catcher took over from one that ended the run", () => {
    const failing: readonly Row[] = [
      [0, "ExecutionStarted"],
      [0, "TaskStateEntered", { name: "T" }],
      [2, "LambdaFunctionScheduled", { resource: "arn:aws:lambda:us-east-1:123456789012:function:f" }],
      [3, "LambdaFunctionStarted"],
      [4, "LambdaFunctionTimedOut", { error: "States.Timeout" }],
    ];
    const caught = run(...failing, [5, "TaskStateExited", { name: "T" }], [6, "PassStateEntered", { name: "H" }]);
    expect(caught.states.get("T")).toMatchObject({ status: "caught", error: "States.Timeout" });
    expect([...(caught.taken.get("T") ?? [])]).toEqual(["H"]);
    const failed = run(...failing, [5, "ExecutionFailed", { error: "States.Timeout" }]);
    expect(failed.states.get("T")).toMatchObject({ status: "timedOut", error: "States.Timeout", active: 0 });
    expect(failed).toMatchObject({ status: "FAILED", error: "States.Timeout" });
  });

  it("keeps the iterations of a Map apart by their threads, however they interleave", () => {
    const progress = run(
      [0, "ExecutionStarted"],
      [0, "MapStateEntered", { name: "M" }],
      [2, "MapStateStarted", { length: 3 }],
      [3, "MapIterationStarted", { name: "M", index: 0 }],
      [3, "MapIterationStarted", { name: "M", index: 1 }],
      [4, "PassStateEntered", { name: "P", input: "0" }],
      [5, "PassStateEntered", { name: "P", input: "1" }],
      [7, "PassStateExited", { name: "P" }],
      [8, "MapIterationSucceeded", { name: "M", index: 1 }],
    );
    expect(progress.states.get("P")).toMatchObject({ status: "running", entered: 2, active: 1, succeeded: 1 });
    expect(progress.states.get("M")).toMatchObject({
      status: "running",
      items: { total: 3, queued: 1, running: 1, succeeded: 1, failed: 0, aborted: 0 },
    });
    expect(progress.taken.size).toBe(0);
  });

  it("fails a Map by one item, and aborts what ran beside it", () => {
    const progress = run(
      [0, "ExecutionStarted"],
      [0, "MapStateEntered", { name: "M" }],
      [2, "MapStateStarted", { length: 3 }],
      [3, "MapIterationStarted", { name: "M", index: 0 }],
      [4, "TaskStateEntered", { name: "T" }],
      [3, "MapIterationStarted", { name: "M", index: 1 }],
      [6, "FailStateEntered", { name: "F" }],
      [7, "MapIterationFailed", { name: "M", index: 1 }],
      [5, "TaskStateAborted"],
      [9, "MapIterationAborted", { name: "M", index: 0 }],
      [8, "MapStateFailed"],
      [11, "MapStateExited", { name: "M" }],
      [12, "PassStateEntered", { name: "H" }],
    );
    const status = (name: string) => progress.states.get(name)?.status;
    expect(["M", "T", "F", "H"].map(status)).toEqual(["caught", "aborted", "failed", "running"]);
    expect(progress.states.get("M")?.items).toMatchObject({ failed: 1, aborted: 2, running: 0, queued: 0 });
  });

  it("aborts the branches that a failed one takes down, and fails the Parallel", () => {
    const progress = run(
      [0, "ExecutionStarted"],
      [0, "ParallelStateEntered", { name: "P" }],
      [2, "ParallelStateStarted"],
      [3, "WaitStateEntered", { name: "W" }],
      [3, "TaskStateEntered", { name: "T" }],
      [5, "TaskScheduled", { resourceType: "sqs", resource: "sendMessage" }],
      [6, "TaskFailed", { error: "Boom" }],
      [7, "TaskStateAborted"],
      [7, "ParallelStateFailed"],
      [9, "ExecutionFailed", { error: "Boom" }],
    );
    const status = (name: string) => progress.states.get(name)?.status;
    expect(["P", "T", "W"].map(status)).toEqual(["failed", "failed", "aborted"]);
    expect(progress.states.get("P")?.error).toBe("Boom");
  });

  it("aborts all that runs when the run is stopped, and times it out when it took too long", () => {
    const rows: readonly Row[] = [
      [0, "ExecutionStarted"],
      [0, "WaitStateEntered", { name: "W" }],
    ];
    const stopped = run(...rows, [0, "ExecutionAborted", { error: "E", cause: "C" }]);
    expect(stopped).toMatchObject({ status: "ABORTED", error: "E", cause: "C" });
    expect(stopped.states.get("W")).toMatchObject({ status: "aborted", active: 0 });
    const late = run(...rows, [0, "ExecutionTimedOut"]);
    expect(late.states.get("W")?.status).toBe("timedOut");
  });

  it("blames a failed evaluation on the state that it names", () => {
    const progress = run(
      [0, "ExecutionStarted"],
      [0, "PassStateEntered", { name: "A" }],
      [2, "PassStateExited", { name: "A" }],
      [3, "MapStateEntered", { name: "M" }],
      [3, "EvaluationFailed", { state: "M", error: "States.QueryEvaluationError", location: "Items" }],
      [5, "MapStateFailed"],
      [6, "ExecutionFailed", { error: "States.QueryEvaluationError" }],
    );
    expect(progress.states.get("M")).toMatchObject({ status: "failed", error: "States.QueryEvaluationError" });
    expect(progress.states.get("A")?.status).toBe("succeeded");
  });

  it("takes names as data, unknown events and missing beginnings as they are", () => {
    const progress = run(
      [77, "PassStateExited", { name: "__proto__" }],
      [1, "SomethingNew", { name: "x" }],
      [2, "PassStateEntered", { name: "constructor" }],
      [99, "MapIterationSucceeded", { name: "nowhere", index: 4 }],
      [98, "MapStateFailed"],
      [97, "TaskStateAborted"],
    );
    expect(progress.states.get("__proto__")?.status).toBe("succeeded");
    expect(progress.states.get("constructor")?.status).toBe("running");
    expect([...(progress.taken.get("__proto__") ?? [])]).toEqual(["constructor"]);
  });

  it("is the same one event at a time, and never changes what it was given", () => {
    const events = history(
      [0, "ExecutionStarted"],
      [0, "MapStateEntered", { name: "M" }],
      [2, "MapStateStarted", { length: 1 }],
      [3, "MapIterationStarted", { name: "M", index: 0 }],
      [4, "FailStateEntered", { name: "F" }],
      [5, "MapIterationFailed", { name: "M", index: 0 }],
      [6, "MapStateFailed"],
      [7, "ExecutionFailed", { error: "E" }],
    );
    const steps = events.map((_, index) => reduceAll(startProgress(), events.slice(0, index)));
    const before = structuredClone(steps);
    steps.map((progress, index) => reduce(progress, events[index]!));
    expect(steps).toEqual(before);
    expect(events.reduce(reduce, startProgress())).toEqual(reduceAll(startProgress(), events));
  });

  it("takes 25,000 events in a moment", () => {
    const rows: Row[] = [
      [0, "ExecutionStarted"],
      [0, "MapStateEntered", { name: "M" }],
      [2, "MapStateStarted", { length: 6000 }],
    ];
    for (let index = 0; rows.length < 25_000; index++) {
      const id = rows.length + 1;
      rows.push([3, "MapIterationStarted", { name: "M", index }], [id, "PassStateEntered", { name: "P" }]);
      rows.push([id + 1, "PassStateExited", { name: "P" }], [id + 2, "MapIterationSucceeded", { name: "M", index }]);
    }
    const events = history(...rows);
    const begin = performance.now();
    const progress = reduceAll(startProgress(), events);
    expect(performance.now() - begin).toBeLessThan(1000);
    expect(progress.states.get("M")?.items?.succeeded).toBe(6250);
  });
});

const recorded = join(__dirname, "../../../../../shared/conformance/cases");

describe("histories recorded from AWS", () => {
  it.skipIf(!existsSync(recorded))("end with the status of the run, nothing left running, every state told", () => {
    let count = 0;
    for (const file of readdirSync(recorded)) {
      const { expected, ...flags } = JSON.parse(readFileSync(join(recorded, file), "utf8"));
      if (!expected.events?.length || flags.eventsReversed || flags.parallelEventsSorted || flags.eventsUnusable)
        continue;
      const events: HistoryEvent[] = expected.events.map((event: object) => ({ ...event, timestamp: new Date(0) }));
      const progress = reduceAll(startProgress(), events);
      expect([file, progress.status]).toEqual([file, expected.status]);
      if (expected.status === "RUNNING") continue;
      for (const [name, state] of progress.states) expect([file, name, state.active]).toEqual([file, name, 0]);
      const names = events.flatMap((event) =>
        "stateEnteredEventDetails" in event ? event.stateEnteredEventDetails!.name : [],
      );
      expect(new Set(progress.states.keys())).toEqual(new Set(names));
      count += 1;
    }
    expect(count).toBeGreaterThan(200);
  });
});
