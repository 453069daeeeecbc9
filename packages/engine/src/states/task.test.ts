import type { StateMachine } from "@stepbook/asl";
import { describe, expect, it } from "vitest";
import { execute, seconds, type Task, types } from "../../test/execute";
import { TaskError } from "../host";

const machine = (Resource: string, more: object = {}): StateMachine => ({
  StartAt: "T",
  States: {
    T: { Type: "Task", Resource, End: true, ...more } as never,
    ...("Catch" in more ? { H: { Type: "Pass", End: true } } : {}),
  },
});
const unanswered = () => new Promise<never>(() => undefined);
const callback = "arn:aws:states:::sqs:sendMessage.waitForTaskToken";
const activity = "arn:aws:states:us-east-1:123456789012:activity:paint";
const inner = (events: Parameters<typeof types>[0]) => types(events).slice(2, -1);

describe("a task that somebody else ends", () => {
  it("has a token, in the context object and for the task, another for each try", async () => {
    const told: unknown[] = [];
    const task: Task = (input, _, { taskToken }) => {
      told.push((input as { token: string }).token === taskToken, taskToken);
      if (told.length === 2) throw new TaskError("Boom", "it burst");
      return input;
    };
    const { output } = await execute(
      machine(callback, {
        Parameters: { "token.$": "$$.Task.Token" },
        Retry: [{ ErrorEquals: ["Boom"] }],
        ResultPath: "$.result",
        OutputPath: "$.result.token",
      }),
      { task },
    );
    expect(told).toEqual([true, expect.any(String), true, output]);
    expect(told[1]).not.toBe(output);
  });

  it("has none where it answers at once", async () => {
    const parameters = { Parameters: { "token.$": "$$.Task.Token" } };
    const { end } = await execute(machine("arn:aws:states:::sqs:sendMessage", parameters));
    expect(end.cause).toMatch(/could not be found/);
  });

  it("tells when it has been submitted, and fails as submitted or at its work", async () => {
    const boom = new TaskError("Boom", "it burst");
    const failing =
      (submits: boolean): Task =>
      (_, __, { signals }) => {
        if (submits) signals.submitted({ output: "accepted" });
        throw boom;
      };
    const late = await execute(machine(callback), { task: failing(true) });
    expect(inner(late.events)).toEqual(["TaskScheduled", "TaskStarted", "TaskSubmitted", "TaskFailed"]);
    const early = await execute(machine(callback), { task: failing(false) });
    expect(inner(early.events)).toEqual(["TaskScheduled", "TaskStarted", "TaskSubmitFailed"]);
    expect(early.events.at(-2)).toMatchObject({
      taskSubmitFailedEventDetails: { error: "Boom", cause: "it burst", resourceType: "sqs" },
    });
  });

  it("fails without error and cause, and States.ALL catches that", async () => {
    const { output, events } = await execute(
      machine(callback, { Catch: [{ ErrorEquals: ["States.ALL"], Next: "H" }] }),
      {
        task: (_, __, { signals }) => {
          signals.submitted({ output: null });
          throw new TaskError(undefined, undefined);
        },
      },
    );
    expect(output).toEqual({ Error: null, Cause: null });
    expect(events.find(({ type }) => type === "TaskFailed")).toMatchObject({
      taskFailedEventDetails: { resource: "sendMessage.waitForTaskToken", resourceType: "sqs" },
    });
  });
});

describe("an activity", () => {
  it("starts when a worker takes it, and its times begin then", async () => {
    const task: Task = (_, __, { signals }) => {
      signals.heartbeat();
      setTimeout(() => signals.started("bob"), 20);
      return unanswered();
    };
    const { events } = await execute(machine(activity, { TimeoutSeconds: 60, HeartbeatSeconds: 5 }), { task });
    expect(events.slice(2)).toMatchObject([
      {
        type: "ActivityScheduled",
        activityScheduledEventDetails: { resource: activity, timeoutInSeconds: 60, heartbeatInSeconds: 5 },
      },
      { type: "ActivityStarted", activityStartedEventDetails: { workerName: "bob" } },
      { type: "ActivityTimedOut", activityTimedOutEventDetails: { error: "States.Timeout" } },
      { type: "ExecutionFailed" },
    ]);
    expect(seconds(events, "ActivityTimedOut")).toEqual([5]);
  });

  it("that is not there could not be scheduled", async () => {
    const task: Task = () => {
      throw new TaskError("States.Runtime", "no such activity", "ScheduleFailed");
    };
    const { events } = await execute(machine(activity), { task });
    expect(inner(events)).toEqual(["ActivityScheduled", "ActivityScheduleFailed"]);
  });
});

describe("a heartbeat", () => {
  const timesOut = (name: string) =>
    machine(callback, { HeartbeatSeconds: 5, Catch: [{ ErrorEquals: [name], Next: "H" }] });

  it.each([
    ["States.Timeout", "SUCCEEDED"],
    ["States.HeartbeatTimeout", "SUCCEEDED"],
    ["States.ALL", "SUCCEEDED"],
    ["States.TaskFailed", "FAILED"],
  ])("that does not come is caught by %s: %s", async (name, status) => {
    const { end, events } = await execute(timesOut(name), { task: unanswered });
    expect(end.status).toBe(status);
    expect(seconds(events, "TaskTimedOut")).toEqual([5]);
  });

  it("begins the time anew", async () => {
    const { events } = await execute(machine(callback, { HeartbeatSeconds: 5, TimeoutSeconds: 100 }), {
      task: (_, __, { signals }, { sleep }) => {
        for (const moment of [4, 8]) sleep(moment * 1000, signals.heartbeat);
        return unanswered();
      },
    });
    expect(seconds(events, "TaskTimedOut")).toEqual([13]);
  });
});
