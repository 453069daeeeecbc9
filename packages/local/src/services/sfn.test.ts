import type { StateMachine } from "@stepbook/asl";
import { describe, expect, it } from "vitest";
import { create, roleArn, settled } from "../../test/execute";
import { text } from "../../test/versions";
import { createLocalStepFunctions, virtual } from "../index";

const calling = (action: string, Parameters: object): StateMachine =>
  ({
    StartAt: "Call",
    States: { Call: { Type: "Task", Resource: `arn:aws:states:::aws-sdk:sfn:${action}`, Parameters, End: true } },
  }) as unknown as StateMachine;

describe("a workflow that calls Step Functions by the AWS SDK", () => {
  const setUp = async () => {
    const api = createLocalStepFunctions({ clock: virtual(), seed: 1 });
    const machine = { name: "shop", definition: text("sold"), roleArn, type: "EXPRESS", publish: true } as const;
    const { stateMachineArn } = await api.createStateMachine(machine);
    const call = async (action: string, parameters: object) => {
      const caller = await create(api, calling(action, parameters), action);
      const { status, output, error, cause } = await settled(
        api,
        (await api.startExecution({ stateMachineArn: caller })).executionArn,
      );
      return status === "SUCCEEDED" ? JSON.parse(output!) : `${error}: ${cause}`;
    };
    return { api, call, arn: stateMachineArn };
  };

  it("leads an alias to a version, and runs it", async () => {
    const { call, arn } = await setUp();
    const RoutingConfiguration = [{ StateMachineVersionArn: `${arn}:1`, Weight: 100 }];
    expect(await call("createStateMachineAlias", { Name: "live", RoutingConfiguration })).toEqual({
      StateMachineAliasArn: `${arn}:live`,
      CreationDate: expect.stringMatching(/Z$/),
    });
    expect(await call("startSyncExecution", { StateMachineArn: `${arn}:live`, Input: { a: 1 } })).toMatchObject({
      Status: "SUCCEEDED",
      Output: '"sold"',
      BillingDetails: { BilledMemoryUsedInMb: 64 },
    });
    expect(await call("deleteStateMachineVersion", { StateMachineVersionArn: `${arn}:1` })).toMatch(
      /^Sfn.ConflictException: Version to be deleted must not be .* \(Service: Sfn, Status Code: 409, Request ID: /,
    );
  });

  it("tags a state machine", async () => {
    const { api, call, arn } = await setUp();
    await call("tagResource", { ResourceArn: arn, Tags: [{ Key: "team", Value: "a" }] });
    expect(await call("listTagsForResource", { ResourceArn: arn })).toEqual({ Tags: [{ Key: "team", Value: "a" }] });
    await call("untagResource", { ResourceArn: arn, TagKeys: ["team"] });
    expect(await api.listTagsForResource({ resourceArn: arn })).toEqual({ tags: [] });
  });
});
