import { reduceAll, type StateMachine, type StepFunctionsApi, startProgress } from "@stepbook/asl";
import { describe, expect, it } from "vitest";
import { createLocalStepFunctions, failing, type LocalFunction, type LocalOptions, virtual } from "./index";

const roleArn = "arn:aws:iam::123456789012:role/steps";
const pass: StateMachine = { StartAt: "A", States: { A: { Type: "Pass", End: true } } };
const waits: StateMachine = { StartAt: "W", States: { W: { Type: "Wait", Seconds: 3600, End: true } } };

const create = async (api: StepFunctionsApi, definition: unknown = pass, name = "hello") =>
  (await api.createStateMachine({ name, definition: JSON.stringify(definition), roleArn })).stateMachineArn;

/** Waits for an execution to end, as a client of AWS does. */
const settled = async (api: StepFunctionsApi, executionArn: string) => {
  for (;;) {
    const described = await api.describeExecution({ executionArn });
    if (described.status !== "RUNNING") return described;
    await new Promise((resolve) => setImmediate(resolve));
  }
};

const calling = (functionName: string, more: object = {}): StateMachine => ({
  StartAt: "T",
  States: {
    T: {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke",
      Parameters: { FunctionName: functionName, "Payload.$": "$" },
      OutputPath: "$.Payload",
      End: true,
      ...more,
    },
  },
});

const execute = async (definition: StateMachine, options: LocalOptions = {}, input: unknown = {}) => {
  const api = createLocalStepFunctions({ clock: virtual(), seed: 1, ...options });
  const stateMachineArn = await create(api, definition);
  const { executionArn } = await api.startExecution({ stateMachineArn, input: JSON.stringify(input) });
  const described = await settled(api, executionArn);
  const { events } = await api.getExecutionHistory({ executionArn, maxResults: 1000 });
  return { ...described, events, api, executionArn };
};

const rejection = async (promise: Promise<unknown>) =>
  promise.then(
    () => "fulfilled",
    ({ name, message }: Error) => `${name}: ${message}`,
  );

describe("state machines", () => {
  it("are created once: the same again is the same, another of the name is refused", async () => {
    const api = createLocalStepFunctions();
    const arn = await create(api);
    expect(arn).toBe("arn:aws:states:us-east-1:123456789012:stateMachine:hello");
    expect(await create(api)).toBe(arn);
    expect(await rejection(create(api, waits))).toMatch(
      /^StateMachineAlreadyExists: State Machine Already Exists: 'arn/,
    );
    expect(await api.describeStateMachine({ stateMachineArn: arn })).toMatchObject({
      name: "hello",
      status: "ACTIVE",
      type: "STANDARD",
      definition: JSON.stringify(pass),
    });
  });

  it("are updated, and nothing changes where the update is wrong", async () => {
    const api = createLocalStepFunctions();
    const stateMachineArn = await create(api);
    const bad = JSON.stringify({ ...pass, StartAt: "Nope" });
    expect(await rejection(api.updateStateMachine({ stateMachineArn, definition: bad, roleArn }))).toMatch(
      /InvalidDefinition/,
    );
    expect(await rejection(api.updateStateMachine({ stateMachineArn }))).toMatch(/^MissingRequiredParameter/);
    expect((await api.describeStateMachine({ stateMachineArn })).definition).toBe(JSON.stringify(pass));
    await api.updateStateMachine({ stateMachineArn, definition: JSON.stringify(waits) });
    expect((await api.describeStateMachine({ stateMachineArn })).definition).toBe(JSON.stringify(waits));
  });

  it("are deleted; what they ran can still be looked at", async () => {
    const { api, executionArn, stateMachineArn } = await execute(pass);
    await api.deleteStateMachine({ stateMachineArn });
    expect(await rejection(api.describeStateMachine({ stateMachineArn }))).toMatch(/^StateMachineDoesNotExist/);
    expect((await api.describeExecution({ executionArn })).status).toBe("SUCCEEDED");
    await api.deleteStateMachine({ stateMachineArn });
  });

  it.each([
    ["a b", JSON.stringify(pass), roleArn, /^InvalidName: Invalid Name: 'a b' .*no " "/],
    ["", JSON.stringify(pass), roleArn, /^InvalidName/],
    ["x".repeat(81), JSON.stringify(pass), roleArn, /^InvalidName.*this has 81/],
    ["a", "{", roleArn, /^InvalidDefinition: .*not JSON/],
    [
      "a",
      '{"StartAt":"Score","States":{"Score":{"Type":"Pass","Next":"Shipp"},"Ship":{"Type":"Succeed"}}}',
      roleArn,
      /"Score" goes to "Shipp", which does not exist. Did you mean "Ship"\? {2}→ States.Score.Next/,
    ],
    [
      "a",
      JSON.stringify(calling("f", { Resource: "arn:aws:states:::glue:startJobRun.sync" })),
      roleArn,
      /cannot run yet/,
    ],
    ["a", JSON.stringify(pass), "me", /^InvalidArn: Invalid Role Arn: 'me'/],
  ])("are refused: %s %s %s", async (name, definition, role, message) => {
    const api = createLocalStepFunctions();
    expect(await rejection(api.createStateMachine({ name, definition, roleArn: role }))).toMatch(message);
    expect((await api.listStateMachines({})).stateMachines).toEqual([]);
  });
});

describe("executions", () => {
  it("of one name start once, while they run with the same input", async () => {
    const running = createLocalStepFunctions();
    const stateMachineArn = await create(running, waits);
    const one = await running.startExecution({ stateMachineArn, name: "one", input: "{}" });
    expect(await running.startExecution({ stateMachineArn, name: "one", input: "{}" })).toEqual(one);
    expect(await rejection(running.startExecution({ stateMachineArn, name: "one", input: "[]" }))).toMatch(
      /^ExecutionAlreadyExists: Execution Already Exists: 'arn:aws:states:us-east-1:123456789012:execution:hello:one'/,
    );
    await running.stopExecution({ executionArn: one.executionArn });
    expect(await rejection(running.startExecution({ stateMachineArn, name: "one", input: "{}" }))).toMatch(
      /^ExecutionAlreadyExists/,
    );
  });

  it("are refused: a wrong input, name, ARN", async () => {
    const api = createLocalStepFunctions();
    const stateMachineArn = await create(api);
    const refused = (input: object) => rejection(api.startExecution({ stateMachineArn, ...input }));
    expect(await refused({ input: "{" })).toMatch(/^InvalidExecutionInput: .*not JSON/);
    expect(await refused({ input: JSON.stringify("x".repeat(262_144)) })).toMatch(
      /^InvalidExecutionInput.*262144 bytes/,
    );
    expect(await refused({ name: "a/b" })).toMatch(/^InvalidName/);
    expect(await refused({ stateMachineArn: "hello" })).toMatch(/^InvalidArn/);
    expect(await refused({ stateMachineArn: `${stateMachineArn}2` })).toMatch(/^StateMachineDoesNotExist/);
    expect(await rejection(api.describeExecution({ executionArn: stateMachineArn }))).toMatch(/^InvalidArn/);
    expect((await api.listExecutions({ stateMachineArn })).executions).toEqual([]);
  });

  it("are stopped with an error and a cause, once", async () => {
    const api = createLocalStepFunctions();
    const stateMachineArn = await create(api, waits);
    const { executionArn } = await api.startExecution({ stateMachineArn });
    const { stopDate } = await api.stopExecution({ executionArn, error: "E", cause: "C" });
    expect(await api.describeExecution({ executionArn })).toMatchObject({
      status: "ABORTED",
      error: "E",
      cause: "C",
      stopDate,
    });
    expect(await api.stopExecution({ executionArn })).toEqual({ stopDate });
    const { events } = await api.getExecutionHistory({ executionArn });
    expect(events.at(-1)).toMatchObject({
      type: "ExecutionAborted",
      executionAbortedEventDetails: { error: "E", cause: "C" },
    });
  });

  it("are listed newest first, by status, page by page", async () => {
    const api = createLocalStepFunctions({ clock: virtual() });
    const stateMachineArn = await create(api);
    for (let index = 0; index < 5; index++)
      await settled(api, (await api.startExecution({ stateMachineArn, name: `run-${index}` })).executionArn);
    const names = async (input: object) => {
      const { executions, nextToken } = await api.listExecutions({ stateMachineArn, ...input });
      return { names: executions.map(({ name }) => name), nextToken };
    };
    const first = await names({ maxResults: 2 });
    expect(first.names).toEqual(["run-4", "run-3"]);
    await api.startExecution({ stateMachineArn, name: "late" });
    const second = await names({ maxResults: 2, nextToken: first.nextToken });
    expect(second.names).toEqual(["run-2", "run-1"]);
    expect(await names({ maxResults: 2, nextToken: second.nextToken })).toEqual({
      names: ["run-0"],
      nextToken: undefined,
    });
    expect((await names({ statusFilter: "FAILED" })).names).toEqual([]);
    expect(await rejection(names({ nextToken: "!" }))).toMatch(/^InvalidToken/);
    expect(await rejection(names({ maxResults: 1001 }))).toMatch(/^ValidationException/);
  });

  it("give their history forwards, backwards and without data", async () => {
    const { api, executionArn } = await execute(pass, {}, { secret: 1 });
    const pages = async (reverseOrder: boolean) => {
      const ids: number[] = [];
      let nextToken: string | undefined;
      do {
        const page = await api.getExecutionHistory({
          executionArn,
          maxResults: 3,
          reverseOrder,
          ...(nextToken ? { nextToken } : {}),
        });
        ids.push(...page.events.map(({ id }) => id));
        nextToken = page.nextToken;
      } while (nextToken);
      return ids;
    };
    expect(await pages(false)).toEqual([1, 2, 3, 4]);
    expect(await pages(true)).toEqual([4, 3, 2, 1]);
    const { events } = await api.getExecutionHistory({ executionArn, includeExecutionData: false });
    expect(JSON.stringify(events)).not.toContain("secret");
    expect(events[1]).toMatchObject({ type: "PassStateEntered", stateEnteredEventDetails: { name: "A" } });
  });

  it("leave no timer behind", async () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    const before = timers();
    const api = createLocalStepFunctions({ functions: { hang: () => new Promise(() => undefined) } });
    const one = await api.startExecution({ stateMachineArn: await create(api, { ...waits, TimeoutSeconds: 60 }, "a") });
    const two = await api.startExecution({
      stateMachineArn: await create(api, calling("hang", { TimeoutSeconds: 60 }), "b"),
    });
    expect(timers()).toBeGreaterThan(before);
    await api.stopExecution({ executionArn: one.executionArn });
    await api.stopExecution({ executionArn: two.executionArn });
    expect(timers()).toBe(before);
  });
});

describe("functions", () => {
  const run = (f: LocalFunction, more: object = {}, options: LocalOptions = {}, input: unknown = { a: 1 }) =>
    execute(calling("f", more), { ...options, functions: { f } }, input);

  it("are called with the input and give the output, at once or later", async () => {
    expect((await run(({ a }) => a + 1)).output).toBe("2");
    expect((await run(async ({ a }) => [a])).output).toBe("[1]");
    expect((await run(() => undefined)).output).toBe("null");
  });

  it("are called by name, ARN, partial ARN, or as the resource itself", async () => {
    const arn = "arn:aws:lambda:us-east-1:123456789012:function:f";
    const f: LocalFunction = (_, { functionName }) => functionName;
    for (const name of ["f", arn, `${arn}:live`, "123456789012:function:f", "f:1"])
      expect((await execute(calling(name), { functions: { f } })).output).toBe('"f"');
    expect((await execute(calling("f"), { functions: { [arn]: f } })).output).toBe('"f"');
    const direct = calling("f", { Resource: arn, Parameters: { x: 1 }, OutputPath: "$" });
    const { output, events } = await execute(direct, { functions: { f: (input) => input } });
    expect(output).toBe('{"x":1}');
    expect(events.map(({ type }) => type)).toContain("LambdaFunctionSucceeded");
  });

  it("get a copy of the input: they cannot change what the execution holds", async () => {
    const change: LocalFunction = (input) => {
      input.a = 2;
      return null;
    };
    const { output } = await run(change, { ResultPath: "$.r", OutputPath: "$.a" });
    expect(output).toBe("1");
  });

  it.each<[string, LocalFunction, string, RegExp]>([
    [
      "an Error",
      () => {
        throw new TypeError("bad");
      },
      "TypeError",
      /"errorMessage":"bad","trace":\["TypeError: bad"/,
    ],
    [
      "text",
      () => {
        throw "oops";
      },
      "Error",
      /oops \(the function \\"f\\" threw this string; throw an Error instead/,
    ],
    ["nothing", () => Promise.reject(undefined), "Error", /undefined/],
    ["a cycle", (input) => Object.assign(input, { me: input }), "Runtime.MarshalError", /its \\"me\\" leads back/],
    ["a BigInt", () => ({ x: [1n] }), "Runtime.MarshalError", /its \\"x.0\\" is a BigInt; use Number/],
    ["a function", () => () => 1, "Runtime.MarshalError", /it is a function/],
  ])("that give or throw %s fail clearly", async (_, f, error, cause) => {
    const { status, ...ended } = await run(f);
    expect([status, ended.error]).toEqual(["FAILED", error]);
    expect(ended.cause).toMatch(cause);
  });

  it("that hang end by the task's time, by their own, or by a stop, and are told", async () => {
    const reasons: string[] = [];
    const hang: LocalFunction = (_, { signal }) =>
      new Promise(() => signal.addEventListener("abort", () => reasons.push("told")));
    const clock = () => virtual({ patience: 10 });
    expect(await run(hang, { TimeoutSeconds: 5 }, { clock: clock() })).toMatchObject({ error: "States.Timeout" });
    const { error, cause } = await run(hang, {}, { clock: clock(), functionTimeoutSeconds: 3 });
    expect(error).toBe("Sandbox.Timedout");
    expect(cause).toMatch(/Task timed out after 3.00 seconds/);
    const api = createLocalStepFunctions({ functions: { f: hang } });
    const { executionArn } = await api.startExecution({ stateMachineArn: await create(api, calling("f")) });
    while ((await api.getExecutionHistory({ executionArn })).events.length < 4) await new Promise(setImmediate);
    await api.stopExecution({ executionArn });
    expect(reasons).toHaveLength(3);
  });

  it("that take real time hold a virtual clock", async () => {
    const slow: LocalFunction = () => new Promise((resolve) => setTimeout(resolve, 30, "done"));
    const { output, startDate, stopDate } = await run(slow, { TimeoutSeconds: 60 });
    expect(output).toBe('"done"');
    expect(stopDate?.getTime()).toBe(startDate.getTime());
  });

  it("that are missing are named, with those there are and how to add one", async () => {
    const { error, cause } = await execute(calling("to-bas64"), {
      functions: { "to-base64": () => 1, other: () => 2 },
    });
    expect(error).toBe("Lambda.ResourceNotFoundException");
    expect(cause).toBe(
      'Function not found: "to-bas64". Registered are "to-base64", "other". Did you mean "to-base64"? To register it: local({ functions: { "to-bas64": (input) => … } })',
    );
  });

  it("stand in for an action of a service, by its ARN", async () => {
    const Resource = "arn:aws:states:::sqs:sendMessage";
    const send = calling("f", { Resource, Parameters: { MessageBody: "hi" }, OutputPath: "$" });
    expect(
      (await execute(send, { functions: { [Resource]: ({ MessageBody }) => ({ sent: MessageBody }) } })).output,
    ).toBe('{"sent":"hi"}');
    expect((await execute(send)).cause).toMatch(/"arn:aws:states:::sqs:sendMessage".*Register a function in its place/);
  });

  it("that fail some times are tried again, which the progress shows", async () => {
    const flaky = failing(2, "Lambda.ServiceException", ({ a }) => a);
    const Retry = [{ ErrorEquals: ["Lambda.ServiceException"], IntervalSeconds: 60, MaxAttempts: 2 }];
    const { output, events } = await run(flaky, { Retry });
    expect(output).toBe("1");
    const task = reduceAll(startProgress(), events).states.get("T");
    expect(task?.attempts.map(({ status }) => status)).toEqual(["failed", "failed", "succeeded"]);
    expect(task?.attempts[0]).toMatchObject({ error: "Lambda.ServiceException" });
  });
});
