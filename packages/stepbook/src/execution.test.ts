import { virtual } from "@stepbook/local";
import { describe, expect, it } from "vitest";
import { attach, failing, lambda, local, map, pass, stepfunctions, task, workflow } from "./index";

const base64 = ({ input }: { readonly input: string }) => btoa(input);
const encode = lambda.invoke("Encode", { functionName: "to-base64", payload: { input: "Hello" } });

describe("an execution", () => {
  it("is redriven, and followed on by those who looked before", async () => {
    const on = local({ functions: { "to-base64": failing(1, "Boom", base64) }, clock: virtual() });
    const run = await workflow("flaky", { steps: [pass("Start"), encode], on }).execute();
    await expect(run.output()).rejects.toMatchObject({ name: "ExecutionFailed", error: "Boom", state: "Encode" });
    await run.redrive();
    expect((await run.output()).Payload).toBe(btoa("Hello"));
    expect(run.status).toBe("SUCCEEDED");
    const types: string[] = [];
    for await (const { type } of run.events()) types.push(type);
    expect(types.filter((type) => /^Execution/.test(type))).toEqual([
      "ExecutionStarted",
      "ExecutionFailed",
      "ExecutionRedriven",
      "ExecutionSucceeded",
    ]);
    await expect(run.redrive()).rejects.toMatchObject({
      code: "ExecutionNotRedrivable",
      message: expect.stringMatching(
        /Could not redrive the execution .*SUCCEEDED and cannot be redriven.*\nOnly exec/s,
      ),
    });
  });

  it("that was redriven elsewhere is followed on, too", async () => {
    const on = local({ functions: { "to-base64": failing(1, "Boom", base64) }, clock: virtual() });
    const flaky = workflow("flaky", { steps: encode, on });
    const run = await flaky.execute();
    await expect(run.output()).rejects.toThrow(/Boom/);
    await on.api.redriveExecution({ executionArn: run.arn });
    expect((await run.output()).Payload).toBe(btoa("Hello"));
  });

  it("tells its map runs, and their failed children can be opened", async () => {
    const on = local({
      functions: { "to-base64": ({ input }) => (input === "c" ? Promise.reject(new Error("no c")) : btoa(input)) },
    });
    const each = map("Each", {
      items: ["a", "b", "c"],
      mode: "distributed",
      label: "Letters",
      toleratedFailureCount: 1,
      each: (letter) => lambda.invoke("Letter", { functionName: "to-base64", payload: { input: letter } }),
    });
    const letters = workflow("letters", { steps: each, on });
    const run = await letters.execute();
    await run.output();
    const runs = await run.listMapRuns();
    expect(runs).toHaveLength(1);
    expect(runs[0]).toMatchObject({ status: "SUCCEEDED", items: { total: 3, succeeded: 2, failed: 1 } });
    const failed = await runs[0]!.listExecutions({ status: "FAILED" });
    const child = await letters.execution(failed[0]!.arn);
    await expect(child.output()).rejects.toMatchObject({ state: "Letter", error: "Error" });
    expect(await child.input()).toBe("c");
    expect(await run.listNested()).toHaveLength(0);
  });

  it("tells the executions that its tasks have started, each with its own definition", async () => {
    const on = local();
    const child = workflow("child", { steps: [pass("Inner", { output: { from: "child" } })], on });
    await child.create();
    const parent = workflow("parent", {
      steps: [
        stepfunctions.startExecution("Wait for it", { stateMachineArn: child }),
        stepfunctions.startExecution("Start it", { stateMachineArn: child }, { waitFor: "response" }),
      ],
      on,
    });
    const run = await parent.execute();
    await run.output();
    const nested = await run.listNested();
    expect(nested).toHaveLength(2);
    for (const one of nested) {
      expect(await one.output()).toEqual({ from: "child" });
      expect(String(one.arn)).toMatch(/:execution:child:/);
    }
  });

  it("is found by its name, and refused by the ARN of something else", async () => {
    const on = local();
    const hello = workflow("hello", { steps: pass("A"), on });
    const { name } = await hello.execute({ n: 1 }, { name: "first" });
    expect(await (await hello.execution(name)).output()).toEqual({ n: 1 });
    await expect(hello.execution("second")).rejects.toMatchObject({ code: "ExecutionDoesNotExist" });
    const refused: readonly (readonly [string, RegExp])[] = [
      ["arn:aws:states:us-east-1:123456789012:express:hello:a:b", /EXPRESS state machine, but an execution is wanted/],
      ["arn:aws:states:us-east-1:123456789012:stateMachine:hello", /a state machine, but an execution is wanted/],
      [
        "arn:aws:states:eu-west-1:123456789012:execution:hello:a",
        /region eu-west-1, but the backend works in us-east-1/,
      ],
      ["arn:aws:states:us-east-1:999999999999:execution:hello:a", /account 999999999999, but the backend/],
      ["arn:aws:lambda:us-east-1:123456789012:function:f", /is no ARN of Step Functions/],
    ];
    for (const [arn, message] of refused)
      await expect(hello.execution(arn)).rejects.toMatchObject({
        code: "InvalidArn",
        message: expect.stringMatching(message),
      });
  });

  it("whose machine is deleted while it runs goes on, and is followed to its end", async () => {
    let finish = (_value: unknown): void => undefined;
    const gate = new Promise((resolve) => {
      finish = resolve;
    });
    const on = local({ functions: { slow: () => gate } });
    const slow = workflow("slow", {
      steps: task("Slow", { resource: "arn:aws:lambda:us-east-1:123456789012:function:slow" }),
      on,
    });
    const run = await slow.execute();
    await slow.delete();
    finish("done");
    expect(await run.output()).toBe("done");
    await expect(attach("slow", { on })).rejects.toMatchObject({ code: "StateMachineDoesNotExist" });
  });

  it("with an input that is too large is refused with AWS's code, and what to do instead", async () => {
    const hello = workflow("hello", { steps: pass("A"), on: local() });
    await expect(hello.execute({ text: "x".repeat(300_000) })).rejects.toMatchObject({
      code: expect.stringMatching(/InvalidExecutionInput|ValidationException/),
      message: expect.stringMatching(/Larger data goes to S3/),
    });
    await expect(hello.execute({}, { name: "a b" })).rejects.toMatchObject({ code: "InvalidName" });
  });
});
