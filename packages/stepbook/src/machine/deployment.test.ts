import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { lambda, local, type Mock, map, parallel, pass, workflow } from "../index";
import type { Sequence } from "../steps/step";

const on = () => local();

describe("deploying", () => {
  it("says in one line what it did to the states, wherever they stand", async () => {
    const backend = on();
    const made = (steps: Sequence, more = {}) => workflow("w", { steps, on: backend, ...more });
    const inner = (name: string) => [
      pass("A"),
      map("M", { items: [1], each: () => [pass("I", { output: { name } })] }),
      parallel("P", [pass("B1"), pass("B2")]),
    ];
    expect(String(await made(inner("x")).deploy())).toBe('"w" created: 6 states');
    expect(String(await made(inner("x")).deploy())).toBe('"w" unchanged');
    const second = await made(inner("y")).deploy();
    expect(String(second)).toBe('"w" updated: 1 state changed ("I")');
    expect(second).toMatchObject({ change: "updated", states: { added: [], removed: [], changed: ["I"] } });
    expect(String(await made(inner("y"), { timeoutSeconds: 9, tracing: true }).deploy())).toBe(
      '"w" updated: TimeoutSeconds, tracing changed',
    );
    const last = await made([pass("I"), pass("M")]).deploy();
    expect(last.states).toEqual({ added: [], removed: ["A", "P", "B1", "B2"], changed: ["I", "M"] });
    expect(String(last)).toBe(
      '"w" updated: 4 states removed ("A", "P", "B1", "B2"); 2 states changed ("I", "M"); StartAt, TimeoutSeconds changed',
    );
  });

  it("leaves what the workflow does not say as it is", async () => {
    const backend = on();
    const first = workflow("w", {
      steps: pass("A"),
      on: backend,
      tracing: true,
      role: "First",
      tags: [{ key: "a", value: "1" }],
    });
    await first.deploy();
    await first.tag({ b: "2" });
    const second = workflow("w", { steps: pass("A"), on: backend, tags: [{ key: "a", value: "3" }] });
    expect(String(await second.deploy())).toBe('"w" updated: tags changed');
    expect(await second.listTags()).toEqual({ a: "3", b: "2" });
    const { tracingConfiguration, roleArn } = await backend.api.describeStateMachine({ stateMachineArn: second.arn! });
    expect([tracingConfiguration, roleArn]).toEqual([{ enabled: true }, "arn:aws:iam::123456789012:role/First"]);
    await second.untag("a", "b");
    expect(await second.listTags()).toEqual({});
  });

  it("publishes what it deploys, where that is asked for", async () => {
    const backend = on();
    const made = (name: string) => workflow("w", { steps: pass(name), on: backend });
    expect(String(await made("A").deploy({ publish: true }))).toBe('"w" created: 1 state, published as version 1');
    const second = await made("B").deploy({ publish: true, versionDescription: "B instead of A" });
    expect(second.version).toBe(2);
    expect((await made("B").deploy({ publish: true })).version).toBe(2);
    expect((await made("B").listVersions()).map(({ version }) => version)).toEqual([2, 1]);
    await expect(made("C").publish()).rejects.toThrow(/exists with another definition, which would be published/);
  });

  it("does not turn a STANDARD machine into an EXPRESS one", async () => {
    const backend = on();
    await workflow("w", { steps: pass("A"), on: backend }).deploy();
    const express = workflow("w", { steps: pass("A"), on: backend, type: "EXPRESS" });
    await expect(express.deploy()).rejects.toThrow(/"w" is EXPRESS, but exists as STANDARD, which can't be changed/);
  });
});

describe("versions and aliases", () => {
  it("run as they were published, by the alias's weights", async () => {
    const backend = on();
    const made = (output: number) => workflow("w", { steps: pass("A", { output }), on: backend });
    await made(1).deploy({ publish: true });
    await made(2).deploy({ publish: true });
    const w = made(2);
    expect(await (await w.execute({}, { version: 1 })).output()).toBe(1);
    const alias = await w.deployAlias("live", { 1: 100 }, { description: "what people use" });
    expect(alias).toMatchObject({ name: "live", routing: { 1: 100 }, description: "what people use" });
    expect(await (await w.execute({}, { alias: "live" })).output()).toBe(1);
    await w.deployAlias("live", { 2: 100 });
    const run = await w.execute({}, { alias: "live", traceHeader: "Root=1" });
    expect(await run.output()).toBe(2);
    expect((await run.describe()).traceHeader).toBe("Root=1");
    expect((await w.listExecutions({ alias: "live" })).map(({ name }) => name)).toContain(run.name);
    expect((await w.listAliases()).map(({ name, routing }) => [name, routing])).toEqual([["live", { 2: 100 }]]);
    await expect(w.deleteVersion(2)).rejects.toMatchObject({ code: "ConflictException" });
    await w.deleteAlias("live");
    await w.deleteVersion(2);
    expect(await w.listVersions()).toHaveLength(1);
  });

  it("are refused where they say nothing that can be run", async () => {
    const w = workflow("w", { steps: pass("A"), on: on() });
    await w.deploy({ publish: true });
    for (const routing of [{}, { 1: 50 }, { 1: 50, 2: 30, 3: 20 }, { live: 100 }, { 1: 100.5 }])
      await expect(w.deployAlias("a", routing)).rejects.toThrow(/an alias runs one version or two/);
    await expect(w.execute({}, { version: 1, alias: "a" })).rejects.toThrow(/one version or one alias, not both/);
    await expect(w.execute({}, { version: 7 })).rejects.toMatchObject({ code: "StateMachineDoesNotExist" });
  });
});

describe("a state alone", () => {
  const call = lambda.invoke(
    "Call",
    { functionName: "f" },
    {
      retry: [{ errorEquals: ["Busy"] }],
      catch: [{ errorEquals: ["Broken"], next: pass("Handler") }],
    },
  );
  const w = () => workflow("w", { steps: [call, pass("Other")], on: local({ functions: { f: () => 3 } }) });

  it("tells what it gives, what comes next, and what was in its hands", async () => {
    expect(await w().test("Other", { input: { a: 1 } })).toMatchObject({ status: "SUCCEEDED", output: { a: 1 } });
    const called = await w().test("Call");
    expect(called).toMatchObject({ status: "SUCCEEDED", nextState: "Other", output: { Payload: 3 } });
    expect(called.inspectionData).toMatchObject({ input: {}, afterArguments: { FunctionName: "f" } });
  });

  it("with a mock calls nothing, and tells who handles an error", async () => {
    const tested = (mock: Mock) => w().test("Call", { mock });
    expect(await tested({ result: { Payload: 1 } })).toMatchObject({ status: "SUCCEEDED", output: { Payload: 1 } });
    expect(await tested({ error: "Busy" })).toMatchObject({ status: "RETRIABLE", error: "Busy" });
    const caught = await tested({ error: "Broken", cause: "by hand" });
    expect(caught).toMatchObject({
      status: "CAUGHT_ERROR",
      nextState: "Handler",
      inspectionData: { errorDetails: { catchIndex: 0 } },
    });
    expect(inspect(await tested({ error: "Other" }))).toBe("FAILED: Other");
  });

  it("of a name that is not there is refused, with the nearest", async () => {
    await expect(w().test("Othr")).rejects.toThrow(/no state of that name. Did you mean "Other"\?/);
    await expect(w().test("Other", { mock: 1 as never })).rejects.toThrow(/mock is \{ result: … \} or \{ error/);
  });
});

describe("an EXPRESS workflow", () => {
  it("runs to its end by startSync, and tells its failure as others do", async () => {
    const backend = on();
    const fast = workflow("fast", { steps: pass("A", { output: { done: true } }), type: "EXPRESS", on: backend });
    await fast.deploy();
    const run = await fast.startSync();
    expect(run.output).toEqual({ done: true });
    expect(run.billedDurationInMilliseconds).toBeGreaterThan(0);
    const slow = workflow("slow", { steps: pass("A"), on: backend });
    await expect(slow.startSync()).rejects.toMatchObject({ code: "StateMachineTypeNotSupported" });
    await expect(fast.execute()).rejects.toMatchObject({ code: "StateMachineTypeNotSupported" });
  });
});
