import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { createS3 } from "@stepbook/local";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { executionInput, local, pytorch, sagemaker, trainingPipeline, workflow } from "../index";

const job = "arn:aws:states:::sagemaker:createTrainingJob.sync";
const options = {
  role: "arn:aws:iam::123456789012:role/SageMaker",
  instanceType: "ml.m5.large",
  outputPath: "s3://bucket/out",
  version: "1.8.1",
  region: "us-east-1",
  entryPoint: "train.py",
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stepbook-source-"));
  writeFileSync(join(folder, "train.py"), "print('one')");
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A backend whose S3 can be looked into. */
async function account() {
  const s3 = createS3();
  await s3.createBucket({ Bucket: "bucket" });
  const functions = Object.fromEntries(
    [
      job,
      ...["createModel", "createEndpointConfig", "createEndpoint"].map((name) => `arn:aws:states:::sagemaker:${name}`),
    ].map((name) => [name, () => ({})]),
  );
  const on = local({ s3, functions });
  const keys = () => s3.keys("bucket");
  const text = async (Key: string) =>
    gunzipSync((await s3.getObject({ Bucket: "bucket", Key })).Body as Buffer).toString();
  return { on, keys, text };
}

describe("the source of a script", () => {
  it("is where its job looks for it, once the workflow is created, and follows the file", async () => {
    const { on, keys, text } = await account();
    const estimator = pytorch({ ...options, sourceDir: folder });
    const train = sagemaker.training("Train", { estimator, jobName: "first" });
    const made = workflow("w", { steps: train, on });
    await made.create();
    expect(await keys()).toEqual(["first/source/sourcedir.tar.gz"]);
    expect(JSON.stringify(made.definition)).toContain("s3://bucket/first/source/sourcedir.tar.gz");
    expect(await text("first/source/sourcedir.tar.gz")).toContain("print('one')");
    writeFileSync(join(folder, "train.py"), "print('two')");
    await (await made.execute()).output();
    expect(await text("first/source/sourcedir.tar.gz")).toContain("print('two')");
  });

  it("is kept by its hash where the job's name is known only when it runs, and is not mixed up with another", async () => {
    const { on, keys } = await account();
    const input = executionInput({ job: String });
    const steps = () =>
      sagemaker.training("Train", { estimator: pytorch({ ...options, sourceDir: folder }), jobName: input.job });
    const made = workflow("w", { input, steps: steps(), on });
    writeFileSync(join(folder, "train.py"), "print('two')");
    await expect(made.create()).rejects.toThrow(/The source of "train.py" has changed since the step/);
    await workflow("w", { input, steps: steps(), on }).create();
    expect(await keys()).toHaveLength(1);
  });

  it("of a pipeline is uploaded for each run", async () => {
    const { on, keys } = await account();
    const estimator = pytorch({ ...options, sourceDir: folder });
    const pipeline = trainingPipeline("digits", { estimator, data: "s3://bucket/train", bucket: "bucket", on });
    await (await pipeline.execute({ jobName: "run-1" })).output();
    expect(await keys()).toEqual(["estimator-run-1/source/sourcedir.tar.gz"]);
  });
});
