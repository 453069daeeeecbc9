import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { LocalOptions } from "../options";
import { createLocalStepFunctions } from "../step-functions";
import { closeData } from "./data";

const roleArn = "arn:aws:iam::123456789012:role/r";
const folders: string[] = [];
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), "stepbook-data-"));
  folders.push(made);
  return made;
};
afterEach(() => {
  for (const made of folders.splice(0)) {
    closeData(made);
    rmSync(made, { recursive: true, force: true });
  }
});

/** A service as the next process has it: the last one has let go of the folder. */
const next = (data: string, options: LocalOptions = {}) => {
  closeData(data);
  return createLocalStepFunctions({ ...options, data });
};

const text = (states: object, more: object = {}) =>
  JSON.stringify({ StartAt: Object.keys(states)[0], States: states, ...more });
const pass = text({ A: { Type: "Pass", End: true } });

type Api = ReturnType<typeof createLocalStepFunctions>;

const ended = async (api: Api, executionArn: string) => {
  await expect
    .poll(async () => (await api.describeExecution({ executionArn })).status, { timeout: 5000 })
    .not.toBe("RUNNING");
  return api.describeExecution({ executionArn });
};
const historyOf = async (api: Api, executionArn: string) =>
  (await api.getExecutionHistory({ executionArn, maxResults: 1000 })).events;

describe("a service with a data folder", () => {
  it("knows the machines, versions, aliases, tags and activities of before", async () => {
    const data = folder();
    const before = createLocalStepFunctions({ data });
    const { stateMachineArn, stateMachineVersionArn = "" } = await before.createStateMachine({
      name: "m",
      definition: pass,
      roleArn,
      publish: true,
      tags: [{ key: "a", value: "1" }],
    });
    await before.updateStateMachine({ stateMachineArn, definition: text({ B: { Type: "Succeed" } }) });
    await before.createStateMachineAlias({
      name: "live",
      routingConfiguration: [{ stateMachineVersionArn, weight: 100 }],
    });
    await before.createActivity({ name: "paint" });
    await before.createStateMachine({ name: "gone", definition: pass, roleArn });
    await before.deleteStateMachine({ stateMachineArn: stateMachineArn.replace(/m$/, "gone") });
    const told = async (api: Api) => [
      await api.describeStateMachine({ stateMachineArn }),
      await api.describeStateMachine({ stateMachineArn: stateMachineVersionArn }),
      await api.describeStateMachineAlias({ stateMachineAliasArn: `${stateMachineArn}:live` }),
      await api.listTagsForResource({ resourceArn: stateMachineArn }),
      await api.listStateMachines({}),
      await api.listStateMachineVersions({ stateMachineArn }),
      await api.listActivities({}),
    ];
    const all = await told(before);
    const after = next(data);
    expect(await told(after)).toEqual(all);
    const again = await after.publishStateMachineVersion({ stateMachineArn });
    expect(again.stateMachineVersionArn).toBe(`${stateMachineArn}:2`);
    expect((await after.publishStateMachineVersion({ stateMachineArn })).stateMachineVersionArn).toBe(
      `${stateMachineArn}:2`,
    );
  });

  it("tells of executions that have ended as it did before", async () => {
    const data = folder();
    const before = createLocalStepFunctions({ data, functions: { double: ({ n }) => 2 * n } });
    const definition = text({
      A: {
        Type: "Task",
        Resource: "arn:aws:states:::lambda:invoke",
        Parameters: { FunctionName: "double", "Payload.$": "$" },
        End: true,
      },
    });
    const { stateMachineArn } = await before.createStateMachine({ name: "m", definition, roleArn });
    const { executionArn } = await before.startExecution({ stateMachineArn, name: "one", input: '{"n":21}' });
    const description = await ended(before, executionArn);
    expect(description.status).toBe("SUCCEEDED");
    const events = await historyOf(before, executionArn);
    const after = next(data);
    expect(await after.describeExecution({ executionArn })).toEqual(description);
    expect(await historyOf(after, executionArn)).toEqual(events);
    expect(await after.describeStateMachineForExecution({ executionArn })).toEqual(
      await before.describeStateMachineForExecution({ executionArn }),
    );
    expect((await after.listExecutions({ stateMachineArn })).executions).toHaveLength(1);
    await expect(after.startExecution({ stateMachineArn, name: "one" })).rejects.toThrow("Execution Already Exists");
  });

  it("goes on with a wait, and with the token of a task", async () => {
    const data = folder();
    const definition = text({
      W: { Type: "Wait", Seconds: 1, Next: "T" },
      T: {
        Type: "Task",
        Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        Parameters: {
          QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/q",
          "MessageBody.$": "$$.Task.Token",
        },
        End: true,
      },
    });
    const before = createLocalStepFunctions({ data });
    const { stateMachineArn } = await before.createStateMachine({ name: "m", definition, roleArn });
    const { executionArn } = await before.startExecution({ stateMachineArn });
    const tokens: string[] = [];
    const after = next(data, { onMessage: ({ body }) => tokens.push(body) });
    expect(await historyOf(after, executionArn)).toHaveLength(2);
    await expect.poll(() => tokens, { timeout: 3000 }).toHaveLength(1);
    const events = await historyOf(after, executionArn);
    const last = next(data);
    expect(await historyOf(last, executionArn)).toEqual(events);
    await last.sendTaskSuccess({ taskToken: tokens[0]!, output: '"done"' });
    expect(await ended(last, executionArn)).toMatchObject({ status: "SUCCEEDED", output: '"done"' });
    expect((await historyOf(last, executionArn)).slice(0, events.length)).toEqual(events);
    const again = next(data).sendTaskSuccess({ taskToken: tokens[0]!, output: '"again"' });
    await expect(again).rejects.toThrow("Task Timed Out: 'Provided task does not exist anymore'");
  });

  it("fails a task that was interrupted: it is retried, or the execution redriven", async () => {
    const data = folder();
    const task = {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke",
      Parameters: { FunctionName: "work", Payload: {} },
      End: true,
    };
    const before = createLocalStepFunctions({ data, functions: { work: () => new Promise(() => undefined) } });
    const made = async (name: string, state: object) => {
      const { stateMachineArn } = await before.createStateMachine({ name, definition: text({ A: state }), roleArn });
      return (await before.startExecution({ stateMachineArn })).executionArn;
    };
    const plain = await made("plain", task);
    const retried = await made("retried", {
      ...task,
      Retry: [{ ErrorEquals: ["States.TaskFailed"], IntervalSeconds: 1 }],
    });
    const after = next(data, { functions: { work: () => "done" } });
    expect(await after.describeExecution({ executionArn: plain })).toMatchObject({
      status: "FAILED",
      error: "States.TaskFailed",
      cause: expect.stringContaining('The process that ran the task of the state "A" ended before the task did.'),
    });
    expect((await ended(after, retried)).status).toBe("SUCCEEDED");
    const last = next(data, { functions: { work: () => "again" } });
    await last.redriveExecution({ executionArn: plain, clientToken: "t" });
    expect(await ended(last, plain)).toMatchObject({ status: "SUCCEEDED", redriveCount: 1 });
    const events = await historyOf(last, plain);
    expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index + 1));
    expect(await historyOf(next(data), plain)).toEqual(events);
  });

  it("has the map runs of before, with their children", async () => {
    const data = folder();
    const before = createLocalStepFunctions({ data, functions: { odd: ({ n }) => assertEven(n) } });
    const task = {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke",
      Parameters: { FunctionName: "odd", "Payload.$": "$" },
      End: true,
    };
    const definition = text({
      M: {
        Type: "Map",
        ToleratedFailurePercentage: 50,
        ItemProcessor: {
          ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
          StartAt: "T",
          States: { T: task },
        },
        End: true,
      },
    });
    const { stateMachineArn } = await before.createStateMachine({ name: "m", definition, roleArn });
    const input = '[{"n":1},{"n":2},{"n":4}]';
    const { executionArn } = await before.startExecution({ stateMachineArn, name: "one", input });
    await ended(before, executionArn);
    const told = async (api: Api) => {
      const [{ mapRunArn } = { mapRunArn: "" }] = (await api.listMapRuns({ executionArn })).mapRuns;
      const { executions } = await api.listExecutions({ mapRunArn });
      const children = executions.map(({ executionArn }) => executionArn);
      return {
        run: await api.describeMapRun({ mapRunArn }),
        executions,
        children: await Promise.all(children.map((arn) => api.describeExecution({ executionArn: arn }))),
        machine: await api.describeStateMachineForExecution({ executionArn: children[0]! }),
        histories: await Promise.all(children.map((arn) => historyOf(api, arn))),
      };
    };
    const all = await told(before);
    expect(all.run.itemCounts).toMatchObject({ total: 3, succeeded: 2, failed: 1 });
    const after = next(data);
    // A child can be asked for by its ARN alone.
    expect(await historyOf(after, all.children[0]!.executionArn)).toEqual(all.histories[0]);
    expect(await told(next(data))).toEqual(all);
  });

  it("keeps the executions that ended last, within its bounds", async () => {
    const data = folder();
    const api = createLocalStepFunctions({ data, keep: { executions: 3 } });
    const { stateMachineArn } = await api.createStateMachine({ name: "m", definition: pass, roleArn });
    for (const name of ["a", "b", "c", "d", "e"]) await api.startExecution({ stateMachineArn, name });
    const names = async (from: Api) =>
      (await from.listExecutions({ stateMachineArn })).executions.map(({ name }) => name);
    expect(await names(api)).toEqual(["e", "d", "c"]);
    expect(await names(next(data, { keep: { executions: 2 } }))).toEqual(["e", "d"]);
    expect(await names(next(data, { keep: { bytes: 1 } }))).toEqual(["e"]);
  });

  it("is shared by the services of a process: each knows, and goes on with, all", async () => {
    const data = folder();
    const one = createLocalStepFunctions({ data });
    const other = createLocalStepFunctions({ data: join(data, "..", data.split("/").at(-1)!) });
    const definition = text({ W: { Type: "Wait", Seconds: 100, End: true } });
    const { stateMachineArn } = await one.createStateMachine({ name: "m", definition, roleArn });
    const { executionArn } = await other.startExecution({ stateMachineArn });
    await one.stopExecution({ executionArn, error: "Enough" });
    expect(await other.describeExecution({ executionArn })).toMatchObject({ status: "ABORTED", error: "Enough" });
    const again = next(data);
    expect(await again.describeExecution({ executionArn })).toMatchObject({ status: "ABORTED", error: "Enough" });
  });

  it("goes on with an execution that another waits for, and with a machine that is to be deleted", async () => {
    const data = folder();
    const before = createLocalStepFunctions({ data });
    const wait = text({ W: { Type: "Wait", Seconds: 1, End: true } });
    const inner = await before.createStateMachine({ name: "inner", definition: wait, roleArn });
    const definition = text({
      S: {
        Type: "Task",
        Resource: "arn:aws:states:::states:startExecution.sync:2",
        Parameters: { StateMachineArn: inner.stateMachineArn, Name: "within" },
        OutputPath: "$.Status",
        End: true,
      },
    });
    const outer = await before.createStateMachine({ name: "outer", definition, roleArn });
    const { executionArn } = await before.startExecution({ stateMachineArn: outer.stateMachineArn });
    await expect.poll(async () => (await historyOf(before, executionArn)).at(-1)?.type).toBe("TaskSubmitted");
    await before.deleteStateMachine({ stateMachineArn: inner.stateMachineArn });
    const after = next(data);
    expect(await after.describeStateMachine(inner)).toMatchObject({ status: "DELETING" });
    expect(await ended(after, executionArn)).toMatchObject({ status: "SUCCEEDED", output: '"SUCCEEDED"' });
    await expect(after.describeStateMachine(inner)).rejects.toThrow("State Machine Does Not Exist");
  });

  it("hands an activity's task to a worker once, and takes its result from the next process", async () => {
    const data = folder();
    const before = createLocalStepFunctions({ data });
    const { activityArn } = await before.createActivity({ name: "paint" });
    const definition = text({ A: { Type: "Task", Resource: activityArn, End: true } });
    const { stateMachineArn } = await before.createStateMachine({ name: "m", definition, roleArn });
    const [first, second] = [
      await before.startExecution({ stateMachineArn, input: "1" }),
      await before.startExecution({ stateMachineArn, input: "2" }),
    ];
    const taken = await before.getActivityTask({ activityArn, workerName: "w" });
    expect(taken.input).toBe("1");
    const after = next(data);
    const other = await after.getActivityTask({ activityArn });
    expect(other.input).toBe("2");
    await after.sendTaskHeartbeat({ taskToken: taken.taskToken! });
    await after.sendTaskSuccess({ taskToken: taken.taskToken!, output: '"red"' });
    await after.sendTaskFailure({ taskToken: other.taskToken!, error: "Dry" });
    expect(await ended(after, first.executionArn)).toMatchObject({ status: "SUCCEEDED", output: '"red"' });
    expect(await ended(after, second.executionArn)).toMatchObject({ status: "FAILED", error: "Dry" });
  });

  it("begins anew where somebody takes the folder away", async () => {
    const data = folder();
    const api = createLocalStepFunctions({ data });
    const definition = text({ W: { Type: "Wait", SecondsPath: "$.seconds", End: true } });
    const { stateMachineArn } = await api.createStateMachine({ name: "m", definition, roleArn });
    const old = await api.startExecution({ stateMachineArn, name: "old", input: '{"seconds":1}' });
    const told = new Promise<Error>((resolve) => process.once("warning", resolve));
    rmSync(data, { recursive: true });
    await api.startExecution({ stateMachineArn, name: "new", input: '{"seconds":0}' });
    expect((await ended(api, old.executionArn)).status).toBe("SUCCEEDED");
    expect((await told).message).toContain("is gone: what it kept goes on in memory alone.");
    await api.tagResource({ resourceArn: stateMachineArn, tags: [{ key: "a", value: "b" }] });
    const after = next(data);
    const { executions } = await after.listExecutions({ stateMachineArn });
    expect(executions.map(({ name }) => name)).toEqual(["new"]);
  });
});

const assertEven = (n: number): number => {
  if (n % 2 === 0) return n;
  throw Object.assign(new Error(`${n} is odd`), { name: "Odd" });
};
