import {
  categoricalParameter,
  continuousParameter,
  dataCapture,
  estimator,
  hyperparameterTuner,
  imageUri,
  integerParameter,
  pipelineModel,
  processingInput,
  processingOutput,
  pytorch,
  sagemaker,
  scriptProcessor,
  trainingInput,
  transformer,
  workflow,
  xgboost,
} from "../src/index";
import type { Any } from "../src/placeholders/any";
import type { Step } from "../src/steps/step";

const role = "arn:aws:iam::123456789012:role/SageMaker";
const machine = { role, instanceType: "ml.m5.large", instanceCount: 1, volumeSize: 30, volumeKmsKey: "alias/disk" };
const network = {
  subnets: ["subnet-0a1b2c3d"],
  securityGroupIds: ["sg-0a1b2c3d"],
  enableNetworkIsolation: true,
  enableInterContainerTrafficEncryption: true,
};
const tags = [{ key: "team", value: "data" }];
const experimentConfig = { experimentName: "e", trialName: "t", trialComponentDisplayName: "c", runName: "r" };
const image = imageUri("xgboost", { version: "1.7-1", region: "us-east-1" });

const forest = estimator({
  ...machine,
  ...network,
  image,
  tags,
  outputPath: "s3://bucket/out",
  outputKmsKey: "alias/out",
  inputMode: "File",
  keepAlivePeriod: 600,
  maxRun: 3600,
  environment: { LEVEL: "info" },
  hyperparameters: { num_round: 50, objective: "reg:squarederror", eta: 0.2 },
  metricDefinitions: [{ name: "rmse", regex: "rmse=([0-9.]+)" }],
  debugHook: {
    s3OutputPath: "s3://bucket/debug",
    localPath: "/opt/ml/output/tensors",
    hookParameters: { "train.save_interval": "10" },
    collectionConfigurations: [{ collectionName: "losses", collectionParameters: { save_interval: "5" } }],
  },
  profiler: {
    s3OutputPath: "s3://bucket/profile",
    profilingIntervalInMilliseconds: 500,
    profilingParameters: { a: "b" },
  },
});
const spot = xgboost({
  ...{ role, instanceType: "ml.m5.large", outputPath: "s3://bucket/out", version: "1.7-1", region: "us-east-1" },
  ...{ useSpotInstances: true, maxRun: 600, maxWait: 900 },
  ...{ checkpointS3Uri: "s3://bucket/checkpoints", checkpointLocalPath: "/opt/ml/checkpoints" },
  hyperparameters: { num_round: 5 },
});
const script = pytorch({
  ...{ role, instanceType: "ml.m5.large", outputPath: "s3://bucket/out", version: "2.1.0", region: "us-east-1" },
  ...{
    entryPoint: "train.py",
    sourceDir: "s3://bucket/source.tar.gz",
    hyperparameters: { epochs: 3, nested: { a: [1] } },
  },
});
const everyInput = trainingInput("s3://bucket/train", {
  ...{ contentType: "text/csv", distribution: "ShardedByS3Key", compression: "Gzip", recordWrapping: "RecordIO" },
  ...{ s3DataType: "S3Prefix", inputMode: "FastFile", shuffleSeed: 7 },
} as const);
const train = sagemaker.training("T", {
  estimator: forest,
  jobName: "job",
  data: { train: everyInput },
  experimentConfig,
});

/** Requests to SageMaker with everything said that can be, by the operation and what each of them is about. */
export const requests: readonly { readonly operation: string; readonly about: string; readonly step: Step }[] = [
  { operation: "CreateTrainingJob", about: "everything", step: train },
  {
    operation: "CreateTrainingJob",
    about: "a spot instance",
    step: sagemaker.training("T", { estimator: spot, jobName: "spot", data: "s3://bucket/train" }),
  },
  {
    operation: "CreateTrainingJob",
    about: "a script",
    step: sagemaker.training("T", { estimator: script, jobName: "script", data: "s3://bucket/train" }),
  },
  {
    operation: "CreateHyperParameterTuningJob",
    about: "ranges of each kind",
    step: sagemaker.tuning("T", {
      tuner: hyperparameterTuner({
        estimator: forest,
        objectiveMetricName: "rmse",
        objectiveType: "Minimize",
        metricDefinitions: [{ name: "rmse", regex: "rmse=([0-9.]+)" }],
        strategy: "Random",
        maxJobs: 9,
        maxParallelJobs: 3,
        earlyStoppingType: "Auto",
        randomSeed: 7,
        tags,
        hyperparameterRanges: {
          eta: continuousParameter(0.1, 0.5, { scalingType: "Logarithmic" }),
          depth: integerParameter(2, 9),
          booster: categoricalParameter(["gbtree", "dart"]),
        },
      }),
      jobName: "tuning",
      data: { train: "s3://bucket/train", validation: "s3://bucket/validation" },
    }),
  },
  {
    operation: "CreateProcessingJob",
    about: "everything",
    step: sagemaker.processing("P", {
      processor: scriptProcessor({
        ...machine,
        ...network,
        image,
        tags,
        command: ["python3"],
        outputKmsKey: "alias/out",
        maxRun: 600,
        environment: { LEVEL: "info" },
      }),
      jobName: "processing",
      code: "s3://bucket/prepare.py",
      inputs: [
        processingInput("s3://bucket/raw", {
          ...{ localPath: "/opt/ml/processing/input", inputName: "raw", s3DataType: "S3Prefix" },
          ...{ s3InputMode: "File", distribution: "ShardedByS3Key", compression: "Gzip" },
        } as const),
      ],
      outputs: [
        processingOutput("s3://bucket/clean", {
          localPath: "/opt/ml/processing/output",
          outputName: "clean",
          uploadMode: "Continuous",
        }),
      ],
      arguments: ["--rows", "10"],
      experimentConfig,
    }),
  },
  {
    operation: "CreateModel",
    about: "one container",
    step: sagemaker.model("M", {
      model: train.model({ modelData: "s3://bucket/out/model.tar.gz" }),
      modelName: "model",
      tags,
    }),
  },
  {
    operation: "CreateModel",
    about: "a pipeline",
    step: sagemaker.model("M", {
      model: pipelineModel({
        models: [
          train.model({ modelData: "s3://bucket/one.tar.gz", environment: { A: "1" } }),
          train.model({ modelData: "s3://bucket/two.tar.gz" }),
        ],
        role,
      }),
      modelName: "pipeline",
    }),
  },
  {
    operation: "CreateTransformJob",
    about: "everything",
    step: sagemaker.transform("X", {
      transformer: transformer({
        ...{ instanceType: "ml.m5.large", instanceCount: 1, outputPath: "s3://bucket/predictions" },
        ...{ outputKmsKey: "alias/out", volumeKmsKey: "alias/disk", strategy: "MultiRecord", assembleWith: "Line" },
        ...{ accept: "text/csv", maxConcurrentTransforms: 2, maxPayload: 6, environment: { A: "1" }, tags },
      } as const),
      jobName: "transform",
      modelName: "model",
      ...({
        data: "s3://bucket/test",
        s3DataType: "S3Prefix",
        contentType: "text/csv",
        compressionType: "Gzip",
      } as const),
      ...({ splitType: "Line", inputFilter: "$[1:]", outputFilter: "$", joinSource: "Input" } as const),
      modelClientConfig: { invocationsTimeoutInSeconds: 60, invocationsMaxRetries: 2 },
      experimentConfig,
    }),
  },
  {
    operation: "CreateEndpointConfig",
    about: "everything",
    step: sagemaker.endpointConfig("C", {
      endpointConfigName: "config",
      modelName: "model",
      instanceType: "ml.m5.large",
      initialInstanceCount: 1,
      variantName: "Main",
      kmsKey: "alias/disk",
      tags,
      dataCapture: dataCapture({
        destinationS3Uri: "s3://bucket/captured",
        samplingPercentage: 50,
        captureOptions: ["Input", "Output"],
        csvContentTypes: ["text/csv"],
        jsonContentTypes: ["application/json"],
        kmsKey: "alias/capture",
        enableCapture: true,
      }),
    }),
  },
  {
    operation: "CreateEndpointConfig",
    about: "a serverless one",
    step: sagemaker.endpointConfig("C", {
      endpointConfigName: "serverless",
      modelName: "model",
      serverlessConfig: { memorySizeInMB: 2048, maxConcurrency: 5 },
    }),
  },
  {
    operation: "CreateEndpoint",
    about: "everything",
    step: sagemaker.endpoint("E", { endpointName: "endpoint", endpointConfigName: "config", tags }),
  },
  {
    operation: "UpdateEndpoint",
    about: "everything",
    step: sagemaker.endpoint("E", { endpointName: "endpoint", endpointConfigName: "serverless", update: true }),
  },
];

/** What a state sends. */
export const requestOf = (step: Step): Any => {
  const [state] = Object.values(workflow("w", { steps: step }).definition.States);
  return (state as Any).Arguments;
};
