import type { MockInput, TestStateInput, TestStateOutput } from "@stepbook/asl";
import { describe, expect, it } from "vitest";
import { rejection } from "../../test/execute";
import { createLocalStepFunctions, virtual } from "../index";

type Rest = Omit<Partial<TestStateInput>, "definition" | "mock" | "input"> & {
  readonly input?: unknown;
  readonly result?: unknown;
  readonly mode?: MockInput["fieldValidationMode"];
  readonly error?: string;
};

const functions = { double: ({ n }: { n: number }) => n * 2 };

const test = (
  definition: object,
  { input = {}, result, mode, error, ...rest }: Rest = {},
): Promise<TestStateOutput> => {
  const fieldValidationMode = mode ? { fieldValidationMode: mode } : {};
  const mocks: readonly MockInput[] = [
    ...(result === undefined ? [] : [{ result: JSON.stringify(result), ...fieldValidationMode }]),
    ...(error === undefined ? [] : [{ errorOutput: { error, cause: "because" } }]),
  ];
  return createLocalStepFunctions({ clock: virtual(), seed: 1, functions }).testState({
    inspectionLevel: "TRACE",
    definition: JSON.stringify(definition),
    input: JSON.stringify(input),
    ...(mocks[0] ? { mock: Object.assign({}, ...mocks) } : {}),
    ...rest,
  });
};

const data = ({ inspectionData = {} }: TestStateOutput): object =>
  Object.fromEntries(
    Object.entries(inspectionData).map(([name, value]) => [
      name,
      typeof value === "string" ? JSON.parse(value) : value,
    ]),
  );

const lambda = {
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  Parameters: { FunctionName: "f" },
  End: true,
};
const branch = { StartAt: "B", States: { B: { Type: "Pass", End: true } } };
const other = { StartAt: "C", States: { C: { Type: "Succeed" } } };
const parallel = { Type: "Parallel", Branches: [branch, other], End: true };
const config = { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" };
const map = {
  Type: "Map",
  ItemsPath: "$.values",
  ItemProcessor: { ProcessorConfig: config, StartAt: "I", States: { I: { Type: "Pass", End: true } } },
  End: true,
};

describe("a state tested by itself", () => {
  it("runs for real where there is no mock, with the functions of the service", async () => {
    const state = { ...lambda, Parameters: { FunctionName: "double", "Payload.$": "$" }, OutputPath: "$.Payload" };
    expect(await test(state, { input: { n: 21 }, inspectionLevel: "INFO" })).toEqual({
      status: "SUCCEEDED",
      output: "42",
    });
  });

  it("tells each stage of its data flow by paths", async () => {
    const tested = await test(
      {
        ...lambda,
        InputPath: "$.in",
        Parameters: { "x.$": "$.a" },
        ResultSelector: { "code.$": "$.StatusCode" },
        ResultPath: "$.out",
        OutputPath: "$.out.code",
        Assign: { "v.$": "$.code" },
      },
      { input: { in: { a: 1 } }, result: { StatusCode: 200 }, variables: '{"w":2}' },
    );
    expect(tested).toMatchObject({ status: "SUCCEEDED", output: "200" });
    expect(data(tested)).toEqual({
      input: { in: { a: 1 } },
      afterInputPath: { a: 1 },
      afterParameters: { x: 1 },
      result: { StatusCode: 200 },
      afterResultSelector: { code: 200 },
      afterResultPath: { in: { a: 1 }, out: { code: 200 } },
      variables: { w: 2, v: 200 },
    });
  });

  it("tells its arguments and its result where it is written in JSONata", async () => {
    const state = { ...lambda, QueryLanguage: "JSONata", Arguments: { n: "{% $states.input.n + $w %}" } };
    const tested = await test(
      { ...state, Parameters: undefined },
      { input: { n: 1 }, result: {}, variables: '{"w":2}' },
    );
    expect(data(tested)).toEqual({ input: { n: 1 }, afterArguments: { n: 3 }, result: {}, variables: { w: 2 } });
  });

  it.each([
    ["Wait", { Type: "Wait", Seconds: 3, Next: "N" }],
    ["Succeed", { Type: "Succeed" }],
    ["Choice", { Type: "Choice", Choices: [{ Variable: "$.a", IsPresent: true, Next: "N" }] }],
  ])("is a %s, too", async (_, state) => {
    const tested = await test(state, { input: { a: 1 } });
    expect(tested).toMatchObject({ status: "SUCCEEDED", output: '{"a":1}' });
    expect(data(tested)).toEqual({ input: { a: 1 }, afterInputPath: { a: 1 } });
  });

  it("is found by its name wherever it stands in a machine", async () => {
    const machine = { StartAt: "P", States: { P: parallel } };
    expect(await test(machine, { stateName: "B", input: 1, inspectionLevel: "INFO" })).toEqual({
      status: "SUCCEEDED",
      output: "1",
    });
    expect(await rejection(test(machine, { stateName: "Q" }))).toMatch(
      /^ValidationException: State 'Q' does not exist/,
    );
  });

  it("runs for five minutes at most", async () => {
    expect(await test({ Type: "Wait", Seconds: 301, End: true })).toMatchObject({ error: "States.Timeout" });
    expect(await test({ Type: "Wait", Seconds: 299, End: true })).toMatchObject({ status: "SUCCEEDED" });
  });
});

describe("the context object of a tested state", () => {
  const state = { ...lambda, Parameters: { "c.$": "$$" } };

  it("is that of an execution, where nothing else is said", async () => {
    const { afterParameters } = data(await test(state, { result: {} })) as { afterParameters: { c: object } };
    expect(afterParameters.c).toMatchObject({
      Execution: {
        Id: expect.stringMatching(/^arn:aws:states:us-east-1:123456789012:express:[^:]+:[^:]+$/),
        Input: {},
      },
      State: { Name: "StateName", RetryCount: 0 },
    });
  });

  it("tells each item of a Map, whatever else is given", async () => {
    const state = { ...map, ItemSelector: { "n.$": "$$.Execution.Name", "v.$": "$$.Map.Item.Value" } };
    const tested = await test(state, {
      input: { values: [1] },
      result: [1],
      context: JSON.stringify({ Execution: { Name: "e" } }),
    });
    expect(data(tested)).toMatchObject({ afterItemSelector: [{ n: "e", v: 1 }] });
  });

  it("is the one that is given, as it stands, beside a mock", async () => {
    const context = JSON.stringify({ Execution: {} });
    expect(data(await test(state, { result: {}, context }))).toMatchObject({
      afterParameters: { c: { Execution: {} } },
    });
    expect(await rejection(test(branch.States.B, { context }))).toMatch(/only be specified if a mock/);
    expect(await rejection(test(state, { result: {}, context: "[]" }))).toMatch(/context is a JSON object/);
  });
});

describe("a mocked error", () => {
  const state = {
    ...lambda,
    Retry: [
      { ErrorEquals: ["A"] },
      { ErrorEquals: ["States.ALL"], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 2 },
    ],
    Catch: [{ ErrorEquals: ["States.TaskFailed"], ResultPath: "$.e", Next: "N" }],
  };
  const tried = (retrierRetryCount: number) =>
    test(state, { error: "E", input: { a: 1 }, stateConfiguration: { retrierRetryCount } });

  it("is retried while its retrier has some left", async () => {
    const tested = await tried(1);
    expect(tested).toMatchObject({ status: "RETRIABLE", error: "E", cause: "because" });
    expect(data(tested)).toMatchObject({ errorDetails: { retryIndex: 1, retryBackoffIntervalSeconds: 6 } });
  });

  it("is caught once there is none", async () => {
    const tested = await tried(2);
    expect(tested).toMatchObject({
      status: "CAUGHT_ERROR",
      nextState: "N",
      output: '{"a":1,"e":{"Error":"E","Cause":"because"}}',
    });
    expect(data(tested)).toMatchObject({ errorDetails: { retryIndex: 1, catchIndex: 0 } });
  });

  it("is told where nothing handles it", async () => {
    expect(await test(lambda, { error: "E" })).toMatchObject({ status: "FAILED", error: "E", cause: "because" });
    expect(await test({ ...parallel, Catch: state.Catch }, { error: "States.Runtime" })).toMatchObject({
      status: "FAILED",
    });
  });
});

describe("a mocked Map", () => {
  const input = { values: ["a", "b"] };

  it("tells its items, what it makes of them, and its bounds", async () => {
    const state = {
      ...map,
      MaxConcurrency: 2,
      ToleratedFailurePercentage: 50,
      ItemSelector: { "v.$": "$$.Map.Item.Value" },
      ItemBatcher: { MaxItemsPerBatch: 1 },
    };
    expect(data(await test(state, { input, result: [1, 2] }))).toEqual({
      input,
      afterInputPath: input,
      afterItemsPath: ["a", "b"],
      afterItemSelector: [{ v: "a" }, { v: "b" }],
      afterItemBatcher: [{ Items: [{ v: "a" }] }, { Items: [{ v: "b" }] }],
      afterResultSelector: [1, 2],
      afterResultPath: [1, 2],
      maxConcurrency: 2,
      toleratedFailurePercentage: 50,
    });
  });

  it.each([
    [{ ToleratedFailureCount: 1 }, 1, "SUCCEEDED"],
    [{ ToleratedFailureCount: 1 }, 2, "FAILED"],
    [{ ToleratedFailurePercentage: 50 }, 1, "SUCCEEDED"],
    [{ ToleratedFailurePercentage: 49 }, 1, "FAILED"],
    [{}, 2, "SUCCEEDED"],
  ])("tolerates failures as it says: %j of %d", async (fields, mapIterationFailureCount, status) => {
    const tested = await test(
      { ...map, ...fields },
      { input, result: [1, 2], stateConfiguration: { mapIterationFailureCount } },
    );
    expect(tested.status).toBe(status);
    if (status === "FAILED") expect(tested.error).toBe("States.ExceedToleratedFailureThreshold");
  });

  it("reads the given data as its ItemReader would", async () => {
    const ItemReader = {
      Resource: "arn:aws:states:::s3:getObject",
      ReaderConfig: { InputType: "CSV", CSVHeaderLocation: "FIRST_ROW" },
      Parameters: { Bucket: "b", Key: "k" },
    };
    const state = { ...map, ItemsPath: undefined, ItemReader, ItemSelector: { "v.$": "$$.Map.Item.Value.n" } };
    const mapItemReaderData = "n,m\n1,2\n3,4\n";
    const tested = await test(state, { result: [], stateConfiguration: { mapItemReaderData } });
    expect(data(tested)).toMatchObject({ afterItemSelector: [{ v: "1" }, { v: "3" }] });
  });
});

describe("a mock", () => {
  it.each([
    ["of a Pass", branch.States.B, { result: {} }, /State type 'Pass' is not supported when a mock is specified/],
    ["of two kinds", lambda, { result: {}, error: "E" }, /only one of the following fields: \[result, errorOutput\]/],
    ["of one branch of two", parallel, { result: [1] }, /same number of items as number of Parallel branches/],
    ["that is no list", map, { result: {} }, /Mocked result must be an array/],
    [
      "with too many failures",
      map,
      { result: [1], stateConfiguration: { mapIterationFailureCount: 2 } },
      /failure count/,
    ],
    [
      "of an inner state that is not there",
      map,
      { error: "E", stateConfiguration: { errorCausedByState: "Q" } },
      /'Q'/,
    ],
  ])("is refused: %s", async (_, state, rest, words) => {
    expect(await rejection(test(state, rest))).toMatch(words);
  });

  it.each([parallel, map, { ...lambda, Resource: "arn:aws:states:::ecs:runTask.sync" }])(
    "is needed by what does not work alone",
    async (state) => {
      expect(await rejection(test(state))).toMatch(/^InvalidDefinition: TestState API does not support/);
    },
  );
});

describe("a mocked result", () => {
  const task = (resource: string) => ({ Type: "Task", Resource: `arn:aws:states:::${resource}`, End: true });
  const refusal = (resource: string, rest: Rest) => rejection(test(task(resource), rest));
  const problem = (words: string) => `ValidationException: Mock result schema validation error: ${words}`;

  it.each([
    ["states:startExecution", {}, "Required field 'ExecutionArn' is missing"],
    ["lambda:invoke", { StatusCode: "200" }, "Field 'StatusCode' must be a number"],
    [
      "aws-sdk:lambda:getFunction",
      { Configuration: { MemorySize: 64 } },
      "Field 'MemorySize' is less than the minimum value",
    ],
    ["aws-sdk:lambda:getFunction", { Configuration: [] }, "Field 'Configuration' must be an object"],
    ["aws-sdk:s3:getObject", { StorageClass: "Papyrus" }, "Field 'StorageClass' is not an expected value"],
    ["aws-sdk:s3:getObject", { DeleteMarker: 1 }, "Field 'DeleteMarker' must be a boolean"],
    ["aws-sdk:kms:encrypt", { CiphertextBlob: "" }, "Field 'CiphertextBlob' is smaller than the minimum length"],
    ["events:putEvents", { Entries: {} }, "Field 'Entries' must be an array"],
    ["dynamodb:getItem", { Item: { a: { S: 1 } } }, "Field 'S' must be a string"],
  ])("of %s is refused where the service could not have given it: %j", async (resource, result, words) => {
    expect(await refusal(resource, { result })).toBe(problem(words));
    if (!words.startsWith("Required"))
      expect(await refusal(resource, { result, mode: "PRESENT" })).toBe(problem(words));
    expect(await test(task(resource), { result, mode: "NONE" })).toMatchObject({ status: "SUCCEEDED" });
  });

  it.each([
    ["a member that the service doesn't have", "events:putEvents", { random: "json" }],
    ["a function's payload", "lambda:invoke", { Payload: { any: [1] } }],
    ["the answer with a token", "sqs:sendMessage.waitForTaskToken", [1]],
    ["a service without shapes", "aws-sdk:unheardof:doIt", 7],
    ["the end of a job", "sagemaker:createTrainingJob.sync", { TrainingJobStatus: "Completed" }],
  ])("is taken: %s", async (_, resource, result) => {
    expect(await test(task(resource), { result, mode: "PRESENT" })).toMatchObject({ status: "SUCCEEDED" });
  });
});
