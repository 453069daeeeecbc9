import { expect } from "vitest";
import type { Backend } from "../../src/backends/backend";
import { stepfunctions } from "../../src/index";
import { type Behaviour, create, ended, machineArn, make } from "./behaviour";
import { jsonata, machine } from "./case";

const child = machine({
  Enough: { Type: "Choice", Choices: [{ Variable: "$.n", NumericGreaterThan: 10, Next: "Too" }], Default: "Result" },
  Result: { Type: "Pass", Parameters: { "n.$": "$.n" }, End: true },
  Too: { Type: "Fail", Error: "TooBig", Cause: "more than 10" },
});

const calling = (name: string, resource: string, more: object = {}) => ({
  Type: "Task",
  Resource: `arn:aws:states:::states:startExecution${resource}`,
  Parameters: { StateMachineArn: machineArn(name), "Input.$": "$" },
  ...more,
  End: true,
});

/** Creates a child and its parent, and runs the parent. */
async function runs({ api }: Backend, name: string, parent: object, input: object) {
  await create(api, `${name}-child`, child);
  const { stateMachineArn } = await create(api, name, machine(parent));
  const { executionArn } = await api.startExecution({ stateMachineArn, name: "one", input: JSON.stringify(input) });
  const { status, output, error, cause } = await ended(api, executionArn);
  const { events } = await api.getExecutionHistory({ executionArn, maxResults: 1000 });
  return { status, error, cause, output: output && JSON.parse(output), types: events.map(({ type }) => type) };
}

/** Executions that start others. */
export const nested: readonly Behaviour[] = [
  {
    title: "starts another and goes on",
    async test(on) {
      const parent = { Call: calling("starts-child", "") };
      const { status, output, types } = await runs(on, "starts", parent, { n: 7 });
      expect(status).toBe("SUCCEEDED");
      expect(output).toMatchObject({ ExecutionArn: expect.stringContaining(":execution:starts-child:") });
      expect(output.StartDate).toEqual(expect.any(Number));
      expect(types).toEqual([
        "ExecutionStarted",
        "TaskStateEntered",
        "TaskScheduled",
        "TaskStarted",
        "TaskSucceeded",
        "TaskStateExited",
        "ExecutionSucceeded",
      ]);
      expect(await ended(on.api, output.ExecutionArn)).toMatchObject({ status: "SUCCEEDED" });
    },
  },
  {
    title: "waits for another, and takes its output as JSON",
    async test(on) {
      const parent = { Call: calling("waits-child", ".sync:2") };
      const { status, output, types } = await runs(on, "waits", parent, { n: 7 });
      expect(status).toBe("SUCCEEDED");
      expect(output).toMatchObject({
        Status: "SUCCEEDED",
        Output: { n: 7 },
        Input: { n: 7 },
        StateMachineArn: machineArn("waits-child"),
        ExecutionArn: expect.stringContaining(":execution:waits-child:"),
        StartDate: expect.any(Number),
        StopDate: expect.any(Number),
      });
      expect(types).toContain("TaskSubmitted");
    },
  },
  {
    title: "waits for another, and takes its output as text",
    async test(on) {
      const parent = { Call: calling("texts-child", ".sync", { OutputPath: "$.Output" }) };
      const { output } = await runs(on, "texts", parent, { n: 7 });
      expect(JSON.parse(output)).toEqual({ n: 7 });
    },
  },
  {
    title: "what fails in another is States.TaskFailed here, and can be caught",
    async test(on) {
      const caught = { Catch: [{ ErrorEquals: ["States.TaskFailed"], Next: "Mend" }] };
      const parent = {
        Call: calling("catches-child", ".sync:2", caught),
        Mend: {
          Type: "Pass",
          Parameters: { "error.$": "$.Error", "told.$": "States.StringToJson($.Cause)" },
          End: true,
        },
      };
      const { output } = await runs(on, "catches", parent, { n: 11 });
      expect(output).toMatchObject({
        error: "States.TaskFailed",
        told: { Status: "FAILED", Error: "TooBig", Cause: "more than 10" },
      });
    },
  },
  {
    title: "waits for another in JSONata",
    async test(on) {
      await create(on.api, "asks-child", child);
      const { stateMachineArn } = await create(
        on.api,
        "asks",
        jsonata({
          Call: {
            Type: "Task",
            Resource: "arn:aws:states:::states:startExecution.sync:2",
            Arguments: {
              StateMachineArn: machineArn("asks-child"),
              Input: { n: "{% $states.input.n + 1 %}" },
            },
            Output: "{% $states.result.Output.n %}",
            End: true,
          },
        }),
      );
      const { executionArn } = await on.api.startExecution({ stateMachineArn, name: "one", input: '{"n":6}' });
      expect(await ended(on.api, executionArn)).toMatchObject({ status: "SUCCEEDED", output: "7" });
    },
  },
  {
    title: "an execution tells those that it has started",
    async test(on) {
      await create(on.api, "told-child", child);
      const parent = make(
        on,
        "told",
        stepfunctions.startExecution(
          "Call",
          {
            stateMachineArn: machineArn("told-child"),
            input: { n: 7 },
          },
          { waitFor: "completion" },
        ),
      );
      await parent.create();
      const execution = await parent.execute();
      await execution.output();
      const [started, ...others] = await execution.listNested();
      expect(others).toHaveLength(0);
      expect(await started!.output()).toEqual({ n: 7 });
    },
  },
];
