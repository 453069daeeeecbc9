import { createLocalStepFunctions, serveStepFunctions } from "@stepbook/local";
import * as fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type Fault, faultNames, startProxy } from "../test/proxy/proxy.mjs";
import { aws, lambda, map, pass, setLogger, workflow } from "./index";

process.env.AWS_ACCESS_KEY_ID ??= "test";
process.env.AWS_SECRET_ACCESS_KEY ??= "test";

const length = Number(process.env.STEPBOOK_TEST_LENGTH ?? 1);
const lasting: readonly Fault[] = ["expired", "denied"];
const passing = faultNames.filter((name) => !lasting.includes(name));

/** 1,506 events, in about half a second. */
const long = {
  role: "arn:aws:iam::123456789012:role/steps",
  steps: [
    pass("Start"),
    map("Each", {
      items: Array.from({ length: 214 }, (_, n) => n),
      maxConcurrency: 8,
      each: (n) => lambda.invoke("Work", { functionName: "work", payload: { n } }),
    }),
  ],
};
const work = () => new Promise((resolve) => setTimeout(resolve, 15, null));
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  setLogger(undefined);
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** A backend that polls fast, over HTTP, behind a proxy with a plan of faults for the calls that read histories. */
async function behind(plan: (read: number) => Fault | undefined) {
  const server = await serveStepFunctions(createLocalStepFunctions({ functions: { work } }), { port: 0 });
  let reads = 0;
  const proxy = await startProxy(server.endpoint, (operation) =>
    operation === "GetExecutionHistory" ? plan(reads++) : undefined,
  );
  stops.push(
    () => server.close(),
    () => proxy.stop(),
  );
  const backend = aws({ endpoint: proxy.endpoint, region: "us-east-1" });
  const on = { ...backend, traits: { ...backend.traits, poll: { first: 5, longest: 20 } } };
  const made = workflow("long", { ...long, on });
  await made.create();
  return { proxy, execution: await made.execute() };
}

describe("following an execution of 1,506 events", () => {
  it.each(passing)(
    "loses, repeats and reorders nothing where calls are %s",
    async (fault) => {
      const { execution, proxy } = await behind((read) => (read % 4 === 1 ? fault : undefined));
      const seen: number[] = [];
      for await (const { id } of execution.events()) seen.push(id);
      expect(seen).toEqual(numbers(1506));
      expect(execution.status).toBe("SUCCEEDED");
      expect(proxy.calls.filter((call) => call.fault === fault).length).toBeGreaterThan(0);
    },
    60_000,
  );

  it(
    "loses, repeats and reorders nothing, whatever befalls its calls",
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.option(fc.constantFrom(...passing), { freq: 2 }), { minLength: 3, maxLength: 20 }),
          async (plan) => {
            const { execution } = await behind((read) => plan[read] ?? undefined);
            const seen: number[] = [];
            for await (const { id } of execution.events()) seen.push(id);
            expect(seen).toEqual(numbers(1506));
            for (const stop of stops.splice(0).reverse()) await stop();
          },
        ),
        { numRuns: 2 * length },
      );
    },
    60_000 * length,
  );

  it.each([
    ["expired", "ExpiredTokenException", /credentials have expired/],
    [
      "denied",
      "AccessDeniedException",
      /may not do states:GetExecutionHistory.*"Action":\["states:GetExecutionHistory"\]/s,
    ],
  ] as const)(
    "ends with one error where the credentials are %s, and goes on from there when it is asked again",
    async (fault, code, message) => {
      let broken = false;
      const { execution, proxy } = await behind(() => (broken ? fault : undefined));
      const seen: number[] = [];
      const watching = (async () => {
        for await (const { id } of execution.events()) {
          seen.push(id);
          broken ||= id > 300;
        }
      })();
      await expect(watching).rejects.toMatchObject({
        name: "StepbookError",
        code,
        message: expect.stringMatching(message),
      });
      expect(seen.length).toBeGreaterThan(300);
      broken = false;
      const calls = proxy.calls.length;
      await execution.output();
      expect(proxy.calls.length).toBeGreaterThan(calls);
      const rest: number[] = [];
      for await (const { id } of execution.events()) rest.push(id);
      expect(rest).toEqual(numbers(1506));
    },
    60_000,
  );

  it("asks no more when nobody looks any more", async () => {
    const { execution, proxy } = await behind(() => undefined);
    for await (const { id } of execution.events()) if (id > 20) break;
    await new Promise((resume) => setTimeout(resume, 60));
    const calls = proxy.calls.length;
    await new Promise((resume) => setTimeout(resume, 150));
    expect(proxy.calls.length).toBe(calls);
    await expect(execution.output({ timeoutSeconds: 0.01 })).rejects.toMatchObject({ code: "TimeoutError" });
    await execution.output();
    expect(execution.status).toBe("SUCCEEDED");
  });

  it("tells the logger of faults that pass, and nobody else", async () => {
    const warn = vi.fn();
    setLogger({ debug() {}, info() {}, warn, error() {} });
    const { execution } = await behind((read) => (read === 1 ? "truncated" : undefined));
    await execution.output();
    expect(warn.mock.calls.flat().join()).toMatch(/trying again/);
  });
});
