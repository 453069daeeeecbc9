import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { calling, create, execute, pass, rejection, roleArn, settled, waits } from "../test/execute";
import { createLocalStepFunctions, virtual } from "./index";

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
    ["a b", JSON.stringify(pass), roleArn, /^InvalidName: Invalid Name: 'a b'\na name has no " "/],
    ["", JSON.stringify(pass), roleArn, /^InvalidName/],
    ["x".repeat(81), JSON.stringify(pass), roleArn, /^InvalidName.*\n.*this has 81/],
    ["😀", JSON.stringify(pass), roleArn, /^InvalidName.*\n.*no "😀"/],
    ["a\ufffe", JSON.stringify(pass), roleArn, /^InvalidName/],
    ["a\u0085", JSON.stringify(pass), roleArn, /^InvalidName/],
    [
      "a",
      "{",
      roleArn,
      /^InvalidDefinition: .*'INVALID_JSON_DESCRIPTION: Unexpected end-of-input: [\s\S]*\n {2}.*not JSON/,
    ],
    ["a", `{"StartAt":"A","States":${"[".repeat(5000)}${"]".repeat(5000)}}`, roleArn, /at most 1000 levels/],
    [
      "a",
      '{"StartAt":"A","States":{"A":{"Type":"Pass","End":true},"A":{"Type":"Succeed"}}}',
      roleArn,
      /^InvalidDefinition: .*Duplicate field 'A'\n at [\s\S]*\n {2}"A" stands twice in one object.*→ States.A$/,
    ],
    [
      "a",
      `"${"x".repeat(1_048_576)}"`,
      roleArn,
      /^ValidationException: 1 validation error .*\ndefinition is text of at most 1048576/,
    ],
    ["a", JSON.stringify(pass), `arn:aws:iam::123456789012:role/${"x".repeat(256)}`, /^InvalidArn/],
    [
      "a",
      '{"StartAt":"Score","States":{"Score":{"Type":"Pass","Next":"Shipp"},"Ship":{"Type":"Succeed"}}}',
      roleArn,
      /'MISSING_TRANSITION_TARGET: Missing 'Next' target: Shipp at \/States\/Score\/Next, .*\n {2}"Score" goes to "Shipp", which does not exist. Did you mean "Ship"\? {2}→ States.Score.Next/,
    ],
    ["a", JSON.stringify(pass), "me", /^InvalidArn: Invalid Role Arn: 'me'/],
  ])("are refused: %s %s %s", async (name, definition, role, message) => {
    const api = createLocalStepFunctions();
    const told = await api.createStateMachine({ name, definition, roleArn: role }).then(inspect, inspect);
    expect(told).toMatch(message);
    expect((await api.listStateMachines({})).stateMachines).toEqual([]);
  });
});

describe("the service", () => {
  it("refuses what is not a function before anything runs", () => {
    const functions = { f: 5 } as never;
    expect(() => createLocalStepFunctions({ functions })).toThrow(
      'functions["f"] is a function: (input) => …; this is number',
    );
  });
});

describe("every operation", () => {
  const inputs = [undefined, null, 1, "x", [], {}, { definition: [], taskToken: [], stateMachineArn: "__proto__" }];
  it.each(Object.keys(createLocalStepFunctions()))(
    "%s refuses what it cannot take with an error of AWS",
    async (name) => {
      const api = createLocalStepFunctions() as unknown as Record<string, (input: unknown) => Promise<unknown>>;
      for (const input of inputs) {
        const outcome = await api[name]!(input).catch((error: unknown) => error);
        expect(outcome instanceof Error ? outcome : { $fault: "client" }).toMatchObject({ $fault: "client" });
      }
    },
  );
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
    expect(await refused({ input: "{" })).toMatch(
      /^InvalidExecutionInput: Invalid State Machine Execution Input: 'Unexpected end-of-input/,
    );
    expect(await refused({ input: JSON.stringify("x".repeat(262_144)) })).toMatch(
      /^InvalidExecutionInput.*262144 bytes/,
    );
    expect(await refused({ input: `${"[".repeat(1001)}${"]".repeat(1001)}` })).toMatch(
      /^InvalidExecutionInput.*more than 1000 levels/,
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
    const tooLong = { executionArn, error: "x".repeat(257) };
    expect(await rejection(api.stopExecution(tooLong))).toMatch(
      /^ValidationException: 1 validation error detected: Value at 'error' failed .* less than or equal to 256$/,
    );
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
    expect(await rejection(names({ nextToken: 5 }))).toMatch(/^InvalidToken/);
    expect(await rejection(names({ maxResults: 1001 }))).toMatch(/^ValidationException/);
    expect(await rejection(names({ statusFilter: "DONE" }))).toMatch(
      /^ValidationException: .* at 'statusFilter' failed to satisfy constraint: Member must satisfy enum value set: \[SUCCEEDED, TIMED_OUT, /,
    );
    expect(await rejection(api.listExecutions({}))).toMatch(/^ValidationException: Must provide a StateMachine ARN/);
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
