import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createS3 } from "@stepbook/local";
import { afterEach, beforeEach, expect, it } from "vitest";
import {
  continuousParameter,
  executionInput,
  hyperparameterTuner,
  local,
  pass,
  processingInput,
  processingOutput,
  pytorch,
  sagemaker,
  scriptProcessor,
  workflow,
} from "../index";
import type { Any } from "../placeholders/any";

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

it("data is processed and a model is tuned on this machine, one after the other", async () => {
  const s3 = createS3();
  await s3.createBucket({ Bucket: "bucket" });
  await s3.putObject({ Bucket: "bucket", Key: "raw/a.csv", Body: "1,2\n\n3,4\n" });
  const clean = `
import sys
rows = [row for row in open("/opt/ml/processing/input/a.csv") if row.strip()]
open(sys.argv[1] + "/rows.csv", "w").writelines(rows)
`;
  await s3.putObject({ Bucket: "bucket", Key: "code/clean.py", Body: clean });
  const fit = `
import os, sys
rate = float(sys.argv[sys.argv.index("--rate") + 1])
rows = len(open(os.path.join(os.environ["SM_CHANNEL_TRAINING"], "rows.csv")).readlines())
print(f"loss={(rate - 0.2) ** 2 + rows};")
`;
  writeFileSync(join(folder, "fit.py"), fit);
  const [role, instanceType] = ["arn:aws:iam::123456789012:role/SageMaker", "ml.m5.large"];
  const prepare = sagemaker.processing("Prepare", {
    processor: scriptProcessor({ image: "any:1", role, instanceType }),
    jobName: "prepare",
    code: "s3://bucket/code/clean.py",
    inputs: [processingInput("s3://bucket/raw", { localPath: "/opt/ml/processing/input" })],
    outputs: [processingOutput("s3://bucket/clean", { localPath: "/opt/ml/processing/out" })],
    arguments: ["/opt/ml/processing/out"],
  });
  const tune = sagemaker.tuning("Tune", {
    tuner: hyperparameterTuner({
      estimator: pytorch({
        ...{ role, instanceType, outputPath: "s3://bucket/out", version: "1.8.1", region: "us-east-1" },
        ...{ entryPoint: "fit.py", sourceDir: folder },
        metricDefinitions: [{ name: "loss", regex: "loss=(.*?);" }],
      }),
      objectiveMetricName: "loss",
      objectiveType: "Minimize",
      hyperparameterRanges: { rate: continuousParameter(0.1, 0.5) },
      maxJobs: 3,
      maxParallelJobs: 2,
      randomSeed: 1,
    }),
    jobName: "tune",
    data: "s3://bucket/clean",
  });
  const made = workflow("tuning", { steps: [prepare, tune], on: local({ s3 }) });
  const result = (await (await made.execute()).output()) as Any;
  expect(result.TrainingJobStatusCounters).toMatchObject({ Completed: 3 });
  const { TunedHyperParameters, FinalHyperParameterTuningJobObjectiveMetric } = result.BestTrainingJob;
  const { Value } = FinalHyperParameterTuningJobObjectiveMetric;
  expect(Value).toBeCloseTo((Number(TunedHyperParameters.rate) - 0.2) ** 2 + 2, 10);
}, 60_000);
