import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anything, type Data, executionInput, local, sagemaker, workflow } from "../index";
import type { Any } from "../placeholders/any";
import { estimator } from "./estimator";
import { pytorch } from "./frameworks";

const role = "arn:aws:iam::123456789012:role/SageMakerRole";
const where = { role, instanceType: "ml.m5.large", outputPath: "s3://bucket/out" };
const torch = (hyperparameters: { readonly [name: string]: Data }) =>
  pytorch({
    ...where,
    version: "2.1.0",
    entryPoint: "train.py",
    sourceDir: "s3://bucket/source.tar.gz",
    hyperparameters,
  });
const image = (hyperparameters: { readonly [name: string]: Data }) =>
  estimator({ ...where, image: "mine", hyperparameters });

/** What SageMaker is sent when it runs. */
async function sent(made: ReturnType<typeof estimator>, input: object, queryLanguage?: "JSONPath" | "JSONata") {
  const requests: Any[] = [];
  const functions = { "arn:aws:states:::sagemaker:createTrainingJob.sync": (request: Any) => requests.push(request) };
  const run = await workflow("train", {
    steps: sagemaker.training("Train", { estimator: made, jobName: "job" }),
    input: declared,
    ...(queryLanguage && { queryLanguage }),
    on: local({ functions: functions as Any }),
  }).execute(input as never);
  await run.output();
  return requests[0].HyperParameters;
}

/** JSONata writes 15 digits of a number. */
const rounded = (value: unknown): Any =>
  JSON.parse(JSON.stringify(value, (_key, part) => (typeof part === "number" ? Number(part.toPrecision(12)) : part)));

const declared = executionInput({ value: anything });
const known = executionInput({ value: String });

describe.each(["JSONata", "JSONPath"] as const)("hyperparameters in %s", (language) => {
  it("reach a script as JSON, whatever they are", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 2 }), async (any) => {
        const value = rounded(any);
        const { value: text, deep } = await sent(
          torch({ value: declared.value, deep: { in: declared.value } }),
          { value },
          language,
        );
        expect(JSON.parse(text)).toEqual(value);
        expect(JSON.parse(deep)).toEqual({ in: value });
      }),
      { numRuns: 25 },
    );
  });

  it("reach an algorithm as plain text", async () => {
    for (const [value, text] of [
      ["sgd", "sgd"],
      [0.1, "0.1"],
      [true, "true"],
    ] as const)
      expect(await sent(image({ value: declared.value }), { value }, language)).toEqual({ value: text });
  });
});

describe("hyperparameters", () => {
  it("are written as Python's SDK writes them", async () => {
    const all = { rate: 0.1, depth: 5, on: true, off: false, name: "a", list: [1, "b"], more: { c: null } };
    expect(await sent(image(all), { value: 1 })).toEqual({
      ...{ rate: "0.1", depth: "5", on: "True", off: "False", name: "a", list: '[1,"b"]', more: '{"c":null}' },
    });
    expect(await sent(torch(all), { value: 1 })).toMatchObject({
      ...{ rate: "0.1", depth: "5", on: "true", off: "false", name: '"a"', list: '[1,"b"]', more: '{"c":null}' },
    });
  });

  it("that are text stay as they are, and names of any kind are data", async () => {
    const step = sagemaker.training("T", {
      estimator: image({ value: known.value, constructor: 1, ["__proto__"]: 2 }),
      jobName: "j",
    });
    const { Arguments } = workflow("w", { steps: step, input: known }).definition.States.T as Any;
    expect(Object.entries(Arguments.HyperParameters)).toEqual([
      ["value", "{% $states.context.Execution.Input.value %}"],
      ["constructor", "1"],
      ["__proto__", "2"],
    ]);
  });

  it("of a step win over the estimator's, and a placeholder for all is passed on", () => {
    const requests = [{ rate: 2 }, declared.value].map((hyperparameters) => {
      const step = sagemaker.training("T", { estimator: image({ rate: 1, depth: 5 }), jobName: "j", hyperparameters });
      return (workflow("w", { steps: step, input: declared }).definition.States.T as Any).Arguments.HyperParameters;
    });
    expect(requests).toEqual([{ rate: "2", depth: "5" }, "{% $states.context.Execution.Input.value %}"]);
  });

  it("refuse null and what is no object", () => {
    expect(() => image({ rate: null })).toThrow("estimator(…): hyperparameters.rate is null: leave it out");
    expect(() => image([] as never)).toThrow("hyperparameters must be an object of values by names, but is a list");
  });
});
