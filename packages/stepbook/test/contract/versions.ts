import { expect } from "vitest";
import { pass, wait } from "../../src/index";
import { type Behaviour, codeOf, ended, machineArn, make } from "./behaviour";

/** Versions of a state machine, and aliases that lead to them. */
export const versions: readonly Behaviour[] = [
  {
    title: "publishes versions, lists the newest first, and deletes one",
    differs: "versions",
    async test(on) {
      const hello = make(on, "versions", pass("One"));
      await hello.create();
      expect(await hello.publish({ description: "the first" })).toBe(1);
      const next = make(on, "versions", pass("Two"));
      await next.update();
      expect(await next.publish()).toBe(2);
      expect((await next.listVersions()).map(({ version }) => version)).toEqual([2, 1]);
      const first = await on.api.describeStateMachine({ stateMachineArn: `${machineArn("versions")}:1` });
      expect(first).toMatchObject({ name: "versions", description: "the first" });
      expect(JSON.parse(first.definition).StartAt).toBe("One");
      await next.deleteVersion(1);
      expect((await next.listVersions()).map(({ version }) => version)).toEqual([2]);
    },
  },
  {
    title: "the same definition published again is the same version",
    differs: "versions",
    async test(on) {
      const hello = make(on, "same-version");
      await hello.create();
      expect([await hello.publish(), await hello.publish()]).toEqual([1, 1]);
    },
  },
  {
    title: "an execution by a version runs that version's definition, whatever came after",
    differs: "versions",
    async test(on) {
      const old = make(on, "by-version", pass("Old", { output: "old" }));
      await old.create({ publish: true } as never);
      await make(on, "by-version", pass("New", { output: "new" })).update();
      const execution = await make(on, "by-version", pass("New", { output: "new" })).execute({}, { version: 1 });
      expect(await execution.output()).toBe("old");
      expect(await execution.describe()).toMatchObject({ stateMachineVersionArn: `${machineArn("by-version")}:1` });
    },
  },
  {
    title: "an alias leads to versions by weight, is led elsewhere, listed and deleted",
    differs: "versions",
    async test(on) {
      const one = make(on, "aliases", pass("One", { output: 1 }));
      await one.create();
      await one.publish();
      const two = make(on, "aliases", pass("Two", { output: 2 }));
      await two.update();
      await two.publish();
      await two.deployAlias("live", { 1: 100 });
      expect(await (await two.execute({}, { alias: "live" })).output()).toBe(1);
      await two.deployAlias("live", { 2: 100 });
      const execution = await two.execute({}, { alias: "live" });
      expect(await execution.output()).toBe(2);
      expect(await execution.describe()).toMatchObject({
        stateMachineAliasArn: `${machineArn("aliases")}:live`,
        stateMachineVersionArn: `${machineArn("aliases")}:2`,
      });
      await two.deployAlias("live", { 1: 90, 2: 10 });
      expect((await two.listAliases()).map(({ name, routing }) => [name, routing])).toEqual([
        ["live", { 1: 90, 2: 10 }],
      ]);
      await expect(two.deleteVersion(1)).rejects.toMatchObject({ code: "ConflictException" });
      await two.deleteAlias("live");
      expect(await two.listAliases()).toHaveLength(0);
      await two.deleteVersion(1);
    },
  },
];

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
    title: "tests one state alone, with its work mocked",
    differs: "checks",
    async test(on) {
      const hello = make(on, "tested", [pass("A", { output: { n: 7 } }), wait("W", { seconds: 600 }), pass("B")]);
      expect(await hello.test("A", { input: { n: 1 } })).toMatchObject({
        status: "SUCCEEDED",
        output: { n: 7 },
        nextState: "W",
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
      const { stateMachineArn } = await api.createStateMachine({
        name: "redrives",
        definition: JSON.stringify(definition),
        roleArn: "arn:aws:iam::123456789012:role/StepFunctionsRole",
      });
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
      const { stateMachineArn } = await api.createStateMachine({
        name: "distributed",
        definition: JSON.stringify(definition),
        roleArn: "arn:aws:iam::123456789012:role/StepFunctionsRole",
      });
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
