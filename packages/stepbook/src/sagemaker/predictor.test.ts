import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createS3, createSageMaker, type SageMaker } from "@stepbook/local";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { problemWith, startMoto } from "../../test/moto/moto.mjs";
import { requestOf, requests } from "../../test/requests";
import type { Backend } from "../backends/backend";
import {
  aws,
  defaultBucket,
  executionInput,
  local,
  model,
  predictor,
  pytorch,
  sagemaker,
  trainingPipeline,
  workflow,
} from "../index";

/** Says what it is given, and in which type. */
const script = `
import json
def model_fn(model_dir):
    return None
def transform_fn(model, body, content_type, accept):
    if body == "fail":
        raise ValueError("no")
    if content_type == "text/csv":
        rows = [[float(cell) for cell in line.split(",")] for line in body.split()]
        return "\\n".join(",".join(str(2 * value) for value in row) for row in rows), "text/csv"
    return json.dumps({"type": content_type, "body": body}), "application/json"
`;

let folder: string;
let on: Backend;
let local_: SageMaker;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "stepbook-predictor-"));
  writeFileSync(join(folder, "serve.py"), script);
  const s3 = createS3();
  local_ = createSageMaker({ s3 });
  on = local({ s3, sagemaker: local_ });
  const Environment = { SAGEMAKER_PROGRAM: "serve.py", SAGEMAKER_SUBMIT_DIRECTORY: `file://${folder}` };
  await local_.createModel({ ModelName: "m", PrimaryContainer: { Image: "any:1", Environment } });
  await local_.createEndpointConfig({
    EndpointConfigName: "c",
    ProductionVariants: [{ VariantName: "Only", ModelName: "m" }],
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("a predictor", () => {
  it("waits for its endpoint, asks it in the type that fits, and deletes it with what it needed", async () => {
    await local_.createEndpoint({ EndpointName: "e", EndpointConfigName: "c" });
    const service = predictor("e", { on });
    await service.ready({ timeoutSeconds: 60 });
    expect(
      await service.predict([
        [1, 2],
        [3, 4],
      ]),
    ).toEqual([
      [2, 4],
      [6, 8],
    ]);
    expect(await service.predict([[1], [3]])).toEqual([2, 6]);
    expect(await service.predict([[1, 2]])).toEqual([2, 4]);
    expect(await service.predict({ a: [1] })).toEqual({ type: "application/json", body: '{"a":[1]}' });
    expect(await service.predict("text")).toEqual({ type: "text/plain", body: "text" });
    const json = predictor("e", { on, contentType: "application/json" });
    expect(await json.predict([[1]])).toEqual({ type: "application/json", body: "[[1]]" });
    const { body, contentType, variant } = await service.invoke("x", {
      contentType: "text/plain",
      targetVariant: "Only",
    });
    expect([String(Buffer.from(body)), contentType, variant]).toEqual([
      '{"type": "text/plain", "body": "x"}',
      "application/json",
      "Only",
    ]);
    await expect(service.predict("fail")).rejects.toMatchObject({
      code: "ModelError",
      message: expect.stringMatching(/^The endpoint "e" could not be asked: ModelError: .*ValueError: no/),
    });
    await service.delete();
    await expect(service.describe()).rejects.toThrow(
      /Could not describe the endpoint "e": ValidationException: Could not find/,
    );
    expect((await local_.listModels()).Models).toEqual([]);
    expect((await local_.listEndpointConfigs()).EndpointConfigs).toEqual([]);
    await expect(service.predict([[1]])).rejects.toThrow(/Endpoint e of account 123456789012 not found/);
  });

  it("says why its endpoint does not come up", async () => {
    await local_.createModel({
      ModelName: "broken",
      PrimaryContainer: { Image: "x/pytorch-inference:2", ModelDataUrl: "s3://none/x" },
    });
    await local_.createEndpointConfig({
      EndpointConfigName: "broken",
      ProductionVariants: [{ VariantName: "v", ModelName: "broken" }],
    });
    await local_.createEndpoint({ EndpointName: "broken", EndpointConfigName: "broken" });
    await expect(predictor("broken", { on }).ready()).rejects.toMatchObject({
      code: "EndpointFailed",
      message: expect.stringMatching(/^The endpoint "broken" is Failed: ClientError: NoSuchBucket/),
    });
    await predictor("broken", { on }).delete();
  });

  it("is made with a name and a backend", () => {
    expect(() => predictor("", { on })).toThrow("begins with the name of an endpoint");
    expect(() => predictor("e", {} as never)).toThrow('predictor("e", …) needs the backend');
    expect(() => predictor("e", { on, type: "x" } as never)).toThrow(/type/);
    expect(String(predictor("e", { on })[Symbol.for("nodejs.util.inspect.custom") as never])).toBeDefined();
  });
});

it("a pipeline of a script trains, serves what it trained, and answers, by one object", async () => {
  writeFileSync(
    join(folder, "both.py"),
    `import json, os, sys
def model_fn(model_dir):
    return float(open(os.path.join(model_dir, "factor")).read())
def input_fn(body, content_type):
    return json.loads(body)
def predict_fn(rows, factor):
    return [[value * factor for value in row] for row in rows]
if __name__ == "__main__":
    with open(os.path.join(os.environ["SM_MODEL_DIR"], "factor"), "w") as file:
        file.write(sys.argv[sys.argv.index("--factor") + 1])
`,
  );
  const backend = local();
  const bucket = await defaultBucket({ on: backend });
  const estimator = pytorch({
    ...{ role: "arn:aws:iam::123456789012:role/R", instanceType: "ml.m5.large", outputPath: `s3://${bucket}/out` },
    ...{ version: "2.1.0", entryPoint: "both.py", sourceDir: folder, hyperparameters: { factor: 3 } },
  });
  const { upload } = await import("../index");
  const data = await upload(`s3://${bucket}/train/a.csv`, "1", { on: backend });
  const pipeline = trainingPipeline("factors", { estimator, data, bucket, on: backend });
  for (const [jobName, factor] of [
    ["first", 3],
    ["second", 5],
  ] as const) {
    const run = await pipeline.execute({ jobName, hyperparameters: { factor } });
    await run.output();
    const service = predictor(jobName, { on: backend, contentType: "application/json" });
    await service.ready();
    expect(await service.predict([[2]])).toEqual([[2 * factor]]);
    await service.delete();
  }
}, 60_000);

it("a workflow makes a model, transforms with it and serves it", async () => {
  const backend = local();
  const bucket = await defaultBucket({ on: backend });
  const { upload, download, transformer } = await import("../index");
  await upload(`s3://${bucket}/in/a.csv`, "1,2\n", { on: backend });
  const input = executionInput({ name: String });
  const served = model({
    image: "any:1",
    role: "arn:aws:iam::123456789012:role/R",
    environment: { SAGEMAKER_PROGRAM: "serve.py", SAGEMAKER_SUBMIT_DIRECTORY: `file://${folder}` },
  });
  const steps = [
    sagemaker.model("Save", { model: served, modelName: input.name }),
    sagemaker.transform("Predict", {
      transformer: transformer({ instanceType: "ml.m5.large", outputPath: `s3://${bucket}/out` }),
      ...{ jobName: input.name, modelName: input.name, data: `s3://${bucket}/in`, contentType: "text/csv" },
    }),
    sagemaker.endpointConfig("Configure", {
      endpointConfigName: input.name,
      modelName: input.name,
      instanceType: "ml.m5.large",
    }),
    sagemaker.endpoint("Serve", { endpointName: input.name, endpointConfigName: input.name }),
  ];
  const made = workflow("serving", { input, steps, on: backend });
  await (await made.execute({ name: "one" })).output();
  expect(String(await download(`s3://${bucket}/out/a.csv.out`, { on: backend }))).toBe("2.0,4.0");
  const service = predictor("one", { on: backend });
  await service.ready();
  expect(await service.predict([[4]])).toEqual([8]);
  await service.delete();
}, 60_000);

const problem = problemWith("moto.server");
it.skipIf(problem !== undefined)(
  `a predictor asks AWS in the same way${problem ? ` (skipped: ${problem})` : ""}`,
  async () => {
    process.env.AWS_ACCESS_KEY_ID ??= "test";
    process.env.AWS_SECRET_ACCESS_KEY ??= "test";
    const moto = await startMoto();
    try {
      const backend = aws({ endpoint: moto.endpoint, region: "us-east-1" });
      const send = (operation: string) =>
        backend.traits.sagemaker(
          operation,
          requestOf(requests.find((request) => request.operation === operation)!.step),
        );
      for (const operation of ["CreateModel", "CreateEndpointConfig", "CreateEndpoint"]) await send(operation);
      const service = predictor("endpoint", { on: backend });
      await service.ready({ timeoutSeconds: 10 });
      const { body, variant } = await service.invoke("1,2", { contentType: "text/csv" });
      expect(body).toBeInstanceOf(Uint8Array);
      expect(variant).toBeDefined();
      await service.delete();
      await expect(service.describe()).rejects.toThrow(/Could not describe the endpoint "endpoint"/);
    } finally {
      await moto.stop();
    }
  },
  60_000,
);
