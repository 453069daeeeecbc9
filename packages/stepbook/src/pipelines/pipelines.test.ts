import { describe, expect, it } from "vitest";
import { estimator, inferencePipeline, local, type Pipeline, sklearn, trainingPipeline } from "../index";
import type { Any } from "../placeholders/any";

const role = "arn:aws:iam::123456789012:role/SageMaker";
const common = { role, instanceType: "ml.m5.large", outputPath: "s3://bucket/out" };
const forest = estimator({
  ...common,
  image: "123456789012.dkr.ecr.us-east-1.amazonaws.com/forest:1",
  hyperparameters: { trees: 10, depth: 3 },
});
const scaler = sklearn({
  ...common,
  version: "1.2-1",
  region: "us-east-1",
  entryPoint: "scale.py",
  sourceDir: "s3://bucket/source.tar.gz",
});

/** SageMaker, which notes what it is asked. */
function sagemaker() {
  const asked: [string, Any][] = [];
  const names = [
    "createTrainingJob.sync",
    "createModel",
    "createTransformJob.sync",
    "createEndpointConfig",
    "createEndpoint",
  ];
  const functions = Object.fromEntries(
    names.map((name) => [
      `arn:aws:states:::sagemaker:${name}`,
      (parameters: Any) => {
        asked.push([name, parameters]);
        return {};
      },
    ]),
  );
  return { asked, on: local({ functions }) };
}
const digits = (more: object = {}) =>
  trainingPipeline("digits", { estimator: forest, data: "s3://bucket/train", bucket: "bucket", ...more });
const run = async (pipeline: Pipeline, given = {}) => (await pipeline.execute(given)).output();

describe("a training pipeline", () => {
  it("trains, makes a model and serves it, all under the run's name", async () => {
    const { asked, on } = sagemaker();
    const pipeline = digits({ on });
    await pipeline.create();
    await run(pipeline, { jobName: "run-1" });
    expect(asked.map(([name]) => name)).toEqual([
      "createTrainingJob.sync",
      "createModel",
      "createEndpointConfig",
      "createEndpoint",
    ]);
    const [[, job], [, model], [, config], [, endpoint]] = asked as Any;
    expect(job).toMatchObject({
      TrainingJobName: "estimator-run-1",
      OutputDataConfig: { S3OutputPath: "s3://bucket/digits/models" },
      HyperParameters: { trees: "10", depth: "3" },
    });
    expect(model.ModelName).toBe("run-1");
    expect(model.PrimaryContainer.ModelDataUrl).toBe("s3://bucket/digits/models/estimator-run-1/output/model.tar.gz");
    expect(config.ProductionVariants).toMatchObject([{ ModelName: "run-1", InstanceType: "ml.m5.large" }]);
    expect(endpoint).toEqual({ EndpointName: "run-1", EndpointConfigName: "run-1" });
  });

  it("leaves nothing of one run to the next, and needs no name", async () => {
    const { asked, on } = sagemaker();
    const pipeline = digits({ on });
    await run(pipeline, { hyperparameters: { trees: 99, extra: true } });
    await run(pipeline);
    const jobs = asked.flatMap(([name, job]) => (name === "createTrainingJob.sync" ? [job] : []));
    expect(jobs.map(({ HyperParameters }) => HyperParameters)).toEqual([
      { trees: "99", depth: "3", extra: "True" },
      { trees: "10", depth: "3" },
    ]);
    expect(new Set(jobs.map(({ TrainingJobName }) => TrainingJobName)).size).toBe(2);
    expect(String(await pipeline.deploy())).toBe('"digits" unchanged');
  });

  it("says what is wrong with a name, a bucket, an estimator", async () => {
    await expect(digits().execute({ jobName: "a b" })).rejects.toThrow(/jobName has 1 to 40 letters.*"a b"/);
    expect(() => digits({ bucket: "s3://bucket/x" })).toThrow(/bucket is the name of a bucket.*"s3:\/\/bucket\/x"/);
    expect(() => digits({ estimator: {} })).toThrow(/estimator is made by estimator\(…\)/);
    expect(() => digits({ s3Bucket: "b" })).toThrow(/s3Bucket/);
  });
});

describe("an inference pipeline", () => {
  it("prepares the data with a model of its own, and serves both as one", async () => {
    const { asked, on } = sagemaker();
    const pipeline = inferencePipeline("prices", {
      preprocessor: scaler,
      estimator: forest,
      data: { train: "s3://bucket/raw" },
      bucket: "bucket",
      contentType: "text/csv",
      on,
    });
    await run(pipeline, { jobName: "r" });
    expect(asked.map(([name]) => name)).toEqual([
      "createTrainingJob.sync",
      "createModel",
      "createTransformJob.sync",
      "createTrainingJob.sync",
      "createModel",
      "createEndpointConfig",
      "createEndpoint",
    ]);
    const [, , [, transform], [, train], [, model]] = asked as Any;
    expect(transform.TransformInput.DataSource.S3DataSource.S3Uri).toBe("s3://bucket/raw");
    const prepared = "s3://bucket/prices/preprocessor-transform-r/transform";
    expect(transform.TransformOutput.S3OutputPath).toBe(prepared);
    expect(train.InputDataConfig).toMatchObject([
      { ChannelName: "train", DataSource: { S3DataSource: { S3Uri: prepared } } },
    ]);
    expect(model.Containers).toHaveLength(2);
  });

  it("takes one channel", () => {
    const data = { train: "s3://bucket/a", test: "s3://bucket/b" };
    const made = () => inferencePipeline("p", { preprocessor: scaler, estimator: forest, data, bucket: "bucket" });
    expect(made).toThrow(/data has one channel.*has 2/);
  });
});
