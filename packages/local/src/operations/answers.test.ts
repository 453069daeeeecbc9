import type { StateMachine } from "@stepbook/asl";
import { describe, expect, it } from "vitest";
import { heldAgainstModel } from "../../test/answers";
import { pass, rejection, roleArn, settled } from "../../test/execute";
import { createLocalStepFunctions, virtual } from "../index";

const activityArn = "arn:aws:states:us-east-1:123456789012:activity:paint";
const machine: StateMachine = {
  StartAt: "Orders",
  States: {
    Orders: {
      Type: "Map",
      Label: "Orders",
      ItemProcessor: {
        ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
        StartAt: "Double",
        States: {
          Double: {
            Type: "Task",
            Resource: "arn:aws:lambda:us-east-1:123456789012:function:double",
            Retry: [{ ErrorEquals: ["Busy"], IntervalSeconds: 1 }],
            End: true,
          },
        },
      },
      Next: "Paint",
    },
    Paint: { Type: "Task", Resource: activityArn, TimeoutSeconds: 60, Next: "Call" },
    Call: {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke",
      Parameters: { FunctionName: "fails" },
      Catch: [{ ErrorEquals: ["States.ALL"], Next: "Both" }],
      Next: "Both",
    },
    Both: {
      Type: "Parallel",
      Branches: [pass, { StartAt: "W", States: { W: { Type: "Wait", Seconds: 5, End: true } } }],
      Next: "Fails",
    },
    Fails: { Type: "Fail", Error: "E", Cause: "C" },
  },
};

describe("what the operations answer", () => {
  it("is what AWS's model of each of them allows, whole", async () => {
    const asked = new Set<string>();
    let busy = true;
    const functions = {
      double: (n: unknown) => {
        const refuse = busy && n === 2;
        busy = false;
        if (refuse) throw Object.assign(new Error("later"), { name: "Busy" });
        return 2 * (n as number);
      },
      fails: () => {
        throw new Error("no");
      },
    };
    const service = createLocalStepFunctions({ seed: 3, clock: virtual(), functions });
    const api = heldAgainstModel(service, asked);
    const tags = [{ key: "team", value: "a" }];
    const definition = JSON.stringify(machine);
    await api.validateStateMachineDefinition({ definition });
    await api.testState({ definition: JSON.stringify({ Type: "Pass", End: true }), inspectionLevel: "DEBUG" });
    await api.createActivity({ name: "paint", tags });
    await api.describeActivity({ activityArn });
    await api.listActivities({});

    const configurations = { tracingConfiguration: { enabled: true }, publish: true, versionDescription: "first" };
    const { stateMachineArn } = await api.createStateMachine({
      name: "m",
      definition,
      roleArn,
      tags,
      ...configurations,
    });
    await api.updateStateMachine({ stateMachineArn, roleArn: `${roleArn}2`, publish: true });
    const { stateMachineVersionArn } = await api.publishStateMachineVersion({ stateMachineArn, description: "again" });
    const routingConfiguration = [{ stateMachineVersionArn, weight: 100 }];
    const { stateMachineAliasArn } = await api.createStateMachineAlias({
      name: "live",
      description: "what runs",
      routingConfiguration,
    });
    await api.updateStateMachineAlias({ stateMachineAliasArn, description: "what really runs" });
    await api.describeStateMachineAlias({ stateMachineAliasArn });
    await api.listStateMachineAliases({ stateMachineArn: stateMachineVersionArn });
    await api.listStateMachineVersions({ stateMachineArn, maxResults: 1 });
    await api.listStateMachines({});
    for (const arn of [stateMachineArn, stateMachineVersionArn, stateMachineAliasArn])
      await api.describeStateMachine({ stateMachineArn: arn });
    await api.tagResource({ resourceArn: stateMachineArn, tags: [{ key: "cost", value: "1" }] });
    await api.untagResource({ resourceArn: activityArn, tagKeys: ["team"] });
    await api.listTagsForResource({ resourceArn: stateMachineArn });

    const input = "[1,2]";
    const { executionArn } = await api.startExecution({
      stateMachineArn: stateMachineAliasArn,
      input,
      traceHeader: "Root=1",
    });
    const { taskToken = "" } = await api.getActivityTask({ activityArn, workerName: "ann" });
    await api.describeExecution({ executionArn });
    await api.sendTaskHeartbeat({ taskToken });
    await api.sendTaskSuccess({ taskToken, output: "{}" });
    expect((await settled(api, executionArn)).status).toBe("FAILED");
    await api.redriveExecution({ executionArn, clientToken: "one" });
    await settled(api, executionArn);
    await api.describeExecution({ executionArn, includedData: "METADATA_ONLY" });
    await api.describeStateMachineForExecution({ executionArn });
    await api.listExecutions({ stateMachineArn: stateMachineAliasArn, redriveFilter: "REDRIVEN" });
    await api.getExecutionHistory({ executionArn, maxResults: 1000 });

    const { mapRuns } = await api.listMapRuns({ executionArn });
    const { mapRunArn } = mapRuns[0]!;
    await api.describeMapRun({ mapRunArn });
    const { executions } = await api.listExecutions({ mapRunArn });
    expect(await api.describeStateMachineForExecution(executions[0]!)).toMatchObject({
      name: "m/Orders",
      label: "Orders",
      mapRunArn,
      stateMachineArn: `${stateMachineArn}/Orders`,
      revisionId: expect.any(String),
    });
    await api.describeExecution(executions[0]!);
    expect(await rejection(api.updateMapRun({ mapRunArn, maxConcurrency: 1 }))).toMatch(/^ValidationException/);
    expect(await rejection(api.sendTaskFailure({ taskToken }))).toMatch(/^TaskTimedOut/);
    await api.stopExecution({ executionArn });

    const fast = { name: "x", definition: JSON.stringify(pass), roleArn, type: "EXPRESS" } as const;
    const express = await api.createStateMachine({ ...fast, publish: true });
    await api.startSyncExecution({ ...express, input: "1", traceHeader: "Root=1" });
    await api.startSyncExecution({ stateMachineArn: express.stateMachineVersionArn!, includedData: "METADATA_ONLY" });

    await api.deleteStateMachineAlias({ stateMachineAliasArn });
    await api.deleteStateMachineVersion({ stateMachineVersionArn });
    await api.deleteStateMachine({ stateMachineArn });
    await api.deleteActivity({ activityArn });
    const refused = ["updateMapRun", "sendTaskFailure"];
    expect(Object.keys(service).filter((name) => !asked.has(name) && !refused.includes(name))).toEqual([]);
  });
});
