import { expect } from "vitest";
import { fail, lambda, type Mock, pass, wait } from "../../src/index";
import { type Behaviour, codeOf, create, ended, make, waiting } from "./behaviour";

/** What runs beside an ordinary execution: an EXPRESS machine to its end, one state alone, a failed run again. */
export const others: readonly Behaviour[] = [
  {
    title: "an EXPRESS workflow runs to its end in one call",
    differs: "sync",
    async test(on) {
      const fast = make(on, "express", pass("A", { output: { fast: true } }), { type: "EXPRESS" });
      await fast.create();
      const ran = await fast.startSync({ n: 1 });
      expect(ran).toMatchObject({ output: { fast: true }, startDate: expect.any(Date), stopDate: expect.any(Date) });
    },
  },
  {
    title: "an EXPRESS workflow that fails is told as any other that fails",
    differs: "sync",
    async test(on) {
      const broken = make(on, "express-fails", fail("No", { error: "TooBig", cause: "11 is more than 10" }), {
        type: "EXPRESS",
      });
      await broken.create();
      await expect(broken.startSync()).rejects.toMatchObject({
        name: "ExecutionFailed",
        status: "FAILED",
        error: "TooBig",
        cause: "11 is more than 10",
      });
    },
  },
  {
    title: "tests one state alone, as it is and with its work mocked",
    differs: "checks",
    async test(on) {
      const call = lambda.invoke(
        "Call",
        { functionName: "nobody", payload: { n: 7 } },
        {
          retry: [{ errorEquals: ["Busy"], intervalSeconds: 3, maxAttempts: 1 }],
          catch: [{ errorEquals: ["OutOfOrder"], next: pass("Mend") }],
        },
      );
      const tested = make(on, "tested", [pass("A", { output: { n: 7 } }), call, pass("B")]);
      const mocked = (mock: Mock) => tested.test("Call", { mock });
      expect(await tested.test("A")).toMatchObject({ status: "SUCCEEDED", output: { n: 7 }, nextState: "Call" });
      expect(await mocked({ result: { Payload: { n: 14 }, StatusCode: 200 } })).toMatchObject({
        status: "SUCCEEDED",
        output: { Payload: { n: 14 } },
        nextState: "B",
      });
      expect(await mocked({ error: "Busy" })).toMatchObject({
        status: "RETRIABLE",
        inspectionData: { errorDetails: { retryBackoffIntervalSeconds: 3 } },
      });
      expect(await mocked({ error: "OutOfOrder" })).toMatchObject({ status: "CAUGHT_ERROR", nextState: "Mend" });
      expect(await mocked({ error: "Other", cause: "why" })).toMatchObject({
        status: "FAILED",
        error: "Other",
        cause: "why",
      });
    },
  },
  {
    title: "validates a definition as the service does",
    differs: "checks",
    async test({ api }) {
      const wrong = { StartAt: "A", States: { A: { Type: "Pass", Next: "B" } } };
      const { result, diagnostics } = await api.validateStateMachineDefinition({ definition: JSON.stringify(wrong) });
      expect(result).toBe("FAIL");
      expect(diagnostics[0]).toMatchObject({ severity: "ERROR", code: "MISSING_TRANSITION_TARGET" });
      const right = { StartAt: "A", States: { A: { Type: "Pass", End: true } } };
      expect(await api.validateStateMachineDefinition({ definition: JSON.stringify(right) })).toMatchObject({
        result: "OK",
        diagnostics: [],
      });
    },
  },
  {
    title: "redrives a failed execution from the state that failed; what succeeded is not run again",
    differs: "redrive",
    async test({ api }) {
      const definition = {
        StartAt: "A",
        States: {
          A: { Type: "Pass", Next: "Call" },
          Call: {
            Type: "Task",
            Resource: "arn:aws:states:::lambda:invoke",
            Parameters: { FunctionName: "flaky", Payload: { "key.$": "$$.Execution.Id", times: 1 } },
            OutputPath: "$.Payload",
            End: true,
          },
        },
      };
      const { stateMachineArn } = await create(api, "redrives", JSON.stringify(definition));
      const { executionArn } = await api.startExecution({ stateMachineArn, name: "once" });
      expect(await ended(api, executionArn)).toMatchObject({ status: "FAILED", redriveStatus: "REDRIVABLE" });
      await api.redriveExecution({ executionArn });
      expect(await ended(api, executionArn)).toMatchObject({
        status: "SUCCEEDED",
        output: '{"calls":2}',
        redriveCount: 1,
        redriveDate: expect.any(Date),
      });
      const { events } = await api.getExecutionHistory({ executionArn });
      const types = events.map(({ type }) => type);
      expect(types.filter((type) => type === "PassStateEntered")).toHaveLength(1);
      expect(types).toContain("ExecutionRedriven");
      expect(await codeOf(api.redriveExecution({ executionArn }))).toBe("ExecutionNotRedrivable");
    },
  },
  {
    title: "whoever has an execution follows it on after a redrive",
    differs: "redrive",
    async test(on) {
      const slow = make(on, "goes-on", [wait("W", { seconds: 1 }), pass("B", { output: "done" })]);
      await slow.create();
      const execution = await slow.execute();
      await waiting(execution);
      await execution.stop({ error: "Doubt" });
      await expect(execution.output()).rejects.toMatchObject({ status: "ABORTED", error: "Doubt" });
      await execution.redrive();
      expect(await execution.output()).toBe("done");
      expect(await execution.describe()).toMatchObject({ status: "SUCCEEDED", redriveCount: 1 });
      await expect(execution.redrive()).rejects.toMatchObject({ code: "ExecutionNotRedrivable" });
    },
  },
  {
    title: "a distributed Map counts its children, and lists those that failed",
    differs: "mapRuns",
    async test({ api }) {
      const definition = {
        StartAt: "Each",
        States: {
          Each: {
            Type: "Map",
            ToleratedFailureCount: 1,
            ItemProcessor: {
              ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
              StartAt: "Small",
              States: {
                Small: {
                  Type: "Choice",
                  Choices: [{ Variable: "$", NumericLessThan: 3, Next: "Ok" }],
                  Default: "Big",
                },
                Ok: { Type: "Succeed" },
                Big: { Type: "Fail", Error: "TooBig" },
              },
            },
            ResultPath: null,
            End: true,
          },
        },
      };
      const { stateMachineArn } = await create(api, "distributed", JSON.stringify(definition));
      const { executionArn } = await api.startExecution({ stateMachineArn, name: "once", input: "[1,2,3]" });
      expect(await ended(api, executionArn)).toMatchObject({ status: "SUCCEEDED" });
      const { mapRuns } = await api.listMapRuns({ executionArn });
      expect(mapRuns).toHaveLength(1);
      const { mapRunArn } = mapRuns[0]!;
      expect(await api.describeMapRun({ mapRunArn })).toMatchObject({
        status: "SUCCEEDED",
        toleratedFailureCount: 1,
        itemCounts: { total: 3, succeeded: 2, failed: 1 },
        executionCounts: { total: 3, succeeded: 2, failed: 1 },
      });
      const { executions } = await api.listExecutions({ mapRunArn, statusFilter: "FAILED" });
      expect(executions).toHaveLength(1);
      expect(await api.describeExecution(executions[0]!)).toMatchObject({ error: "TooBig", input: "3", mapRunArn });
    },
  },
];
