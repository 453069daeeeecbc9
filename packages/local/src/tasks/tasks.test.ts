import type { StateMachine } from "@stepbook/asl";
import { describe, expect, it } from "vitest";
import { create, execute, pass, rejection, roleArn, settled } from "../../test/execute";
import { createLocalStepFunctions, virtual } from "../index";

const machine = (Resource: string, more: object = {}): StateMachine => ({
  StartAt: "T",
  States: { T: { Type: "Task", Resource, End: true, ...more } as never },
});
const service = () => createLocalStepFunctions({ clock: virtual({ patience: 50 }), seed: 1 });
const begin = async (api: ReturnType<typeof service>, definition: StateMachine, input: unknown = {}) => {
  const stateMachineArn = await create(api, definition, "parent");
  return (await api.startExecution({ stateMachineArn, input: JSON.stringify(input) })).executionArn;
};
const eventTypes = async (api: ReturnType<typeof service>, executionArn: string) =>
  (await api.getExecutionHistory({ executionArn })).events.map(({ type }) => type);

describe("a task that waits for its token", () => {
  const waits = machine("arn:aws:states:::lambda:invoke.waitForTaskToken", {
    Parameters: { FunctionName: "ask", Payload: { "token.$": "$$.Task.Token" } },
    TimeoutSeconds: 60,
  });
  const asking = async () => {
    const tokens: string[] = [];
    const api = createLocalStepFunctions({
      clock: virtual({ patience: 200 }),
      functions: { ask: ({ token }) => void tokens.push(token) },
    });
    const executionArn = await begin(api, waits);
    while (tokens.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    return { api, executionArn, taskToken: tokens[0]! };
  };

  it("ends well by it, once", async () => {
    const { api, executionArn, taskToken } = await asking();
    await api.sendTaskHeartbeat({ taskToken });
    expect(await rejection(api.sendTaskSuccess({ taskToken, output: "{" }))).toMatch(
      /^InvalidOutput: Invalid Output: /,
    );
    expect(await api.sendTaskSuccess({ taskToken, output: '{"n": 1}' })).toEqual({});
    expect(await settled(api, executionArn)).toMatchObject({ status: "SUCCEEDED", output: '{"n":1}' });
    expect(await eventTypes(api, executionArn)).toEqual([
      "ExecutionStarted",
      "TaskStateEntered",
      "TaskScheduled",
      "TaskStarted",
      "TaskSubmitted",
      "TaskSucceeded",
      "TaskStateExited",
      "ExecutionSucceeded",
    ]);
    const again = "TaskTimedOut: Task Timed Out: 'Provided task does not exist anymore'";
    expect(await rejection(api.sendTaskSuccess({ taskToken, output: "1" }))).toBe(again);
    expect(await rejection(api.sendTaskFailure({ taskToken }))).toBe(again);
    expect(await rejection(api.sendTaskHeartbeat({ taskToken }))).toBe(again);
  });

  it("fails by it", async () => {
    const { api, executionArn, taskToken } = await asking();
    await api.sendTaskFailure({ taskToken, error: "Refused", cause: "no" });
    expect(await settled(api, executionArn)).toMatchObject({ status: "FAILED", error: "Refused", cause: "no" });
  });

  it("times out without it, and the token is of no use then", async () => {
    const { api, executionArn, taskToken } = await asking();
    expect(await settled(api, executionArn)).toMatchObject({ status: "FAILED", error: "States.Timeout" });
    expect(await rejection(api.sendTaskFailure({ taskToken }))).toMatch(/^TaskTimedOut/);
  });

  it("is over when the execution is stopped", async () => {
    const { api, executionArn, taskToken } = await asking();
    await api.stopExecution({ executionArn });
    expect(await rejection(api.sendTaskSuccess({ taskToken, output: "1" }))).toMatch(/^TaskTimedOut/);
  });

  it("knows no other token", async () => {
    for (const taskToken of ["NoSuchTaskToken", "", 7 as never])
      expect(await rejection(service().sendTaskHeartbeat({ taskToken }))).toBe(
        "InvalidToken: Invalid Token: 'Invalid token'",
      );
  });
});

describe("activities", () => {
  it("are created once, listed, described and deleted", async () => {
    const api = service();
    const { activityArn } = await api.createActivity({ name: "paint" });
    expect(await api.createActivity({ name: "paint" })).toMatchObject({ activityArn });
    expect(await api.listActivities({})).toMatchObject({ activities: [{ activityArn, name: "paint" }] });
    expect(await api.describeActivity({ activityArn })).toMatchObject({ name: "paint" });
    await api.deleteActivity({ activityArn });
    expect(await rejection(api.describeActivity({ activityArn }))).toBe(
      `ActivityDoesNotExist: Activity Does Not Exist: '${activityArn}'`,
    );
    expect(await rejection(api.createActivity({ name: "a b" }))).toMatch(/^InvalidName/);
  });

  it.each(["before", "after"])("give a task to the worker that asks %s it is there", async (when) => {
    const api = service();
    const { activityArn } = await api.createActivity({ name: "paint" });
    const asked = when === "before" ? api.getActivityTask({ activityArn, workerName: "bob" }) : undefined;
    const executionArn = await begin(api, machine(activityArn), { color: "red" });
    const { taskToken = "", input } = await (asked ?? api.getActivityTask({ activityArn, workerName: "bob" }));
    expect(input).toBe('{"color":"red"}');
    await api.sendTaskSuccess({ taskToken, output: '"done"' });
    expect(await settled(api, executionArn)).toMatchObject({ status: "SUCCEEDED", output: '"done"' });
    const { events } = await api.getExecutionHistory({ executionArn });
    expect(events.slice(2, 5)).toMatchObject([
      { type: "ActivityScheduled" },
      { type: "ActivityStarted", activityStartedEventDetails: { workerName: "bob" } },
      { type: "ActivitySucceeded", activitySucceededEventDetails: { output: '"done"' } },
    ]);
  });

  it("have nothing for a worker that has waited for a minute", async () => {
    const clock = virtual();
    const api = createLocalStepFunctions({ clock });
    const { activityArn } = await api.createActivity({ name: "paint" });
    const start = clock.now();
    expect(await api.getActivityTask({ activityArn })).toEqual({});
    expect(clock.now() - start).toBe(60_000);
  });

  it("that are not there fail the task", async () => {
    const { error, cause, events } = await execute(machine("arn:aws:states:us-east-1:123456789012:activity:none"));
    expect([error, cause]).toEqual([
      "ActivityDoesNotExist",
      "Activity Does Not Exist: 'arn:aws:states:us-east-1:123456789012:activity:none'",
    ]);
    expect(events.map(({ type }) => type)).toContain("ActivityScheduleFailed");
  });
});

describe("an execution within an execution", () => {
  const fails: StateMachine = { StartAt: "F", States: { F: { Type: "Fail", Error: "Some", Cause: "thing" } } };
  const nested = async (suffix: string, child: StateMachine, more: object = {}) => {
    const api = service();
    const childArn = await create(api, child, "child");
    const Parameters = { StateMachineArn: childArn, Name: "c", Input: { n: 1 }, ...more };
    const executionArn = await begin(api, machine(`arn:aws:states:::states:startExecution${suffix}`, { Parameters }));
    const { output = "null", cause, ...end } = await settled(api, executionArn);
    return { api, end, cause, output: JSON.parse(output), executionArn };
  };
  const childArn = "arn:aws:states:us-east-1:123456789012:execution:child:c";

  it("is begun, and told of", async () => {
    const { output } = await nested("", pass);
    expect(Object.keys(output)).toEqual(["ExecutionArn", "SdkHttpMetadata", "SdkResponseMetadata", "StartDate"]);
    expect(output).toMatchObject({ ExecutionArn: childArn, StartDate: expect.any(Number) });
  });

  it.each([
    [".sync", '{"n":1}'],
    [".sync:2", { n: 1 }],
  ])("is waited for by %s", async (suffix, value) => {
    const { api, output, executionArn } = await nested(suffix, pass);
    expect(output).toEqual({
      ExecutionArn: childArn,
      Input: value,
      InputDetails: { Included: true },
      Name: "c",
      Output: value,
      OutputDetails: { Included: true },
      RedriveCount: 0,
      RedriveStatus: "NOT_REDRIVABLE",
      RedriveStatusReason: "Execution is SUCCEEDED and cannot be redriven",
      StartDate: expect.any(Number),
      StateMachineArn: "arn:aws:states:us-east-1:123456789012:stateMachine:child",
      Status: "SUCCEEDED",
      StopDate: expect.any(Number),
    });
    expect(await eventTypes(api, executionArn)).toContain("TaskSubmitted");
  });

  it("that fails, fails its parent, with all that is known of it", async () => {
    const { end, cause = "" } = await nested(".sync", fails);
    expect(end).toMatchObject({ status: "FAILED", error: "States.TaskFailed" });
    expect(JSON.parse(cause)).toMatchObject({ Cause: "thing", Error: "Some", Input: '{"n":1}', Status: "FAILED" });
  });

  it("ends by the token that it was given, too", async () => {
    const child = machine("arn:aws:states:::aws-sdk:sfn:sendTaskSuccess", {
      Parameters: { "TaskToken.$": "$.token", Output: { by: "token" } },
    });
    const { output } = await nested(".waitForTaskToken", child, { Input: { "token.$": "$$.Task.Token" } });
    expect(output).toEqual({ by: "token" });
  });

  it("is stopped with its parent", async () => {
    const api = createLocalStepFunctions();
    const StateMachineArn = await create(api, machine("arn:aws:states:us-east-1:123456789012:activity:a"), "child");
    await api.createActivity({ name: "a" });
    const parent = machine("arn:aws:states:::states:startExecution.sync", {
      Parameters: { StateMachineArn, Name: "c" },
    });
    const executionArn = await begin(api, parent);
    while (!(await eventTypes(api, executionArn)).includes("TaskSubmitted"))
      await new Promise((resolve) => setImmediate(resolve));
    await api.stopExecution({ executionArn });
    expect(await settled(api, childArn)).toMatchObject({ status: "ABORTED" });
  });

  it("of no machine, or in a name that is taken, is refused in AWS's words", async () => {
    const StateMachineArn = "arn:aws:states:us-east-1:123456789012:stateMachine:none";
    const refused = await nested("", pass, { StateMachineArn });
    expect(refused.end.error).toBe("StepFunctions.StateMachineDoesNotExistException");
    expect(refused.cause).toMatch(
      /^State Machine Does Not Exist: '.*:none' \(Service: AWSStepFunctions; Status Code: 400; Error Code: StateMachineDoesNotExist; Request ID: [-\w]+; Proxy: null\)$/,
    );
  });
});

describe("the AWS SDK's actions", () => {
  it("of Step Functions answer in the task's names, with times as text", async () => {
    const api = service();
    const StateMachineArn = await create(api, pass, "child");
    const Parameters = { StateMachineArn, Name: "c", Input: { a: null } };
    const parent = machine("arn:aws:states:::aws-sdk:sfn:startExecution", { Parameters });
    const { output = "" } = await settled(api, await begin(api, parent));
    expect(JSON.parse(output)).toEqual({
      ExecutionArn: "arn:aws:states:us-east-1:123456789012:execution:child:c",
      StartDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
    const { input } = await api.describeExecution({ executionArn: JSON.parse(output).ExecutionArn });
    expect(input).toBe('{"a":null}');
  });

  it("tell what is refused in the SDK's words", async () => {
    const { error, cause } = await execute(
      machine("arn:aws:states:::aws-sdk:sfn:sendTaskFailure", { Parameters: { TaskToken: "NoSuchTaskToken" } }),
    );
    expect(error).toBe("Sfn.InvalidTokenException");
    expect(cause).toMatch(
      /^Invalid Token: 'Invalid token' \(Service: Sfn, Status Code: 400, Request ID: [-\w]+\) \(SDK Attempt Count: 1\)$/,
    );
  });

  it("that are not there say how to stand in for them", async () => {
    const { error, cause } = await execute(machine("arn:aws:states:::aws-sdk:glue:startJobRun", { Parameters: {} }));
    expect(error).toBe("States.TaskFailed");
    expect(cause).toMatch(/not there locally.*functions: \{ "arn:aws:states:::aws-sdk:glue:startJobRun"/);
  });

  it("of a job are done by one function, which gives the job's result", async () => {
    const run = machine("arn:aws:states:::glue:startJobRun.sync", { Parameters: { JobName: "j" } });
    const functions = {
      "arn:aws:states:::glue:startJobRun": ({ JobName }: { JobName: string }) => ({ JobName, ok: 1 }),
    };
    const { output, events } = await execute(run, { functions });
    expect(output).toBe('{"JobName":"j","ok":1}');
    expect(events.map(({ type }) => type)).toContain("TaskSubmitted");
  });
});

describe("an express machine", () => {
  const express = async (definition: StateMachine) => {
    const api = service();
    const { stateMachineArn } = await api.createStateMachine({
      name: "fast",
      definition: JSON.stringify(definition),
      roleArn,
      type: "EXPRESS",
    });
    return { api, stateMachineArn };
  };

  it("answers when it has ended", async () => {
    const { api, stateMachineArn } = await express(pass);
    expect(await api.startSyncExecution({ stateMachineArn, name: "x", input: "[1]" })).toMatchObject({
      executionArn: expect.stringMatching(/:express:fast:x:[-\w]{36}$/),
      status: "SUCCEEDED",
      input: "[1]",
      output: "[1]",
      outputDetails: { included: true },
      billingDetails: { billedMemoryUsedInMB: 64, billedDurationInMilliseconds: 100 },
    });
  });

  it("ends after five minutes", async () => {
    const { api, stateMachineArn } = await express({
      StartAt: "W",
      States: { W: { Type: "Wait", Seconds: 301, End: true } },
    });
    const { status, startDate, stopDate } = await api.startSyncExecution({ stateMachineArn });
    expect([status, stopDate.getTime() - startDate.getTime()]).toEqual(["TIMED_OUT", 300_000]);
  });

  it("has no history to ask for, and standard ones do not answer at once", async () => {
    const { api, stateMachineArn } = await express(pass);
    const { executionArn } = await api.startExecution({ stateMachineArn });
    const invalid = "InvalidArn: Invalid Arn: 'Resource type not valid in this context: express'";
    expect(await rejection(api.getExecutionHistory({ executionArn }))).toBe(invalid);
    expect(await rejection(api.describeExecution({ executionArn }))).toBe(invalid);
    const unsupported = "StateMachineTypeNotSupported: This operation is not supported by this type of state machine";
    expect(await rejection(api.listExecutions({ stateMachineArn }))).toBe(unsupported);
    const standard = await create(api, pass, "slow");
    expect(await rejection(api.startSyncExecution({ stateMachineArn: standard }))).toBe(unsupported);
  });
});
