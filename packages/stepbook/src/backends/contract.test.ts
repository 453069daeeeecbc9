import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { problemWith, startMoto } from "../../test/moto/moto.mjs";
import { fail, lambda, listWorkflows, pass, succeed, wait, workflow } from "../index";
import type { Sequence } from "../steps/step";
import { aws } from "./aws";
import type { Backend } from "./backend";
import { local } from "./local";

process.env.AWS_ACCESS_KEY_ID ??= "test";
process.env.AWS_SECRET_ACCESS_KEY ??= "test";
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const role = "arn:aws:iam::123456789012:role/StepFunctionsRole";

/** What holds wherever a workflow runs. */
function contract(backend: () => Backend): void {
  const make = (name: string, steps: Sequence) => workflow(name, { steps, on: backend(), role });

  it("creates once, and the same again changes nothing", async () => {
    const arn = await make("create", pass("A")).create();
    expect(arn).toBe("arn:aws:states:us-east-1:123456789012:stateMachine:create");
    expect(await make("create", pass("A")).create()).toBe(arn);
  });

  it("refuses another definition under the name, and tells how to update", async () => {
    await make("differs", pass("A")).create();
    const other = make("differs", pass("B"));
    await expect(other.create()).rejects.toThrow(/"differs" exists already, with another definition.*update\(\)/);
    await expect(other.execute()).rejects.toThrow(/another definition/);
    expect(String(await other.deploy())).toBe(
      '"differs" updated: 1 state added ("B"); 1 state removed ("A"); StartAt changed',
    );
    expect(String(await other.deploy())).toBe('"differs" unchanged');
    const execution = await other.execute();
    await execution.output();
    expect((await execution.listEvents()).map(({ step }) => step)).toContain("B");
  });

  it("runs to the end and gives the output", async () => {
    const hello = make("runs", [pass("A"), pass("B", { output: { hello: "world" } }), succeed("C")]);
    await hello.create();
    const execution = await hello.execute({ n: 1 });
    expect(await execution.output()).toEqual({ hello: "world" });
    expect(execution.status).toBe("SUCCEEDED");
    expect(await execution.input()).toEqual({ n: 1 });
    expect(await execution.describe()).toMatchObject({ name: execution.name, status: "SUCCEEDED" });
    const events = await execution.listEvents();
    expect(new Set(events.map(({ step }) => step))).toEqual(new Set([undefined, "A", "B", "C"]));
    expect(events.filter(({ step }) => step === undefined).every(({ type }) => /^Execution/.test(type))).toBe(true);
    const types = events.map(({ type }) => type);
    expect(types[0]).toBe("ExecutionStarted");
    expect(types.at(-1)).toBe("ExecutionSucceeded");
    const newest = await execution.listEvents({ limit: 2, reverse: true });
    expect(newest.map(({ type }) => type)).toEqual(types.slice(-2).reverse());
    expect(newest.more).toBe(true);
  });

  it("tells error, cause and the state of a failure", async () => {
    const broken = make("fails", [pass("A"), fail("Broken", { error: "TooBig", cause: "11 is more than 10" })]);
    await broken.create();
    const execution = await broken.execute();
    await expect(execution.output()).rejects.toMatchObject({
      name: "ExecutionFailed",
      message: '"fails" failed in the state "Broken": TooBig: 11 is more than 10',
      error: "TooBig",
      cause: "11 is more than 10",
      state: "Broken",
      status: "FAILED",
    });
  });

  it("stops a run, with error and cause", async () => {
    const slow = make("stops", [wait("Long", { seconds: 600 })]);
    await slow.create();
    const execution = await slow.execute();
    await execution.stop({ error: "Enough", cause: "of this" });
    await expect(execution.output()).rejects.toMatchObject({ status: "ABORTED", error: "Enough", cause: "of this" });
  });

  it("gives the events as they happen", async () => {
    const hello = make("events", [pass("A"), wait("W", { seconds: 1 }), pass("B")]);
    await hello.create();
    const types: string[] = [];
    for await (const event of (await hello.execute()).events()) types.push(event.type);
    expect(types[0]).toBe("ExecutionStarted");
    expect(types.at(-1)).toBe("ExecutionSucceeded");
    expect(new Set(types)).toContain("WaitStateEntered");
  });

  it("lists workflows and executions, and deletes", async () => {
    const hello = make("lists", [pass("A")]);
    await hello.create();
    const execution = await hello.execute();
    await execution.output();
    expect((await hello.listExecutions({ status: "SUCCEEDED" })).map(({ name }) => name)).toEqual([execution.name]);
    expect(await hello.listExecutions({ status: "FAILED" })).toHaveLength(0);
    expect((await listWorkflows({ on: backend() })).map(({ name }) => name)).toContain("lists");
    await hello.delete();
    await hello.delete();
    expect((await listWorkflows({ on: backend() })).map(({ name }) => name)).not.toContain("lists");
    await expect(hello.listExecutions()).rejects.toThrow(/"lists" does not exist .*create\(\)/);
  });

  it("a step that AWS refuses is told before anything is sent", async () => {
    const wrong = make("wrong", [wait("W", { timestamp: "tomorrow" })]);
    expect(wrong.validate().length).toBeGreaterThan(0);
    await expect(wrong.create()).rejects.toThrow(/The definition of "wrong" has errors:\n.*States\.W\.Timestamp/);
  });
}

describe("local", () => {
  it("an express workflow, which leaves no history to follow, is not executed", async () => {
    const fast = workflow("fast", { type: "EXPRESS", steps: [pass("A")], on: local() });
    await expect(fast.execute()).rejects.toThrow(/"fast" is EXPRESS.*startSync/s);
  });

  const backend = local();
  contract(() => backend);

  it("a function that is not registered is told before anything is created or started", async () => {
    const on = local({ functions: { "to-base64": btoa } });
    const call = lambda.invoke("Encode", { functionName: "to-bas64" });
    await expect(workflow("typo", { steps: call, on }).execute()).rejects.toThrow(
      'The workflow "typo" can\'t run at the local backend:\n' +
        '"Encode" calls "to-bas64", which is not registered. Did you mean "to-base64"?  → States.Encode.Arguments.FunctionName\n' +
        'Registered: "to-base64". To register it: local({ functions: { "to-bas64": (input) => … } })',
    );
    expect(await listWorkflows({ on })).toHaveLength(0);
  });
});

const problem = problemWith("moto.server");
describe.skipIf(problem !== undefined)(
  `aws, against moto${problem === undefined ? "" : ` (skipped: ${problem})`}`,
  () => {
    let moto: Awaited<ReturnType<typeof startMoto>>;
    let backend: Backend;
    beforeAll(async () => {
      moto = await startMoto();
      backend = aws({ endpoint: moto.endpoint, region: "us-east-1" });
    }, 30_000);
    afterAll(() => moto?.stop());
    contract(() => backend);

    it("says where no role is named, and takes a role's name where the account is known", async () => {
      const bare = workflow("bare", { steps: pass("A"), on: backend });
      await expect(bare.create()).rejects.toThrow(/runs with a role.*aws\({ role:/);
      const named = workflow("named", {
        steps: pass("A"),
        on: aws({ endpoint: moto.endpoint, region: "us-east-1", role: "Mine" }),
      });
      await expect(named.create()).rejects.toThrow(/no role "Mine" in the account.*deployRole\(\)/);
      expect(String(await named.deployRole())).toMatch(/^Would create the role "Mine".*dryRun: false/s);
      await expect(named.create()).rejects.toThrow(/no role "Mine"/);
      expect(String(await named.deployRole({ dryRun: false }))).toMatch(/^Created the role "Mine" \(arn:aws:iam:/);
      expect(String(await named.deployRole())).toMatch(/has all that the workflow needs/);
      const stateMachineArn = await named.create();
      expect((await backend.api.describeStateMachine({ stateMachineArn })).roleArn).toBe(
        "arn:aws:iam::123456789012:role/Mine",
      );
    });
  },
);

describe("aws, out of reach", () => {
  it("says what can't be reached", async () => {
    const nowhere = workflow("w", {
      steps: pass("A"),
      role,
      on: aws({ endpoint: "http://127.0.0.1:9", region: "us-east-1" }),
    });
    await expect(nowhere.create()).rejects.toThrow(/http:\/\/127\.0\.0\.1:9 can't be reached/);
  }, 30_000);
});
