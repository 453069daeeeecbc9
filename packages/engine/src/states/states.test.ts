import { reduceAll, type StateMachine, startProgress } from "@stepbook/asl";
import { describe, expect, it } from "vitest";
import { execute, fails, lambda, seconds, type Task, types } from "../../test/execute";
import { TaskError } from "../host";

describe("a task", () => {
  it("is tried again after waits that grow, up to a bound", async () => {
    const Retry = [{ ErrorEquals: ["Boom"], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 4, MaxDelaySeconds: 20 }];
    const { end, events } = await execute({ StartAt: "T", States: { T: { ...lambda, Retry } } }, { task: fails });
    expect(seconds(events, "TaskFailed")).toEqual([0, 2, 8, 26, 46]);
    expect(end).toMatchObject({ status: "FAILED", error: "Boom", cause: "it burst" });
  });

  it("is tried again at random moments with full jitter, the same for the same seed", async () => {
    const Retry = [{ ErrorEquals: ["States.ALL"], IntervalSeconds: 10, JitterStrategy: "FULL" as const }];
    const machine: StateMachine = { StartAt: "T", States: { T: { ...lambda, Retry } } };
    const run = async (seed: number) => seconds((await execute(machine, { task: fails, seed })).events, "TaskFailed");
    const [one, again, other] = [await run(1), await run(1), await run(2)];
    expect(one).toEqual(again);
    expect(one).not.toEqual(other);
    expect(one[1]).toBeLessThan(10);
    expect(one.map((time) => Math.round(time * 1000) / 1000)).toEqual(one);
  });

  it.each([
    ["States.TaskFailed", "Boom", "caught"],
    ["States.ALL", "Boom", "caught"],
    ["Boom", "Boom", "caught"],
    ["Bang", "Boom", undefined],
    ["States.TaskFailed", "States.Timeout", undefined],
  ])("with a catcher of %s that fails by %s ends as %s", async (name, error, output) => {
    const task: Task = () => {
      throw new TaskError(error, "");
    };
    const { end, ...run } = await execute(
      {
        StartAt: "T",
        States: {
          T: { ...lambda, Catch: [{ ErrorEquals: [name], Next: "H" }] },
          H: { Type: "Pass", Result: "caught", End: true },
        },
      },
      { task },
    );
    expect(run.output).toBe(output);
    if (output === undefined) expect(end).toMatchObject({ status: "FAILED", error });
  });

  it("that never answers times out, and is told that nobody waits", async () => {
    const machine: StateMachine = { StartAt: "T", States: { T: { ...lambda, TimeoutSeconds: 30 } } };
    const { end, events, host } = await execute(machine, { task: () => new Promise(() => undefined) });
    expect(end).toMatchObject({ status: "FAILED", error: "States.Timeout", stopTime: 30_000 });
    expect(types(events).slice(-2)).toEqual(["TaskTimedOut", "ExecutionFailed"]);
    expect(host.cancelled).toEqual(["T"]);
  });
});

describe("a Choice", () => {
  const rule = { Variable: "$.n", NumericEquals: 1, Next: "One" };
  const choice = { Type: "Choice" as const, Choices: [rule] };
  const scope: StateMachine = { StartAt: "C", States: { C: choice, One: { Type: "Succeed" } } };

  it("without a way out fails, and nothing catches it", async () => {
    const cause =
      "An error occurred while executing the state 'C' (entered at the event id #2). Failed to transition out of the state. The state does not point to a next state.";
    expect((await execute(scope, { input: { n: 2 } })).end).toMatchObject({ error: "States.Runtime", cause });

    const Catch = [{ ErrorEquals: ["States.ALL"], Next: "H" }];
    const around: StateMachine = {
      StartAt: "P",
      States: { P: { Type: "Parallel", Branches: [scope], Catch, End: true }, H: { Type: "Succeed" } },
    };
    const { end } = await execute(around, { input: { n: 2 } });
    expect(end).toMatchObject({ status: "FAILED", error: "States.Runtime" });
  });
});

describe("a Parallel", () => {
  it("ends its other branches when one fails, tells of each, and may be caught", async () => {
    const machine: StateMachine = {
      StartAt: "P",
      States: {
        P: {
          Type: "Parallel",
          Branches: [
            { StartAt: "W", States: { W: { Type: "Wait", Seconds: 3600, End: true } } },
            { StartAt: "Slow", States: { Slow: { ...lambda } } },
            { StartAt: "F", States: { F: { Type: "Fail", Error: "E", Cause: "C" } } },
          ],
          Catch: [{ ErrorEquals: ["E"], ResultPath: "$.error", Next: "H" }],
          End: true,
        },
        H: { Type: "Succeed" },
      },
    };
    const { events, output, host } = await execute(machine, {
      input: { a: 1 },
      task: () => new Promise(() => undefined),
    });
    expect(output).toEqual({ a: 1, error: { Error: "E", Cause: "C" } });
    expect(host.cancelled).toEqual(["Slow"]);
    const progress = reduceAll(startProgress(), events);
    expect([...progress.states].map(([name, { status }]) => [name, status])).toEqual([
      ["P", "caught"],
      ["W", "aborted"],
      ["Slow", "aborted"],
      ["F", "failed"],
      ["H", "succeeded"],
    ]);
  });
});

describe("a Map", () => {
  const machine = (more: object): StateMachine => ({
    StartAt: "M",
    States: {
      M: {
        Type: "Map",
        ItemProcessor: { StartAt: "T", States: { T: { ...lambda } } },
        End: true,
        ...more,
      },
    },
  });

  it.each([
    [1, 1],
    [3, 3],
    [0, 40],
    [100, 40],
  ])("with MaxConcurrency %i works on %i items at once", async (MaxConcurrency, most) => {
    let running = 0;
    let highest = 0;
    const task: Task = async (given) => {
      highest = Math.max(highest, ++running);
      await new Promise((resolve) => setTimeout(resolve, 1));
      running -= 1;
      return given;
    };
    const items = Array.from({ length: 100 }, (_, index) => index);
    const { output } = await execute(machine({ MaxConcurrency }), { input: items, task });
    expect(output).toEqual(items);
    expect(highest).toBe(most);
  });

  it("gives the empty list for the empty list", async () => {
    const { output, events } = await execute(machine({}), { input: [] });
    expect(output).toEqual([]);
    expect(types(events)).toContain("MapStateSucceeded");
  });

  it("reads outer variables in its items and never writes them", async () => {
    const { output } = await execute(
      {
        StartAt: "A",
        QueryLanguage: "JSONata",
        States: {
          A: { Type: "Pass", Assign: { x: 1 }, Next: "M" },
          M: {
            Type: "Map",
            Items: "{% [10, 20] %}",
            ItemProcessor: {
              StartAt: "B",
              States: {
                B: { Type: "Pass", Assign: { y: "{% $x + $states.input %}" }, Next: "C" },
                C: { Type: "Pass", Output: "{% $y %}", End: true },
              },
            },
            Next: "D",
          },
          D: { Type: "Pass", Output: "{% [$states.input, $x, $exists($y)] %}", End: true },
        },
      },
      {},
    );
    expect(output).toEqual([11, 21, 1, false]);
  });
});

describe("a path that a Fail or a Wait state cannot read", () => {
  it.each([
    ["$.none", "States.Runtime", /could not be found in the input/],
    ["$unset", "States.Runtime", /variable 'unset' was referenced before it was assigned/],
    ["States.MathAdd($, 1)", "States.IntrinsicFailure", /The argument is not a number/],
  ])("%s: %s", async (ErrorPath, error, cause) => {
    const { end } = await execute({ StartAt: "F", States: { F: { Type: "Fail", ErrorPath } } });
    expect(end).toMatchObject({ status: "FAILED", error });
    expect(end.cause).toMatch(cause);
  });
  it("is told by its own trouble where it is a variable", async () => {
    const { end } = await execute({ StartAt: "W", States: { W: { Type: "Wait", SecondsPath: "$unset", End: true } } });
    expect(end.cause).toMatch(/variable 'unset' was referenced/);
  });
});
