import { createLocalStepFunctions, serveStepFunctions } from "@stepbook/local";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Fault, startProxy } from "../../test/proxy/proxy.mjs";
import { attach, aws, pass, setLogger, workflow } from "../index";

const role = "arn:aws:iam::123456789012:role/steps";
const steps = pass("A", { output: { done: true } });
const stops: (() => Promise<void>)[] = [];

beforeEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) vi.stubEnv(name, undefined);
  vi.stubEnv("AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED", "true");
  vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
  vi.stubEnv("AWS_CONFIG_FILE", "/nowhere/config");
  vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere/credentials");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  setLogger(undefined);
  for (const stop of stops.splice(0).reverse()) await stop();
});

const signIn = () => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret-of-the-test");
  vi.stubEnv("AWS_SESSION_TOKEN", "token-of-the-test");
};

/** AWS over HTTP, with a fault for some calls. */
async function behind(plan: (operation: string, call: number) => Fault | undefined) {
  const server = await serveStepFunctions(createLocalStepFunctions(), { port: 0 });
  const proxy = await startProxy(server.endpoint, plan);
  stops.push(
    () => server.close(),
    () => proxy.stop(),
  );
  return { proxy, on: aws({ endpoint: proxy.endpoint, region: "us-east-1", role }) };
}

describe("aws()", () => {
  it("says where nobody is signed in, and where no region is set", async () => {
    const unsigned = workflow("w", { steps, on: aws({ region: "us-east-1", role }) });
    await expect(unsigned.deploy()).rejects.toMatchObject({
      code: "CredentialsProviderError",
      message: expect.stringMatching(/Could not find the workflow "w": No AWS credentials were found\. Sign in/),
    });
    const elsewhere = workflow("w", { steps, on: aws({ region: "us-east-1", profile: "lab", role }) });
    await expect(elsewhere.deploy()).rejects.toThrow(/in the profile "lab"/);
    signIn();
    await expect(workflow("w", { steps, on: aws({ role }) }).deploy()).rejects.toThrow(/No AWS region is set/);
  });

  it("starts an execution once, though the answer is lost and the call sent again", async () => {
    signIn();
    let lost = false;
    const { on, proxy } = await behind((operation) => {
      if (operation !== "StartExecution" || lost) return undefined;
      lost = true;
      return "lost";
    });
    const made = workflow("once", { steps, on });
    await made.create();
    const run = await made.execute({ n: 1 });
    expect(await run.output()).toEqual({ done: true });
    expect(proxy.calls.filter(({ operation }) => operation === "StartExecution")).toHaveLength(2);
    expect(await made.listExecutions()).toHaveLength(1);
  });

  it("repeats what is throttled, and says so where it does not end", async () => {
    signIn();
    const { proxy } = await behind((operation, call) =>
      (operation === "CreateStateMachine" && call === 0) || operation === "ListExecutions" ? "throttled" : undefined,
    );
    const { SFNClient } = await import("@aws-sdk/client-sfn");
    const client = new SFNClient({ endpoint: proxy.endpoint, region: "us-east-1", maxAttempts: 2 });
    const made = workflow("throttled", { steps, on: aws({ client, role }) });
    await made.create();
    expect(proxy.calls.map(({ operation }) => operation)).toEqual(["CreateStateMachine", "CreateStateMachine"]);
    await expect(made.listExecutions()).rejects.toMatchObject({
      code: "ThrottlingException",
      message: expect.stringMatching(/asks to come back later, also after 2 tries/),
    });
  });

  it.each([
    [
      "denied",
      "AccessDeniedException",
      /may not do states:CreateStateMachine on arn:.*"Action":\["states:CreateStateMachine"\]/s,
    ],
    ["expired", "ExpiredTokenException", /credentials have expired/],
  ] as const)("says what to do where a call is %s, and shows no secret", async (fault, code, message) => {
    signIn();
    const { on } = await behind((operation) => (operation === "CreateStateMachine" ? fault : undefined));
    const error = await workflow("denied", { steps, on })
      .create()
      .catch((reason) => reason);
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
    const shown: unknown[] = [];
    for (let found = error; found instanceof Error; found = found.cause) {
      shown.push(
        found.message,
        found.stack,
        ...Object.getOwnPropertyNames(found).map((name) => Reflect.get(found, name)),
      );
    }
    expect(JSON.stringify(shown)).not.toMatch(/secret-of-the-test|token-of-the-test|AKIDEXAMPLE|Signature=/);
  });

  it("refuses a client beside what the client says itself", () => {
    const client = { send: async () => ({}), config: {} };
    expect(() => aws({ client, region: "us-east-1" })).toThrow(/client says its region itself/);
    expect(() => aws({ regoin: "us-east-1" } as never)).toThrow(/regoin.*Did you mean "region"\?/s);
  });

  it("attaches to what is there, and refuses ARNs of other places before anything is sent", async () => {
    signIn();
    const { on, proxy } = await behind(() => undefined);
    const arn = await workflow("there", { steps, on, tracing: true }).create();
    const theirs = await attach(arn, { on });
    expect(theirs.definition.States).toHaveProperty("A");
    expect(theirs.options).toMatchObject({ role, tracing: true });
    expect(theirs.toSvg()).toMatch(/^<svg/);
    expect(String(await theirs.deploy())).toBe('"there" unchanged');
    expect(await (await (await attach("there", { on })).execute()).output()).toEqual({ done: true });
    const calls = proxy.calls.length;
    for (const [other, message] of [
      [arn.replace("us-east-1", "eu-west-1"), /region eu-west-1.*aws\({ region: "eu-west-1" }\)/],
      [arn.replace("123456789012", "210987654321"), /account 210987654321/],
      [arn.replace("stateMachine", "activity"), /an activity, but a state machine is wanted/],
      ["arn:aws:s3:::bucket", /no ARN of Step Functions/],
    ] as const)
      await expect(attach(other, { on })).rejects.toMatchObject({
        code: "InvalidArn",
        message: expect.stringMatching(message),
      });
    expect(proxy.calls.length).toBe(calls);
    await expect(attach("gone", { on })).rejects.toMatchObject({ code: "StateMachineDoesNotExist" });
  });
});
