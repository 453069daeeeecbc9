import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { workshop } from "../../test/training";

const python = process.env.STEPBOOK_PYTHON ?? "python3";
const hasXgboost = spawnSync(python, ["-c", "import xgboost"]).status === 0;
const where = hasXgboost ? "" : ` (skipped: ${python} has no xgboost; STEPBOOK_PYTHON names one that has)`;

const rows = Array.from({ length: 60 }, (_, at) => ({ x: at % 10, z: (at * 7) % 13 }));
const texts: Readonly<Record<string, string>> = {
  "text/csv": rows.map(({ x, z }) => `${2 * x + z},${x},${z}`).join("\n"),
  "text/libsvm": rows.map(({ x, z }) => `${2 * x + z} 0:${x} 1:${z}`).join("\n"),
};

const training = async (
  ContentType: string,
  HyperParameters: Readonly<Record<string, string>>,
  text = texts[ContentType]!,
  options: Parameters<typeof workshop>[0] = {},
) => {
  const lab = await workshop(options);
  await lab.s3.putObject({ Bucket: "lab", Key: "data/rows", Body: text });
  const S3DataSource = { S3DataType: "S3Prefix" as const, S3Uri: "s3://lab/data/" };
  const channel = (ChannelName: string) => ({ ChannelName, DataSource: { S3DataSource }, ContentType });
  const input = {
    ...(await lab.request({})),
    AlgorithmSpecification: {
      TrainingImage: "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1",
      TrainingInputMode: "File",
    },
    InputDataConfig: [channel("train"), channel("validation")],
    HyperParameters,
  };
  await lab.sagemaker.createTrainingJob(input);
  const end = await lab.sagemaker.trainingJobEnd(input);
  return { ...lab, end, input };
};

describe("the image of XGBoost", () => {
  it.skipIf(!hasXgboost).each(Object.keys(texts))(`trains on %s with the package xgboost${where}`, async (type) => {
    const { end, opened, sagemaker, input } = await training(type, {
      objective: "reg:linear",
      num_round: "20",
      eval_metric: "rmse,mae",
    });
    expect(end.FailureReason).toBeUndefined();
    const metrics = new Map(end.FinalMetricDataList!.map(({ MetricName, Value }) => [MetricName, Value]));
    expect([...metrics.keys()]).toEqual(["train:rmse", "train:mae", "validation:rmse", "validation:mae"]);
    expect(metrics.get("validation:rmse")).toBeLessThan(1);
    const log = await sagemaker.trainingJobLog(input);
    expect(log.map(({ line }) => line).join("\n")).toMatch(/^\[0\]#011train-rmse:[\d.]+#011train-mae:/m);
    expect(await readdir(await opened("models/job/output/model.tar.gz"))).toEqual(["xgboost-model"]);
  });

  it.skipIf(!hasXgboost)(`is tuned by what the tuning job looks for, which it then measures${where}`, async () => {
    const { sagemaker, input } = await training("text/csv", { num_round: "1" });
    const { TrainingJobName, HyperParameters, ...definition } = input;
    const tuning = {
      HyperParameterTuningJobName: "tune",
      HyperParameterTuningJobConfig: {
        Strategy: "Bayesian",
        HyperParameterTuningJobObjective: { Type: "Minimize", MetricName: "validation:mae" },
        ResourceLimits: { MaxNumberOfTrainingJobs: 6, MaxParallelTrainingJobs: 2 },
        ParameterRanges: {
          IntegerParameterRanges: [{ Name: "num_round", MinValue: "2", MaxValue: "30" }],
          ContinuousParameterRanges: [{ Name: "eta", MinValue: "0.05", MaxValue: "0.9" }],
        },
        RandomSeed: 3,
      },
      TrainingJobDefinition: { ...definition, StaticHyperParameters: { objective: "reg:squarederror" } },
    } as const;
    await sagemaker.createHyperParameterTuningJob(tuning);
    const end = await sagemaker.hyperParameterTuningJobEnd(tuning);
    expect(end).toMatchObject({
      HyperParameterTuningJobStatus: "Completed",
      ObjectiveStatusCounters: { Succeeded: 6 },
      BestTrainingJob: { FinalHyperParameterTuningJobObjectiveMetric: { MetricName: "validation:mae" } },
    });
  });

  it.skipIf(!hasXgboost)(`says what is wrong with the data, and where${where}`, async () => {
    const { end } = await training("text/csv", { num_round: "2" }, "rings,length\n3,0.4");
    expect(end.FailureReason).toMatch(/^AlgorithmError: rows, line 1 has 'rings' where a number is expected/);
  });

  it("says the command that installs the package, where it is missing", async () => {
    const bare = join(await mkdtemp(join(tmpdir(), "python-")), "python");
    await writeFile(bare, '#!/bin/sh\nexec python3 -I -S "$@"\n', { mode: 0o755 });
    const { end } = await training("text/csv", { num_round: "2" }, undefined, { python: bare });
    await rm(dirname(bare), { recursive: true });
    expect(end.FailureReason).toMatch(/^AlgorithmError: .* can't import \w+: run `.* -m pip install xgboost-cpu`/);
  });

  it("says what a hyperparameter should be", async () => {
    const { end } = await training("text/csv", { num_round: "many" });
    expect(end.FailureReason).toBe(
      "AlgorithmError: The hyperparameter num_round is a whole number from 1 on; here it is 'many', exit code: 1",
    );
  });
});
