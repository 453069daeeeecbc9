import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createS3 } from "@stepbook/local";
import { afterEach, beforeEach, expect, it } from "vitest";
import { executionInput, local, pass, pytorch, sagemaker, workflow } from "../index";

const script = `
import os, sys
epochs = int(sys.argv[sys.argv.index("--epochs") + 1])
if epochs < 1:
    raise ValueError("no epochs, no model")
data = sorted(os.listdir(os.environ["SM_CHANNEL_TRAINING"]))
with open(os.path.join(os.environ["SM_MODEL_DIR"], "model.txt"), "w") as model:
    model.write(f"{epochs} epochs on {data}")
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stepbook-training-"));
  writeFileSync(join(folder, "train.py"), script);
});
afterEach(() => rmSync(folder, { recursive: true }));

it("a script of the user's trains on this machine, from its folder to the model in S3, and tells why it fails", async () => {
  const s3 = createS3();
  await s3.createBucket({ Bucket: "bucket" });
  await s3.putObject({ Bucket: "bucket", Key: "train/a.csv", Body: "1,2" });
  const input = executionInput({ job: String, epochs: Number });
  const train = sagemaker.training("Train", {
    estimator: pytorch({
      ...{
        role: "arn:aws:iam::123456789012:role/SageMaker",
        instanceType: "ml.m5.large",
        outputPath: "s3://bucket/out",
      },
      ...{ version: "1.8.1", region: "us-east-1", entryPoint: "train.py", sourceDir: folder },
      hyperparameters: { epochs: input.epochs },
    }),
    jobName: input.job,
    data: "s3://bucket/train",
  });
  const where = pass("Where", { output: { model: train.output.ModelArtifacts.S3ModelArtifacts } });
  const made = workflow("training", { input, steps: [train, where], on: local({ s3 }) });
  const run = await made.execute({ job: "job-1", epochs: 3 });
  expect(await run.output()).toEqual({ model: "s3://bucket/out/job-1/output/model.tar.gz" });
  expect(await s3.keys("bucket", "out/job-1/")).toEqual(["out/job-1/output/model.tar.gz"]);

  const failing = await made.execute({ job: "job-2", epochs: 0 });
  await expect(failing.output()).rejects.toMatchObject({
    error: "States.TaskFailed",
    state: "Train",
    message: expect.stringMatching(/"Train": States\.TaskFailed: AlgorithmError: .*no epochs, no model/s),
  });
}, 60_000);
