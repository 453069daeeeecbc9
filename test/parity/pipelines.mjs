import { inspect } from "node:util";
import { estimator, inferencePipeline, pytorch, sklearn, trainingPipeline } from "stepbook";
import { requests } from "./aws.mjs";

const region = "us-east-1";
const common = { role: "arn:aws:iam::123456789012:role/SageMakerRole", instanceCount: 1, outputPath: "s3://bkt/out" };
const script = {
  ...{ ...common, region, instanceType: "ml.m5.large", pyVersion: "py3" },
  ...{ entryPoint: "train.py", sourceDir: "s3://bkt/src/sourcedir.tar.gz" },
};
const torch = pytorch({
  ...script,
  version: "1.8.1",
  debugHook: { s3OutputPath: "s3://bkt/out" },
  hyperparameters: { epochs: 6, backend: "gloo", lr: 0.1, flag: true },
});
const debugHook = { s3OutputPath: "s3://bkt/ipipe/models/debug" };
const linear = estimator({
  ...common,
  image: "382416733822.dkr.ecr.us-east-1.amazonaws.com/linear-learner:1",
  instanceType: "ml.c4.xlarge",
  volumeSize: 20,
  maxRun: 3600,
  debugHook,
  hyperparameters: { feature_dim: 10, predictor_type: "regressor", mini_batch_size: 32 },
});

const training = (more) =>
  trainingPipeline("pipe", {
    estimator: torch,
    data: "s3://b/train",
    bucket: "bkt",
    queryLanguage: "JSONPath",
    ...more,
  });
const inference = (on) =>
  inferencePipeline("ipipe", {
    preprocessor: sklearn({ ...script, version: "0.23-1", debugHook }),
    estimator: linear,
    data: { train: "s3://b/train" },
    bucket: "bkt",
    compressionType: "None",
    contentType: "text/csv",
    queryLanguage: "JSONPath",
    on,
  });

/** Templates of workflows for SageMaker. */
export const pipelines = {
  "pipeline.training.pytorch.calls": () =>
    requests(async (on) => {
      const pipeline = training({ on });
      await pipeline.create();
      await pipeline.execute({ jobName: "run1" });
    }),
  "pipeline.inference.calls": () =>
    requests(async (on) => {
      const pipeline = inference(on);
      await pipeline.create();
      await pipeline.execute({ jobName: "run1", hyperparameters: { feature_dim: "10", raw: 1 } });
    }),
  "pipeline.training.repr": () => inspect(training()),
};
