import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  anything,
  categoricalParameter,
  continuousParameter,
  estimator,
  executionInput,
  hyperparameterTuner,
  integerParameter,
  model,
  processor,
  pytorch,
  sagemaker,
  trainingInput,
  transformer,
  xgboost,
} from "stepbook";
import { machine, stateOf } from "./say.mjs";

const image = "382416733822.dkr.ecr.us-east-1.amazonaws.com/pca:1";
const region = "us-east-1";
const common = { role: "arn:aws:iam::123456789012:role/SageMakerRole", instanceCount: 1, outputPath: "s3://bkt/out" };

/** Python switches the debugger on where nothing is said: here it is said. */
const debugHook = { s3OutputPath: "s3://bkt/out" };
const hyperparameters = { feature_dim: 50000, subtract_mean: true, rate: 0.1, algorithm_mode: "randomized" };
const pca = (more) =>
  estimator({ ...common, image, instanceType: "ml.c4.xlarge", debugHook, hyperparameters, ...more });

const script = {
  ...{ ...common, debugHook, region, instanceType: "ml.m5.large" },
  ...{ entryPoint: "train.py", sourceDir: "s3://bkt/src/sourcedir.tar.gz" },
};
const loops = { epochs: 6, backend: "gloo", lr: 0.1, flag: true };
const namedByClock = "pytorch-training-2020-01-02-03-04-05-678";
const torch = (more) =>
  pytorch({
    ...script,
    ...{ version: "1.8.1", pyVersion: "py3" },
    hyperparameters: loops,
    ...more,
  });
const forest = () => xgboost({ ...script, version: "1.2-1", pyVersion: "py3", hyperparameters: { max_depth: 5 } });

const train = (given) => sagemaker.training("Train", { jobName: "job", data: "s3://b", ...given });
const input = executionInput({ r: Number, j: String, img: String, n: String });
const asked = executionInput({ Job: String, Data: String, Out: String, HP: anything, Tags: [anything], Exp: anything });

/** Training jobs. */
const training = {
  "training.data_string": () => stateOf(train({ estimator: pca(), data: "s3://bkt/train" })),
  "training.placeholders": () =>
    machine(
      train({
        estimator: pca(),
        jobName: asked.Job,
        data: asked.Data,
        outputPath: asked.Out,
        hyperparameters: asked.HP,
        tags: asked.Tags,
        experimentConfig: asked.Exp,
      }),
      { input: asked },
    ),
  "training.hyperparameters_with_placeholder_values": () =>
    stateOf(train({ estimator: pca(), hyperparameters: { rate: input.r } }), { input }),
  "training.estimator_extras": () =>
    stateOf(
      train({
        estimator: pca({
          ...{ subnets: ["sn-1"], securityGroupIds: ["sg-1"], enableInterContainerTrafficEncryption: true },
          ...{ enableNetworkIsolation: true, useSpotInstances: true, maxRun: 100, maxWait: 200 },
          ...{ checkpointS3Uri: "s3://bkt/ckpt", tags: [{ key: "ek", value: "ev" }] },
          ...{ metricDefinitions: [{ name: "m", regex: "r" }], volumeKmsKey: "vk", outputKmsKey: "ok" },
          ...{ volumeSize: 99, inputMode: "Pipe", environment: { E: "1" } },
        }),
      }),
    ),
  "training.debug_hook": () =>
    stateOf(
      train({
        estimator: pca({
          debugHook: {
            s3OutputPath: "s3://bkt/debug",
            hookParameters: { save_interval: "1" },
            collectionConfigurations: [{ collectionName: "metrics" }],
          },
        }),
      }),
    ),
  "training.debug_hook_false": () => stateOf(train({ estimator: pca({ debugHook: undefined }) })),
  "training.pytorch": () => stateOf(train({ estimator: torch(), data: { training: "s3://b" } })),
  "training.pytorch_placeholder_job_name": () => stateOf(train({ estimator: torch(), jobName: input.j }), { input }),
  "training.pytorch_local_source_bug": () => {
    const folder = mkdtempSync(join(tmpdir(), "stepbook-parity-"));
    const entryPoint = join(folder, "train.py");
    writeFileSync(entryPoint, "");
    const state = stateOf(train({ estimator: torch({ sourceDir: undefined, entryPoint }) }));
    rmSync(folder, { recursive: true });
    return state.Parameters.HyperParameters.sagemaker_submit_directory;
  },
  "training.xgboost": () =>
    stateOf(train({ estimator: forest(), data: { train: trainingInput("s3://b", { contentType: "text/libsvm" }) } })),
};

/** Models. */
const models = {
  "model.from_training": () => {
    const step = train({ estimator: pca({ environment: { E: "1" } }) });
    return machine(step, sagemaker.model("Save", { model: step.model() }));
  },
  "model.from_training_framework": () => {
    const step = train({ estimator: torch() });
    return machine(
      step,
      sagemaker.model("Save", { model: step.model({ instanceType: "ml.m5.large" }), modelName: "m" }),
    );
  },
  "model.overrides": () =>
    stateOf(
      sagemaker.model("Save", {
        model: model({
          ...{ image: input.img, role: common.role, modelData: "s3://b/m.tar.gz", name: "mm" },
          ...{ environment: {}, mode: "SingleModel", subnets: ["s"] },
        }),
        modelName: "nn",
      }),
      { input },
    ),
};

const applied = { jobName: "job", modelName: "m", data: "s3://b/i" };

/** Batch transforms. */
const transforms = {
  "transform.minimal": () =>
    stateOf(
      sagemaker.transform("X", {
        ...applied,
        transformer: transformer({ instanceType: "ml.m5.large", outputPath: "s3://b/o" }),
      }),
    ),
  "transform.all_options": () =>
    stateOf(
      sagemaker.transform(
        "X",
        {
          ...applied,
          transformer: transformer({
            ...{ instanceCount: 2, instanceType: "ml.m5.large", strategy: "MultiRecord", assembleWith: "Line" },
            ...{ outputPath: "s3://b/o", outputKmsKey: "k", accept: "text/csv", maxConcurrentTransforms: 3 },
            ...{ maxPayload: 6, tags: { x: "y" }, environment: { A: "b" } },
          }),
          ...{ s3DataType: "ManifestFile", contentType: "text/csv", compressionType: "Gzip", splitType: "Line" },
          ...{ inputFilter: "$[1:]", outputFilter: "$[0,-1]", joinSource: "Input", tags: { k: "v" } },
          experimentConfig: { experimentName: "e" },
          modelClientConfig: { invocationsMaxRetries: 1 },
        },
        { waitFor: "response" },
      ),
    ),
};

const served = { endpointName: "n", endpointConfigName: "c" };

/** Endpoints. */
const endpoints = {
  "endpoint_config.minimal": () =>
    stateOf(sagemaker.endpointConfig("EC", { endpointConfigName: "c", modelName: "m", instanceType: "ml.m5.large" })),
  "endpoint.create": () => stateOf(sagemaker.endpoint("E", { ...served, tags: { k: "v" } })),
  "endpoint.update": () =>
    stateOf(sagemaker.endpoint("E", { ...served, endpointName: input.n, update: true }), { input }),
};

/** Training jobs, models, transforms, endpoints, tuning and processing. */
export const machineLearning = {
  ...training,
  ...models,
  ...transforms,
  ...endpoints,
  "tuning.framework": () =>
    stateOf(
      sagemaker.tuning(
        "Tune",
        {
          tuner: hyperparameterTuner({
            // Python takes a name from the clock.
            estimator: torch({ hyperparameters: { ...loops, sagemaker_job_name: namedByClock } }),
            objectiveMetricName: "val:rmse",
            objectiveType: "Minimize",
            hyperparameterRanges: {
              eta: continuousParameter(0.1, 0.5),
              depth: integerParameter(1, 9, { scalingType: "Logarithmic" }),
              mode: categoricalParameter(["a", "b"]),
            },
            metricDefinitions: [{ name: "val:rmse", regex: "x" }],
            maxJobs: 4,
            maxParallelJobs: 2,
          }),
          jobName: "tune",
          data: { train: "s3://b" },
          tags: { k: "v" },
        },
        { waitFor: "response" },
      ),
    ),
  "processing.minimal": () =>
    stateOf(
      sagemaker.processing("Proc", {
        processor: processor({ image, role: common.role, instanceType: "ml.m5.large" }),
        jobName: "p",
      }),
    ),
};
