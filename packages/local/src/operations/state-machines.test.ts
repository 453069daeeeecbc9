import type { StateMachine } from "@stepbook/asl";
import { describe, expect, it } from "vitest";
import { create, execute, pass, rejection, roleArn, settled, waits } from "../../test/execute";
import { text, withVersions } from "../../test/versions";
import { createLocalStepFunctions, virtual } from "../index";

const definition = JSON.stringify(pass);
const logGroup = { cloudWatchLogsLogGroup: { logGroupArn: "arn:aws:logs:us-east-1:123456789012:log-group:steps:*" } };

describe("a state machine that is created again", () => {
  const machine = { name: "m", definition, roleArn };
  const twice = async (first: object, second: object) => {
    const api = createLocalStepFunctions();
    const { stateMachineArn } = await api.createStateMachine({ ...machine, ...first });
    return rejection(
      api.createStateMachine({ ...machine, ...second }).then((again) => {
        expect(again.stateMachineArn).toBe(stateMachineArn);
        throw Object.assign(new Error(JSON.stringify(again.stateMachineVersionArn ?? "")), { name: "same" });
      }),
    );
  };

  it.each([
    [{}, { roleArn: `${roleArn}2`, tags: [{ key: "a", value: "b" }] }],
    [{}, { loggingConfiguration: { level: "OFF", includeExecutionData: false } }],
    [{ tracingConfiguration: { enabled: false } }, { encryptionConfiguration: { type: "AWS_OWNED_KEY" } }],
    [{ publish: false }, {}],
    [{ type: "STANDARD" }, { loggingConfiguration: null }],
  ])("is the same: %j and %j", async (first, second) => {
    expect(await twice(first, second)).toBe('same: ""');
  });

  it("is the same with the same version, where both were to be published", async () => {
    const published = { publish: true, versionDescription: "first" };
    expect(await twice(published, published)).toMatch(/^same: ".*:stateMachine:m:1"$/);
  });

  it.each([
    [{}, { definition: JSON.stringify(waits) }],
    [{}, { definition: JSON.stringify(pass, null, 1) }],
    [{}, { type: "EXPRESS" }],
    [{}, { loggingConfiguration: { level: "ALL", destinations: [logGroup] } }],
    [{}, { tracingConfiguration: { enabled: true } }],
    [{}, { encryptionConfiguration: { type: "CUSTOMER_MANAGED_KMS_KEY", kmsKeyId: "alias/a" } }],
    [{}, { publish: true }],
    [{ publish: true }, { publish: true, versionDescription: "other" }],
  ])("is another, and refused: %j and %j", async (first, second) => {
    expect(await twice(first, second)).toMatch(
      /^StateMachineAlreadyExists: State Machine Already Exists: 'arn:aws:states:us-east-1:123456789012:stateMachine:m'$/,
    );
  });
});

describe("the configurations of a state machine", () => {
  it("are AWS's where nothing is said, and are changed one by one", async () => {
    const api = createLocalStepFunctions();
    const stateMachineArn = await create(api);
    expect(await api.describeStateMachine({ stateMachineArn })).toMatchObject({
      loggingConfiguration: { level: "OFF", includeExecutionData: false },
      tracingConfiguration: { enabled: false },
      encryptionConfiguration: { type: "AWS_OWNED_KEY" },
    });
    await api.updateStateMachine({ stateMachineArn, tracingConfiguration: { enabled: true } });
    const loggingConfiguration = { level: "ERROR", destinations: [logGroup] } as const;
    await api.updateStateMachine({ stateMachineArn, loggingConfiguration });
    const encryptionConfiguration = { type: "CUSTOMER_MANAGED_KMS_KEY", kmsKeyId: "alias/a" } as const;
    await api.updateStateMachine({ stateMachineArn, encryptionConfiguration });
    expect(await api.describeStateMachine({ stateMachineArn })).toMatchObject({
      definition,
      loggingConfiguration: { ...loggingConfiguration, includeExecutionData: false },
      tracingConfiguration: { enabled: true },
      encryptionConfiguration: { ...encryptionConfiguration, kmsDataKeyReusePeriodSeconds: 300 },
    });
  });

  const oneDestination = /^InvalidLoggingConfiguration: .* Must specify exactly one Log Destination\.$/;
  it.each([
    [{ loggingConfiguration: { level: "ALL" } }, oneDestination],
    [{ loggingConfiguration: { level: "ALL", destinations: [] } }, oneDestination],
    [{ loggingConfiguration: { level: "OFF", destinations: [logGroup, logGroup] } }, oneDestination],
    [{ loggingConfiguration: { destinations: {} } }, oneDestination],
    [{ loggingConfiguration: { level: "SOME" } }, /^ValidationException: .*'loggingConfiguration.level'/],
    [{ loggingConfiguration: "ALL" }, /^SerializationException/],
    [{ tracingConfiguration: true }, /^SerializationException/],
    [{ encryptionConfiguration: {} }, /^ValidationException: .*'encryptionConfiguration.type'/],
    [{ encryptionConfiguration: { type: "CUSTOMER_MANAGED_KMS_KEY" } }, /^InvalidEncryptionConfiguration/],
    [{ encryptionConfiguration: { type: "AWS_OWNED_KEY", kmsKeyId: "a" } }, /^InvalidEncryptionConfiguration/],
    [
      { encryptionConfiguration: { type: "CUSTOMER_MANAGED_KMS_KEY", kmsKeyId: "a", kmsDataKeyReusePeriodSeconds: 5 } },
      /^InvalidEncryptionConfiguration/,
    ],
    [{ versionDescription: "x" }, /^ValidationException: Version description can only be set when publish is true$/],
  ])("are refused, and nothing changes: %j", async (wrong, message) => {
    const api = createLocalStepFunctions();
    const stateMachineArn = await create(api);
    const before = await api.describeStateMachine({ stateMachineArn });
    expect(
      await rejection(api.updateStateMachine({ stateMachineArn, roleArn: `${roleArn}2`, ...wrong } as never)),
    ).toMatch(message);
    expect(await api.describeStateMachine({ stateMachineArn })).toEqual(before);
    expect(await rejection(api.createStateMachine({ name: "n", definition, roleArn, ...wrong } as never))).toMatch(
      message,
    );
  });
});

describe("an update", () => {
  it("makes a revision only where something changes", async () => {
    const api = createLocalStepFunctions();
    const stateMachineArn = await create(api);
    const revisionOf = async () => (await api.describeStateMachine({ stateMachineArn })).revisionId;
    expect(await revisionOf()).toBeUndefined();
    expect(await api.updateStateMachine({ stateMachineArn, definition, roleArn })).toEqual({
      updateDate: expect.any(Date),
    });
    const { revisionId } = await api.updateStateMachine({ stateMachineArn, roleArn: `${roleArn}2` });
    expect(await revisionOf()).toBe(revisionId);
    expect(await api.updateStateMachine({ stateMachineArn, definition })).toMatchObject({ revisionId });
    expect((await api.updateStateMachine({ stateMachineArn, roleArn })).revisionId).not.toBe(revisionId);
  });

  it("is of the machine itself: a version or an alias is none", async () => {
    const api = createLocalStepFunctions();
    const { stateMachineVersionArn = "" } = await api.createStateMachine({
      name: "m",
      definition,
      roleArn,
      publish: true,
    });
    expect(await rejection(api.updateStateMachine({ stateMachineArn: stateMachineVersionArn, publish: true }))).toBe(
      `StateMachineDoesNotExist: State Machine Does Not Exist: '${stateMachineVersionArn}'`,
    );
    expect(await rejection(api.publishStateMachineVersion({ stateMachineArn: stateMachineVersionArn }))).toMatch(
      /^StateMachineDoesNotExist/,
    );
  });
});

describe("an ARN", () => {
  const arn = "arn:aws:states:us-east-1:123456789012";
  it.each([
    ["hello", "InvalidArn: Invalid Arn: 'Invalid ARN prefix: hello'"],
    [`${arn}:execution:m:one`, "InvalidArn: Invalid Arn: 'Resource type not valid in this context: execution'"],
    ["arn:aws:lambda:us-east-1:1:function:f", "InvalidArn: Invalid Arn: 'arn:aws:lambda:us-east-1:1:function:f'"],
    [`${arn}:stateMachine:m`, `StateMachineDoesNotExist: State Machine Does Not Exist: '${arn}:stateMachine:m'`],
    [
      `${arn}:stateMachine:m:live`,
      `StateMachineDoesNotExist: State Machine Does Not Exist: '${arn}:stateMachine:m:live'`,
    ],
  ])("%s is no state machine's", async (stateMachineArn, message) => {
    const api = createLocalStepFunctions();
    expect(await rejection(api.startExecution({ stateMachineArn }))).toBe(message);
    expect(await rejection(api.describeStateMachine({ stateMachineArn }))).toBe(message);
    expect(await rejection(api.listExecutions({ stateMachineArn }))).toBe(message);
  });

  it("of another region or account is told to be that", async () => {
    const api = createLocalStepFunctions();
    const stateMachineArn = (await create(api)).replace("us-east-1", "eu-west-1");
    const refused = await api.startExecution({ stateMachineArn }).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      name: "StateMachineDoesNotExist",
      hint: "It is of eu-west-1:123456789012; this service is that of us-east-1:123456789012 (region, account).",
    });
  });

  it("of a Map state is refused where a state machine is meant", async () => {
    const api = createLocalStepFunctions();
    const stateMachineArn = `${await create(api)}/Orders`;
    for (const asked of [api.startExecution, api.updateStateMachine, api.deleteStateMachine, api.describeStateMachine])
      expect(await asked({ stateMachineArn }).catch((error: unknown) => error)).toMatchObject({
        name: "ValidationException",
        reason: "API_DOES_NOT_SUPPORT_LABELED_ARNS",
      });
  });

  it("of an EXPRESS execution cannot be asked for", async () => {
    const api = createLocalStepFunctions();
    const { stateMachineArn } = await api.createStateMachine({ name: "x", definition, roleArn, type: "EXPRESS" });
    const { executionArn } = await api.startExecution({ stateMachineArn });
    const message = "InvalidArn: Invalid Arn: 'Resource type not valid in this context: express'";
    expect(await rejection(api.describeExecution({ executionArn }))).toBe(message);
    expect(await rejection(api.getExecutionHistory({ executionArn }))).toBe(message);
    expect(await rejection(api.listExecutions({ stateMachineArn }))).toMatch(/^StateMachineTypeNotSupported/);
  });
});

describe("a state machine that is deleted", () => {
  it("takes its versions and aliases along; another of its name begins anew", async () => {
    const api = createLocalStepFunctions();
    const { stateMachineArn } = await api.createStateMachine({ name: "m", definition, roleArn, publish: true });
    const routingConfiguration = [{ stateMachineVersionArn: `${stateMachineArn}:1`, weight: 100 }];
    const { stateMachineAliasArn } = await api.createStateMachineAlias({ name: "live", routingConfiguration });
    await settled(api, (await api.startExecution({ stateMachineArn, name: "old" })).executionArn);
    await api.deleteStateMachine({ stateMachineArn });
    await api.createStateMachine({ name: "m", definition, roleArn });
    expect((await api.listStateMachineVersions({ stateMachineArn })).stateMachineVersions).toEqual([]);
    expect(await rejection(api.describeStateMachineAlias({ stateMachineAliasArn }))).toMatch(/^ResourceNotFound/);
    expect((await api.listExecutions({ stateMachineArn })).executions).toEqual([]);
  });

  it("is kept while an execution runs, which is stopped at its next state", async () => {
    const clock = virtual();
    const api = createLocalStepFunctions({ clock, functions: { slow: () => gate } });
    let finish = (_value: unknown): void => undefined;
    const gate = new Promise((resolve) => {
      finish = resolve;
    });
    const states = {
      StartAt: "Slow",
      States: {
        Slow: { Type: "Task", Resource: "arn:aws:lambda:us-east-1:123456789012:function:slow", Next: "After" },
        After: { Type: "Pass", End: true },
      },
    };
    const stateMachineArn = await create(api, states);
    const { executionArn } = await api.startExecution({ stateMachineArn });
    await api.deleteStateMachine({ stateMachineArn });
    await api.deleteStateMachine({ stateMachineArn });
    expect((await api.describeStateMachine({ stateMachineArn })).status).toBe("DELETING");
    const refusals = [
      create(api, states),
      api.startExecution({ stateMachineArn }),
      api.updateStateMachine({ stateMachineArn, roleArn }),
      api.publishStateMachineVersion({ stateMachineArn }),
    ];
    for (const refused of refusals)
      expect(await rejection(refused)).toBe(
        `StateMachineDeleting: State Machine is being deleted: '${stateMachineArn}'`,
      );
    finish({});
    expect(await settled(api, executionArn)).toMatchObject({
      status: "ABORTED",
      redriveStatus: "NOT_REDRIVABLE",
      redriveStatusReason: "State machine is in DELETING status",
    });
    const { events } = await api.getExecutionHistory({ executionArn });
    expect(events.slice(-2).map(({ type }) => type)).toEqual(["PassStateEntered", "ExecutionAborted"]);
    expect(await rejection(api.describeStateMachine({ stateMachineArn }))).toMatch(/^StateMachineDoesNotExist/);
    expect(await rejection(api.redriveExecution({ executionArn }))).toMatch(/^ExecutionNotRedrivable/);
  });
});

describe("a history", () => {
  it("of 25,000 events is full: the execution fails with the last of them", async () => {
    const loop: StateMachine = {
      StartAt: "A",
      States: {
        A: { Type: "Pass", Next: "B" },
        B: { Type: "Choice", Choices: [{ Variable: "$.done", IsPresent: true, Next: "C" }], Default: "A" },
        C: { Type: "Succeed" },
      },
    };
    const { api, executionArn, status, error, cause, ...told } = await execute(loop);
    expect([status, error, cause]).toEqual([
      "FAILED",
      "States.Runtime",
      "The execution reached the maximum number of history events (25000).",
    ]);
    const { events } = await api.getExecutionHistory({ executionArn, reverseOrder: true, maxResults: 1 });
    expect(events).toMatchObject([{ id: 25_000, type: "ExecutionFailed" }]);
    expect(told).toMatchObject({
      redriveStatus: "NOT_REDRIVABLE",
      redriveStatusReason: "Execution history event limit exceeded",
    });
  });
});

describe("a state machine", () => {
  it("is described for an execution as it was when that began", async () => {
    const { api, arn } = await withVersions(1);
    const { executionArn } = await api.startExecution({ stateMachineArn: arn });
    await settled(api, executionArn);
    await api.updateStateMachine({ stateMachineArn: arn, definition: text(2) });
    await api.deleteStateMachine({ stateMachineArn: arn });
    const described = await api.describeStateMachineForExecution({ executionArn });
    expect(described).toMatchObject({ name: "hello", stateMachineArn: arn, roleArn });
    expect(JSON.parse(described.definition)).toMatchObject({ States: { A: { Result: 1 } } });
  });

  it("tells its data only where that is asked for", async () => {
    const { api, arn } = await withVersions(1);
    const { executionArn } = await api.startExecution({ stateMachineArn: arn, input: '{"secret":1}' });
    await settled(api, executionArn);
    const includedData = "METADATA_ONLY" as const;
    expect((await api.describeStateMachine({ stateMachineArn: arn, includedData })).definition).toBe("{}");
    const told = await api.describeExecution({ executionArn, includedData });
    expect([told.input, told.output, told.inputDetails]).toEqual([undefined, undefined, { included: false }]);
  });
});
