import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { rejection, roleArn } from "../../../test/execute";
import { isAlive, until, workshop } from "../../../test/training";
import { archiveTo } from "../archive";
import { findPython } from "../python";
import type { ContainerDefinition, CreateTransformJobInput } from "./shapes";

/** Adds what the model says to the numbers of a request, and tells what it does. */
const adder = `import json, os, time
def model_fn(model_dir):
    print("loaded")
    return float(open(os.path.join(model_dir, "by")).read())
def input_fn(body, content_type):
    if content_type == "text/csv":
        return [[float(cell) for cell in line.split(",")] for line in body.split()]
    return json.loads(body)
def predict_fn(rows, model):
    if rows == "fail":
        raise KeyError("no such thing")
    if rows == "slow":
        print("asked")
        time.sleep(1)
        return "late"
    return [[value + model for value in row] for row in rows]
def output_fn(rows, accept):
    if accept == "text/csv":
        return "".join(",".join(str(value) for value in row) + "\\n" for row in rows), "text/csv"
    return json.dumps(rows), "application/json"
`;

/** A SageMaker with a model whose archive and script are given. */
const served = async (files: Readonly<Record<string, string>>, script?: string, more: ContainerDefinition = {}) => {
  const lab = await workshop();
  const put = async (uri: string, content: Readonly<Record<string, string>>) => {
    const folder = await mkdtemp(join(tmpdir(), "model-"));
    for (const [name, text] of Object.entries(content)) await writeFile(join(folder, name), text);
    await archiveTo(lab.s3, uri, folder);
    await rm(folder, { recursive: true });
  };
  await put("s3://lab/model.tar.gz", files);
  if (script !== undefined) await put("s3://lab/source.tar.gz", { "serve.py": script });
  const container: ContainerDefinition = {
    Image: "any:1",
    ModelDataUrl: "s3://lab/model.tar.gz",
    ...(script === undefined
      ? {}
      : { Environment: { SAGEMAKER_PROGRAM: "serve.py", SAGEMAKER_SUBMIT_DIRECTORY: "s3://lab/source.tar.gz" } }),
    ...more,
  };
  const { sagemaker } = lab;
  await sagemaker.createModel({ ModelName: "model", ExecutionRoleArn: roleArn, PrimaryContainer: container });
  const settled = async (EndpointName: string) => {
    await until(async () => !/ing$/.test((await sagemaker.describeEndpoint({ EndpointName })).EndpointStatus));
    return sagemaker.describeEndpoint({ EndpointName });
  };
  const config = (EndpointConfigName: string, ModelName = "model", also: object = {}) =>
    sagemaker.createEndpointConfig({
      EndpointConfigName,
      ProductionVariants: [
        { VariantName: "AllTraffic", ModelName, InstanceType: "ml.m5.large", InitialInstanceCount: 1 },
      ],
      ...also,
    });
  const open = async (also: object = {}) => {
    await config("config", "model", also);
    await sagemaker.createEndpoint({ EndpointName: "endpoint", EndpointConfigName: "config" });
    return settled("endpoint");
  };
  const ask = async (Body: string, also: { ContentType?: string; Accept?: string; TargetVariant?: string } = {}) => {
    const input = { EndpointName: "endpoint", Body, ContentType: "application/json", ...also };
    return String(Buffer.from((await sagemaker.invokeEndpoint(input)).Body));
  };
  const close = async () => {
    await sagemaker.deleteEndpoint({ EndpointName: "endpoint" });
    await until(async () => (await sagemaker.listEndpoints()).Endpoints.length === 0);
  };
  return { ...lab, put, config, open, ask, close, settled, container };
};

describe("an endpoint", () => {
  it("loads a model by the functions of its script, answers, and is gone when it is deleted", async () => {
    const { sagemaker, open, ask, close } = await served({ by: "1" }, adder);
    expect(await open()).toMatchObject({ EndpointStatus: "InService", EndpointConfigName: "config" });
    expect(await ask("[[1, 2]]")).toBe("[[2.0, 3.0]]");
    expect(await ask("1,2\n3,4", { ContentType: "text/csv", Accept: "text/csv" })).toBe("2.0,3.0\n4.0,5.0\n");
    expect((await sagemaker.endpointLog({ EndpointName: "endpoint" })).map(({ line }) => line)).toEqual(["loaded"]);
    await close();
    expect(await rejection(sagemaker.describeEndpoint({ EndpointName: "endpoint" }))).toMatch(
      /^ValidationException: Could not find endpoint "arn:aws:sagemaker:us-east-1:123456789012:endpoint\/endpoint"/,
    );
    expect(await rejection(ask("[]"))).toMatch(/^ValidationError: Endpoint endpoint of account 123456789012 not found/);
  });

  it("tells what its model refuses and where it fails, with the model's own status", async () => {
    const { open, ask, close, sagemaker } = await served({ by: "1" }, adder);
    await open();
    expect(await rejection(ask('"fail"'))).toMatch(
      /^ModelError: Received server error \(500\) from primary with message "KeyError: 'no such thing'"/,
    );
    const error = await sagemaker
      .invokeEndpoint({ EndpointName: "endpoint", Body: '"fail"', ContentType: "application/json" })
      .catch((one: unknown) => one);
    expect(error).toMatchObject({
      OriginalStatusCode: 500,
      LogStreamArn: expect.stringContaining("Endpoints/endpoint"),
    });
    expect(await ask("[[1]]")).toBe("[[2.0]]");
    await close();
  });

  it("has one function for all, or a script in the model's archive", async () => {
    const { open, ask, close } = await served(
      { by: "2" },
      "def model_fn(model_dir):\n    return 2\ndef transform_fn(model, body, content_type, accept):\n    return body * model, 'text/plain'",
    );
    await open();
    expect(await ask("ab", { ContentType: "text/plain" })).toBe("abab");
    await close();
  });

  it("fails with the last lines of a model that can't be loaded", async () => {
    const { open, close, sagemaker } = await served({}, "def model_fn(model_dir):\n    raise ValueError('no weights')");
    expect(await open()).toMatchObject({
      EndpointStatus: "Failed",
      FailureReason: expect.stringMatching(/^AlgorithmError: The model can't be served: .*ValueError: no weights/s),
    });
    await close();
    const bare = { ModelName: "bare", PrimaryContainer: { Image: "any:1", ModelDataUrl: "s3://lab/model.tar.gz" } };
    await sagemaker.createModel(bare);
  });

  it.each([
    [
      "an image that needs its container",
      { Environment: {} },
      /No container runs here, so the image any:1 can't serve/,
    ],
    ["an archive that isn't there", { ModelDataUrl: "s3://lab/none" }, /NoSuchKey/],
    [
      "a script that isn't there",
      { Environment: { SAGEMAKER_PROGRAM: "x.py", SAGEMAKER_SUBMIT_DIRECTORY: "s3://lab/source.tar.gz" } },
      /The entry point x.py is not in/,
    ],
  ])("fails with %s", async (_, more, reason) => {
    const { open, close } = await served({ by: "1" }, adder, more);
    const end = await open();
    expect(end.EndpointStatus).toBe("Failed");
    expect(end.FailureReason).toMatch(/^ClientError: /);
    expect(end.FailureReason).toMatch(reason);
    await close();
  });

  it("goes over to another configuration without a gap, and stays where that can't be loaded", async () => {
    const { open, ask, close, put, config, container, sagemaker, settled } = await served({ by: "1" }, adder);
    await open();
    await put("s3://lab/ten.tar.gz", { by: "10" });
    await sagemaker.createModel({
      ModelName: "ten",
      PrimaryContainer: { ...container, ModelDataUrl: "s3://lab/ten.tar.gz" },
    });
    await sagemaker.createModel({ ModelName: "none", PrimaryContainer: { ...container, ModelDataUrl: "s3://lab/no" } });
    await config("other", "ten");
    await config("broken", "none");
    await sagemaker.updateEndpoint({ EndpointName: "endpoint", EndpointConfigName: "broken" });
    expect(await ask("[[1]]")).toBe("[[2.0]]");
    expect(await settled("endpoint")).toMatchObject({
      EndpointStatus: "InService",
      EndpointConfigName: "config",
      FailureReason: expect.stringContaining("NoSuchKey"),
    });
    await sagemaker.updateEndpoint({ EndpointName: "endpoint", EndpointConfigName: "other" });
    const answers: string[] = [];
    while ((await sagemaker.describeEndpoint({ EndpointName: "endpoint" })).EndpointStatus === "Updating")
      answers.push(await ask("[[1]]"));
    expect(new Set([...answers, await ask("[[1]]")])).toEqual(new Set(["[[2.0]]", "[[11.0]]"]));
    await close();
  });

  it("answers what it was asked before it is deleted", async () => {
    const { open, ask, close, sagemaker } = await served({ by: "1" }, adder);
    await open();
    const late = ask('"slow"');
    await until(async () =>
      (await sagemaker.endpointLog({ EndpointName: "endpoint" })).some(({ line }) => line === "asked"),
    );
    await close();
    expect(await late).toBe('"late"');
  });

  it("asks its variants by their weights, or the one that is named; a pipeline's containers one after the other", async () => {
    const { sagemaker, ask, close, container, settled } = await served({ by: "1" }, adder);
    await sagemaker.createModel({ ModelName: "twice", Containers: [container, container] });
    await sagemaker.createEndpointConfig({
      EndpointConfigName: "two",
      ProductionVariants: [
        { VariantName: "One", ModelName: "model", InitialVariantWeight: 1 },
        { VariantName: "Two", ModelName: "twice", InitialVariantWeight: 0 },
      ],
    });
    await sagemaker.createEndpoint({ EndpointName: "endpoint", EndpointConfigName: "two" });
    await settled("endpoint");
    expect(await ask("[[1]]")).toBe("[[2.0]]");
    expect(await ask("[[1]]", { TargetVariant: "Two" })).toBe("[[3.0]]");
    expect(await rejection(ask("[[1]]", { TargetVariant: "Three" }))).toContain("Variant Three");
    await close();
  });

  it("keeps requests and answers in S3 where it is asked to", async () => {
    const { s3, open, ask, close } = await served({ by: "1" }, adder);
    const capture = { InitialSamplingPercentage: 100, DestinationS3Uri: "s3://lab/captured" };
    await open({
      DataCaptureConfig: { ...capture, CaptureOptions: [{ CaptureMode: "Input" }, { CaptureMode: "Output" }] },
    });
    await ask("[[1]]");
    const [key] = await s3.keys("lab", "captured/endpoint/AllTraffic/");
    const line = JSON.parse(String((await s3.getObject({ Bucket: "lab", Key: key! })).Body));
    expect(line.captureData).toMatchObject({
      endpointInput: { mode: "INPUT", data: "[[1]]", encoding: "JSON" },
      endpointOutput: { mode: "OUTPUT", data: "[[2.0]]" },
    });
    await close();
  });

  it("ends with its process, however that ends, and does not keep it alive", async () => {
    const { s3 } = await served({ by: "1" }, adder);
    const program = (
      last: string,
    ) => `const { createSageMaker } = require(${JSON.stringify(join(__dirname, "../../../lib/index.js"))});
const sagemaker = createSageMaker({ s3: ${JSON.stringify(s3.folder)} });
(async () => {
  const Environment = { SAGEMAKER_PROGRAM: "serve.py", SAGEMAKER_SUBMIT_DIRECTORY: "s3://lab/source.tar.gz" };
  await sagemaker.createModel({ ModelName: "m", PrimaryContainer: { Image: "any:1", ModelDataUrl: "s3://lab/model.tar.gz", Environment } });
  await sagemaker.createEndpointConfig({ EndpointConfigName: "c", ProductionVariants: [{ VariantName: "v", ModelName: "m" }] });
  await sagemaker.createEndpoint({ EndpointName: "e", EndpointConfigName: "c" });
  while ((await sagemaker.describeEndpoint({ EndpointName: "e" })).EndpointStatus === "Creating") await new Promise((done) => setTimeout(done, 20));
  const { Body } = await sagemaker.invokeEndpoint({ EndpointName: "e", Body: "x", ContentType: "text/plain" });
  console.log(Buffer.from(Body).toString());
  ${last}
})();`;
    const folder = await mkdtemp(join(tmpdir(), "who-"));
    await writeFile(
      join(folder, "serve.py"),
      "import os\ndef model_fn(d):\n    return 1\ndef transform_fn(model, body, content_type, accept):\n    return str(os.getpid()) + ' ' + os.getcwd()",
    );
    await archiveTo(s3, "s3://lab/source.tar.gz", folder);
    await rm(folder, { recursive: true });
    for (const last of ["", "setInterval(() => undefined, 1000);"]) {
      const child = spawn(process.execPath, ["-e", program(last)], { stdio: ["ignore", "pipe", "inherit"] });
      const line = await new Promise<string>((resolve) =>
        createInterface({ input: child.stdout }).once("line", resolve),
      );
      const [pid, cwd] = line.split(" ") as [string, string];
      if (last === "")
        await new Promise((resolve) => (child.exitCode === null ? child.once("exit", resolve) : resolve(0)));
      else child.kill("SIGKILL");
      await until(() => !isAlive(Number(pid)) && !existsSync(cwd));
    }
  });

  it("is refused in SageMaker's words", async () => {
    const { sagemaker, config } = await served({ by: "1" }, adder);
    expect(await rejection(config("config", "other"))).toMatch(
      /^ValidationException: Could not find model "arn:aws:sagemaker:us-east-1:123456789012:model\/other"/,
    );
    await config("config");
    expect(await rejection(config("config"))).toMatch(/Cannot create already existing endpoint configuration/);
    expect(await rejection(sagemaker.createEndpoint({ EndpointName: "e", EndpointConfigName: "none" }))).toMatch(
      /Could not find endpoint configuration/,
    );
    expect(await rejection(sagemaker.createModel({ ModelName: "a_b" }))).toMatch(
      /^ValidationException: 2 validation errors/,
    );
    expect((await sagemaker.listModels({ NameContains: "mod" })).Models).toHaveLength(1);
    await sagemaker.deleteEndpointConfig({ EndpointConfigName: "config" });
    await sagemaker.deleteModel({ ModelName: "model" });
    expect(await rejection(sagemaker.describeModel({ ModelName: "model" }))).toMatch(/Could not find model/);
  });
});

describe("a batch transform", () => {
  const request = (
    more: Partial<CreateTransformJobInput> & { readonly input?: object; readonly output?: object } = {},
  ) => {
    const { input, output, ...also } = more;
    return {
      TransformJobName: "job",
      ModelName: "model",
      TransformInput: {
        DataSource: { S3DataSource: { S3DataType: "S3Prefix", S3Uri: "s3://lab/in/" } },
        ContentType: "text/csv",
        ...input,
      },
      TransformOutput: { S3OutputPath: "s3://lab/out", Accept: "text/csv", ...output },
      TransformResources: { InstanceType: "ml.m5.large", InstanceCount: 1 },
      ...also,
    } as CreateTransformJobInput;
  };
  const transformed = async (
    more: Parameters<typeof request>[0],
    objects: Readonly<Record<string, string | Buffer>>,
  ) => {
    const lab = await served({ by: "1" }, adder);
    for (const [Key, Body] of Object.entries(objects)) await lab.s3.putObject({ Bucket: "lab", Key, Body });
    await lab.sagemaker.createTransformJob(request(more));
    const end = await lab.sagemaker.transformJobEnd({ TransformJobName: "job" });
    const keys = await lab.s3.keys("lab", "out");
    const texts = await Promise.all(
      keys.map(async (Key) => String((await lab.s3.getObject({ Bucket: "lab", Key })).Body)),
    );
    return { ...lab, end, out: Object.fromEntries(keys.map((key, at) => [key, texts[at]])) };
  };

  it("gives each object of a prefix its predictions", async () => {
    const { end, out, sagemaker } = await transformed({}, { "in/a.csv": "1,2\n3,4\n", "in/deep/b.csv": "5,6" });
    expect(end).toMatchObject({
      TransformJobStatus: "Completed",
      TransformStartTime: expect.any(Date),
      TransformEndTime: expect.any(Date),
    });
    expect(out).toEqual({ "out/a.csv.out": "2.0,3.0\n4.0,5.0\n", "out/deep/b.csv.out": "6.0,7.0\n" });
    expect((await sagemaker.transformJobLog({ TransformJobName: "job" })).map(({ line }) => line)).toEqual(["loaded"]);
    expect((await sagemaker.listTransformJobs()).TransformJobSummaries).toHaveLength(1);
  });

  it.each([
    [
      "record by record",
      { BatchStrategy: "SingleRecord", MaxConcurrentTransforms: 3, input: { SplitType: "Line" } },
      "2.0,3.0\n4.0,5.0\n6.0,7.0\n",
    ],
    [
      "in requests that are small enough",
      { MaxPayloadInMB: 1, input: { SplitType: "Line" }, output: { AssembleWith: "Line" } },
      "2.0,3.0\n4.0,5.0\n6.0,7.0\n",
    ],
    [
      "of a part of each record, beside the whole of it",
      { DataProcessing: { InputFilter: "$[1:]", JoinSource: "Input" }, input: { SplitType: "Line" } },
      "1,2,3.0\n3,4,5.0\n5,6,7.0\n",
    ],
    [
      "and keeps a part of what comes of it",
      { DataProcessing: { JoinSource: "Input", OutputFilter: "$[0,-1]" }, input: { SplitType: "Line" } },
      "1,3.0\n3,5.0\n5,7.0\n",
    ],
  ] as const)("goes %s", async (_, more, expected) => {
    const { end, out } = await transformed(more as never, { "in/a.csv": "1,2\n3,4\n5,6" });
    expect(end.FailureReason).toBeUndefined();
    expect(out).toEqual({ "out/a.csv.out": expected });
  });

  it("unpacks what is packed, and joins JSON", async () => {
    const { out } = await transformed(
      {
        DataProcessing: { InputFilter: "$.x", JoinSource: "Input" },
        BatchStrategy: "SingleRecord",
        input: { SplitType: "Line", CompressionType: "Gzip", ContentType: "application/json" },
        output: { Accept: "application/json" },
      },
      { "in/a.jsonl.gz": gzipSync('{"id":7,"x":[[1]]}\n') },
    );
    expect(out).toEqual({ "out/a.jsonl.gz.out": '{"id":7,"x":[[1]],"SageMakerOutput":[[2]]}\n' });
  });

  it.each([
    ["objects that aren't there", {}, {}, /^ClientError: No S3 objects found/],
    [
      "a model that refuses",
      {},
      { "in/a.csv": "one,two" },
      /^AlgorithmError: The model answers 500 for a.csv: ValueError/,
    ],
    [
      "a split that isn't read",
      { input: { SplitType: "RecordIO" } },
      { "in/a": "" },
      /SplitType RecordIO is not read here/,
    ],
    [
      "a filter that is none",
      { DataProcessing: { InputFilter: "x" }, input: { SplitType: "Line" } },
      { "in/a": "" },
      /InputFilter is "x"/,
    ],
    [
      "an output bucket that isn't there",
      { output: { S3OutputPath: "s3://nowhere/x" } },
      { "in/a": "1" },
      /NoSuchBucket/,
    ],
    ["what isn't packed", { input: { CompressionType: "Gzip" } }, { "in/a": "1" }, /not packed with gzip/],
  ] as const)("fails with %s", async (_, more, objects, reason) => {
    const { end } = await transformed(more as never, objects);
    expect(end.TransformJobStatus).toBe("Failed");
    expect(end.FailureReason).toMatch(reason);
  });

  it("is stopped, with its model", async () => {
    const lab = await served({ by: "1" }, `${adder}\nimport time\ndef predict_fn(rows, model):\n    time.sleep(600)`);
    await lab.s3.putObject({ Bucket: "lab", Key: "in/a.csv", Body: "1" });
    await lab.sagemaker.createTransformJob(request());
    const job = { TransformJobName: "job" };
    await until(async () => (await lab.sagemaker.transformJobLog(job)).length > 0);
    await lab.sagemaker.stopTransformJob(job);
    expect(await lab.sagemaker.transformJobEnd(job)).toMatchObject({ TransformJobStatus: "Stopped" });
  });
});

describe("a model of XGBoost", async () => {
  const python = await findPython("xgboost");

  it.skipIf(!python)(
    `predicts as the built-in image does${python ? "" : " (skipped: no Python here has xgboost)"}`,
    async () => {
      const { sagemaker, s3, settled } = await workshopWithBooster();
      const image = "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1";
      const ModelDataUrl = "s3://lab/models/boosted/output/model.tar.gz";
      await sagemaker.createModel({ ModelName: "model", PrimaryContainer: { Image: image, ModelDataUrl } });
      await sagemaker.createEndpointConfig({
        EndpointConfigName: "c",
        ProductionVariants: [{ VariantName: "v", ModelName: "model" }],
      });
      await sagemaker.createEndpoint({ EndpointName: "e", EndpointConfigName: "c" });
      await settled("e");
      const ask = async (Body: string, ContentType = "text/csv", Accept = "") => {
        const answer = await sagemaker.invokeEndpoint({ EndpointName: "e", Body, ContentType, Accept });
        return String(Buffer.from(answer.Body));
      };
      const two = (await ask("0.1,0.2\n0.9,0.1")).split(",").map(Number);
      expect(two[0]).toBeLessThan(0.5);
      expect(two[1]).toBeGreaterThan(0.5);
      expect(JSON.parse(await ask("0.9,0.1", "text/csv", "application/json")).predictions[0].score).toBeCloseTo(
        two[1]!,
        5,
      );
      expect(Number(await ask("0:0.9 1:0.1", "text/libsvm"))).toBeCloseTo(two[1]!, 5);
      expect(await rejection(ask("1,0.1,0.2"))).toMatch(/client error \(400\).*wants 2 features.*no label/);
      expect(await rejection(ask("{}", "application/json"))).toMatch(/client error \(415\)/);
      await s3.putObject({ Bucket: "lab", Key: "in/t.csv", Body: "0.1,0.2\n0.9,0.1\n" });
      await sagemaker.createTransformJob({
        TransformJobName: "job",
        ModelName: "model",
        TransformInput: {
          DataSource: { S3DataSource: { S3DataType: "S3Prefix", S3Uri: "s3://lab/in" } },
          ContentType: "text/csv",
          SplitType: "Line",
        },
        TransformOutput: { S3OutputPath: "s3://lab/out", AssembleWith: "Line" },
        TransformResources: { InstanceType: "ml.m5.large", InstanceCount: 1 },
      });
      expect((await sagemaker.transformJobEnd({ TransformJobName: "job" })).FailureReason).toBeUndefined();
      const out = String((await s3.getObject({ Bucket: "lab", Key: "out/t.csv.out" })).Body);
      expect(out.trim().split("\n").map(Number)).toEqual(two);
      await sagemaker.deleteEndpoint({ EndpointName: "e" });
    },
  );
});

const workshopWithBooster = async () => {
  const lab = await workshop();
  const rows = Array.from({ length: 200 }, (_, at) => `${at % 10 >= 5 ? 1 : 0},${(at % 10) / 10},${(at % 7) / 7}`);
  await lab.s3.putObject({ Bucket: "lab", Key: "train/a.csv", Body: rows.join("\n") });
  const { HyperParameters: _, ...request } = await lab.request({});
  await lab.sagemaker.createTrainingJob({
    ...request,
    TrainingJobName: "boosted",
    AlgorithmSpecification: { TrainingImage: "x/sagemaker-xgboost:1.7-1", TrainingInputMode: "File" },
    HyperParameters: { num_round: "5", objective: "binary:logistic" },
    InputDataConfig: [
      {
        ChannelName: "train",
        DataSource: { S3DataSource: { S3DataType: "S3Prefix", S3Uri: "s3://lab/train" } },
        ContentType: "text/csv",
      },
    ],
  });
  const end = await lab.sagemaker.trainingJobEnd({ TrainingJobName: "boosted" });
  expect(end.FailureReason).toBeUndefined();
  const settled = (EndpointName: string) =>
    until(async () => !/ing$/.test((await lab.sagemaker.describeEndpoint({ EndpointName })).EndpointStatus));
  return { ...lab, settled };
};
