import { type HistoryEvent, reduceAll, type StateMachine, startProgress } from "@stepbook/asl";
import { describe, expect, it } from "vitest";
import { execute, type Setting, types } from "../test/execute";
import { TaskError } from "./host";

const task = (more: object = {}) => ({ Type: "Task", Resource: "arn:aws:states:::lambda:invoke", ...more }) as never;
const pass = (more: object = {}) => ({ Type: "Pass", ...more }) as never;

/** Runs a machine, redrives it each time that it ends badly, and gives what was called and told. */
const redriven = async (
  machine: StateMachine,
  { input, calls: most = {}, ...setting }: Setting & { calls?: Record<string, number> },
  times = 1,
) => {
  const calls: string[] = [];
  let ends = 0;
  const outcome = await execute(machine, {
    input: input ?? {},
    ...setting,
    task: async (given, state) => {
      const name = `${state}${typeof given === "number" ? given : ""}`;
      calls.push(name);
      if ((most[name] ?? 0) >= calls.filter((one) => one === name).length) throw new TaskError("Boom", name);
      return given;
    },
    redrive: () => ends++ < times,
  });
  return { ...outcome, calls, progress: reduceAll(startProgress(), outcome.events) };
};

const after = (events: readonly HistoryEvent[]) =>
  events.slice(events.findIndex(({ type }) => type === "ExecutionRedriven"));

describe("an execution that failed", () => {
  const chain: StateMachine = {
    StartAt: "A",
    States: {
      A: pass({ Assign: { x: 7 }, Next: "T" }),
      T: task({ Retry: [{ ErrorEquals: ["Boom"], MaxAttempts: 1 }], ResultPath: "$.t", Next: "B" }),
      B: pass({
        Parameters: { "x.$": "$x", "count.$": "$$.Execution.RedriveCount", "t.$": "$$.Execution.RedriveTime" },
        End: true,
      }),
    },
  };

  it("goes on with the state that failed: its variables are kept, its retries begin anew", async () => {
    const { calls, end, output, events, progress } = await redriven(chain, { calls: { T: 3 } });
    expect(calls).toEqual(["T", "T", "T", "T"]);
    expect(end.status).toBe("SUCCEEDED");
    expect(output).toEqual({ x: 7, count: 1, t: expect.stringMatching(/^1970-01-01T00:00:01/) });
    expect(types(after(events))).toEqual([
      "ExecutionRedriven",
      "TaskScheduled",
      "TaskStarted",
      "TaskFailed",
      "TaskScheduled",
      "TaskStarted",
      "TaskSucceeded",
      "TaskStateExited",
      "PassStateEntered",
      "PassStateExited",
      "ExecutionSucceeded",
    ]);
    expect(after(events)[0]).toMatchObject({ executionRedrivenEventDetails: { redriveCount: 1 } });
    expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index + 1));
    expect(progress.status).toBe("SUCCEEDED");
    expect([...progress.states.values()].map(({ status, active }) => [status, active])).toEqual([
      ["succeeded", 0],
      ["succeeded", 0],
      ["succeeded", 0],
    ]);
  });

  it("may be redriven as often as it fails", async () => {
    const { end, output } = await redriven(chain, { calls: { T: 6 } }, 3);
    expect([end.status, output.count]).toEqual(["SUCCEEDED", 3]);
  });

  it("enters a Fail state again", async () => {
    const { events, progress } = await redriven({ StartAt: "F", States: { F: { Type: "Fail", Error: "E" } } }, {});
    expect(types(events)).toEqual([
      "ExecutionStarted",
      "FailStateEntered",
      "ExecutionFailed",
      "ExecutionRedriven",
      "FailStateEntered",
      "ExecutionFailed",
    ]);
    expect(progress.states.get("F")).toMatchObject({ status: "failed", active: 0, entered: 2 });
  });

  it("has all its time again", async () => {
    const { end, events } = await redriven(
      { StartAt: "W", TimeoutSeconds: 10, States: { W: { Type: "Wait", Seconds: 15, End: true } as never } },
      {},
    );
    expect(end).toMatchObject({ status: "TIMED_OUT", stopTime: 20_000 });
    expect(types(events)).toEqual([
      "ExecutionStarted",
      "WaitStateEntered",
      "ExecutionTimedOut",
      "ExecutionRedriven",
      "ExecutionTimedOut",
    ]);
  });
});

describe("what ran beside each other", () => {
  const branch = (name: string): StateMachine => ({ StartAt: name, States: { [name]: task({ End: true }) } });
  const parallel: StateMachine = {
    StartAt: "P",
    States: { P: { Type: "Parallel", Branches: [branch("A"), branch("B"), branch("C")], End: true } },
  };

  it("is run again where it failed or was ended, in a Parallel", async () => {
    const { calls, output, end, events, progress } = await redriven(parallel, { input: 1, calls: { B1: 1 } });
    expect(end.status).toBe("SUCCEEDED");
    expect(output).toEqual([1, 1, 1]);
    expect(calls.filter((name) => name === "A1")).toHaveLength(1);
    expect(types(events).filter((type) => type === "ParallelStateStarted")).toHaveLength(1);
    expect(types(after(events)).slice(-3)).toEqual([
      "ParallelStateSucceeded",
      "ParallelStateExited",
      "ExecutionSucceeded",
    ]);
    for (const [name, { status, active }] of progress.states)
      expect([name, status, active]).toEqual([name, "succeeded", 0]);
  });

  const map = (more: object = {}): StateMachine => ({
    StartAt: "M",
    States: {
      M: { Type: "Map", ItemProcessor: branch("T"), End: true, ...more } as never,
    },
  });

  it.each([1, 3, 0])("is run again where it failed, in a Map of %i at once", async (MaxConcurrency) => {
    const { calls, output, progress } = await redriven(map({ MaxConcurrency }), {
      input: [0, 1, 2, 3, 4],
      calls: { T2: 1 },
    });
    expect(output).toEqual([0, 1, 2, 3, 4]);
    expect(calls.filter((name) => name === "T0")).toHaveLength(1);
    expect(calls.filter((name) => name === "T2")).toHaveLength(2);
    expect(progress.states.get("M")).toMatchObject({
      status: "succeeded",
      active: 0,
      items: { total: 5, queued: 0, running: 0, succeeded: 5, failed: 0, aborted: 0 },
    });
    expect(progress.states.get("T")).toMatchObject({ status: "succeeded", active: 0, succeeded: 5 });
  });

  it("is run again whole where all of it had ended well and its result was refused", async () => {
    const { calls, end } = await redriven(map(), { input: [1, 2], limits: { payloadBytes: 4 } });
    expect([end.error, calls]).toEqual(["States.DataLimitExceeded", ["T1", "T2", "T1", "T2"]]);
  });
});

describe("a map run", () => {
  const distributed = (ExecutionType: string): StateMachine => ({
    StartAt: "M",
    States: {
      M: {
        Type: "Map",
        MaxConcurrency: 2,
        ItemProcessor: {
          ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType },
          StartAt: "P",
          States: { P: pass({ Next: "T" }), T: task({ End: true }) },
        },
        End: true,
      } as never,
    },
  });

  it.each([
    ["STANDARD", "ExecutionRedriven"],
    ["EXPRESS", "ExecutionStarted"],
  ])("of type %s goes on with the children that have not ended well", async (type, event) => {
    const { calls, output, events, maps, progress } = await redriven(distributed(type), {
      input: [0, 1, 2, 3, 4],
      calls: { T1: 1 },
    });
    expect(output).toEqual([0, 1, 2, 3, 4]);
    expect(calls.filter((name) => name === "T0")).toHaveLength(1);
    expect(calls.filter((name) => name === "T1")).toHaveLength(2);
    expect(after(events)).toMatchObject([
      { type: "ExecutionRedriven" },
      { type: "MapRunRedriven", mapRunRedrivenEventDetails: { redriveCount: 1 } },
      { type: "MapRunSucceeded" },
      { type: "MapStateSucceeded" },
      { type: "MapStateExited" },
      { type: "ExecutionSucceeded" },
    ]);
    const [run] = maps.runs;
    expect(run?.status).toBe("SUCCEEDED");
    for (const counts of [run?.run.itemCounts, run?.run.executionCounts])
      expect(counts).toMatchObject({ total: 5, pending: 0, running: 0, succeeded: 5, failed: 0, aborted: 0 });
    const again = run?.children.filter(({ child }) => child.input === "1").at(-1);
    expect(again?.types.filter((one) => one === event)).toHaveLength(1);
    expect(progress.states.get("M")).toMatchObject({ status: "succeeded", active: 0 });
  });
});
