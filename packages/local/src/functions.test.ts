import { runInThisContext } from "node:vm";
import { reduceAll, startProgress } from "@stepbook/asl";
import { describe, expect, it } from "vitest";
import { calling, create, execute } from "../test/execute";
import { createLocalStepFunctions, failing, type LocalFunction, type LocalOptions, virtual } from "./index";

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

  const throwing =
    (value: unknown): LocalFunction =>
    () => {
      throw value;
    };
  const { proxy: revoked, revoke } = Proxy.revocable({}, {});
  revoke();
  const hostile = {
    get name(): string {
      throw new Error("no name for you");
    },
  };

  it.each<[string, LocalFunction, string, RegExp]>([
    ["an Error", throwing(new TypeError("bad")), "TypeError", /"errorMessage":"bad","trace":\["TypeError: bad"/],
    ["an Error later", () => Promise.reject(new RangeError("far")), "RangeError", /"errorMessage":"far"/],
    ["text", throwing("oops"), "string", /oops \(the function \\"f\\" threw this string; throw an Error instead/],
    ["nothing", () => Promise.reject(undefined), "undefined", /undefined \(the function/],
    ["an object", throwing({ code: 5 }), "object", /\{\\"code\\":5\} \(the function/],
    ["a frozen proxy", throwing(Object.freeze(new Proxy({ a: 1 }, {}))), "object", /\{\\"a\\":1\}/],
    ["a revoked proxy", throwing(revoked), "handled", /cannot be read/],
    ["an error that cannot be read", throwing(hostile), "handled", /cannot be read/],
    ["a symbol", throwing(Symbol("s")), "symbol", /Symbol\(s\)/],
    ["a cycle", (input) => Object.assign(input, { me: input }), "Runtime.MarshalError", /its \\"me\\" leads back/],
    [
      "a deep cycle",
      (input) => Object.assign(input, { b: [{ up: input }] }),
      "Runtime.MarshalError",
      /its \\"b.0.up\\" leads back/,
    ],
    ["a BigInt", () => ({ x: [1n] }), "Runtime.MarshalError", /its \\"x.0\\" is a BigInt; use Number/],
    ["a function", () => () => 1, "Runtime.MarshalError", /it is a function/],
    ["a Map", () => ({ m: new Map() }), "Runtime.MarshalError", /its \\"m\\" is a Map; use Object.fromEntries/],
    [
      "what has no bottom",
      () => {
        const bottomless = { toJSON: () => ({ a: bottomless }) };
        return bottomless;
      },
      "Runtime.MarshalError",
      /has more than 1000 levels/,
    ],
    [
      "a getter that throws",
      () => ({
        get x() {
          throw new Error("no");
        },
      }),
      "Runtime.MarshalError",
      /JSON cannot hold: no\./,
    ],
    ["a getter that throws nothing", () => ({ toJSON: throwing(undefined) }), "Runtime.MarshalError", /cannot hold/],
    ["a revoked proxy as its result", () => revoked, "TypeError", /revoked/],
    ["a broken promise", () => ({ then: throwing(new Error("then")) }), "Error", /"errorMessage":"then"/],
  ])("that give or throw %s fail clearly", async (_, f, error, cause) => {
    const { status, ...ended } = await run(f);
    expect([status, ended.error]).toEqual(["FAILED", error]);
    expect(ended.cause).toMatch(cause);
  });

  it.each<[string, unknown, string]>([
    ["NaN, Infinity and holes", [Number.NaN, Number.POSITIVE_INFINITY, undefined], "[null,null,null]"],
    ["a Date", new Date(0), '"1970-01-01T00:00:00.000Z"'],
    [
      "names of prototypes",
      JSON.parse('{"__proto__":{"a":1},"constructor":2}'),
      '{"__proto__":{"a":1},"constructor":2}',
    ],
    ["the same object twice", Array(2).fill({ a: 1 }), '[{"a":1},{"a":1}]'],
    ["a proxy", new Proxy({ a: [1] }, {}), '{"a":[1]}'],
    ["half an emoji", "\ud83d", '"\\ud83d"'],
  ])("give %s as JSON writes it", async (_, value, output) => {
    expect((await run(() => value)).output).toBe(output);
  });

  it("that give more than 256 KiB fail with States.DataLimitExceeded", async () => {
    const { error, cause } = await run(() => "x".repeat(262_145));
    expect(error).toBe("States.DataLimitExceeded");
    expect(cause).toMatch(/exceeding the maximum number of bytes service limit/);
  });

  it("that give more than Lambda passes on fail as at Lambda", async () => {
    const big = () => "x".repeat(6_291_557);
    const { error, cause } = await execute(calling("big"), { functions: { big } });
    expect(error).toBe("Function.ResponseSizeTooLarge");
    expect(JSON.parse(cause ?? "").errorMessage).toBe(
      "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
    );
  });

  it("are told a trace of the user's frames only, as a cell of a notebook has them", async () => {
    const cell = `
      const inner = () => { throw new Error("one\\ntwo"); };
      ({
        now: () => inner(),
        later: async () => { await null; inner(); },
        made: (() => { const error = new Error("made"); return () => { throw error; }; })(),
        chained: () => new Promise((resolve) => setTimeout(resolve, 1)).then(() => inner()),
      })`;
    const functions: Record<string, LocalFunction> = runInThisContext(cell);
    const traceOf = async (f: LocalFunction | undefined) => JSON.parse((await run(f!)).cause ?? "").trace as string[];
    const at = (name: string) => expect.stringMatching(`^    at (async )?${name}.*evalmachine.<anonymous>:\\d+:\\d+`);
    const header = ["Error: one", "two"];
    expect(await traceOf(functions.now)).toEqual([...header, at("inner"), at("Object.now|now")]);
    expect(await traceOf(functions.later)).toEqual([...header, at("inner"), at("Object.later|later")]);
    expect(await traceOf(functions.chained)).toEqual([...header, at("inner"), at("")]);
    expect(await traceOf(functions.made)).toEqual(["Error: made", at(""), at("")]);
    expect(await traceOf(failing(1, "Flaky", () => 1))).toEqual(["Flaky: fails on purpose, call 1 of 1"]);
    expect(await traceOf(failing(0, "Flaky", functions.now!))).toEqual([...header, at("inner"), at("Object.now|now")]);
  });

  it("that settle late, or twice, are heard once", async () => {
    const rejections: unknown[] = [];
    const listen = (reason: unknown) => rejections.push(reason);
    process.on("unhandledRejection", listen);
    const late: LocalFunction = (_, { signal }) =>
      new Promise((_resolve, reject) =>
        signal.addEventListener("abort", () => setImmediate(reject, new Error("late"))),
      );
    const twice: LocalFunction = () =>
      new Promise((resolve, reject) => {
        resolve("first");
        reject(new Error("second"));
      });
    const timedOut = await run(late, { TimeoutSeconds: 5 }, { clock: virtual({ patience: 1 }) });
    expect(timedOut).toMatchObject({ status: "FAILED", error: "States.Timeout" });
    expect((await run(twice)).output).toBe('"first"');
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off("unhandledRejection", listen);
    expect(rejections).toEqual([]);
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
      'Function not found: "to-bas64". Did you mean "to-base64"? Registered: "to-base64", "other". To register it: local({ functions: { "to-bas64": (input) => … } })',
    );
  });

  it("get {} for a Payload of null, as from Lambda", async () => {
    const definition = calling("f", { Parameters: { FunctionName: "f", Payload: null } });
    expect((await execute(definition, { functions: { f: (input) => input } })).output).toBe("{}");
  });

  it("stand in for an action of a service, by its ARN", async () => {
    const Resource = "arn:aws:states:::glue:startJobRun";
    const send = calling("f", { Resource, Parameters: { MessageBody: "hi" }, OutputPath: "$" });
    expect(
      (await execute(send, { functions: { [Resource]: ({ MessageBody }) => ({ sent: MessageBody }) } })).output,
    ).toBe('{"sent":"hi"}');
    expect((await execute(send)).cause).toMatch(
      /"arn:aws:states:::glue:startJobRun".*is not there locally. To register it: local/,
    );
    const refuses: LocalFunction = () => {
      throw Object.assign(new Error("no such queue"), { name: "Sqs.QueueDoesNotExist" });
    };
    expect(await execute(send, { functions: { [Resource]: refuses } })).toMatchObject({
      error: "Sqs.QueueDoesNotExist",
      cause: "no such queue",
    });
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
