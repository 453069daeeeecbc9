import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import {
  categoricalParameter,
  continuousParameter,
  dataCapture,
  estimator,
  executionInput,
  format,
  hyperparameterTuner,
  imageUri,
  integerParameter,
  local,
  model,
  pass,
  pipelineModel,
  processingInput,
  processingOutput,
  processor,
  pytorch,
  type Step,
  sagemaker,
  scriptProcessor,
  sklearn,
  tensorflow,
  trainingInput,
  transformer,
  workflow,
  xgboost,
} from "../index";
import type { Any } from "../placeholders/any";

const role = "arn:aws:iam::123456789012:role/SageMakerRole";
const input = executionInput({ job: String, bucket: String, count: Number, model: String });
const base = { role, instanceType: "ml.m5.large", outputPath: "s3://bucket/out", region: "us-east-1" } as const;
const forest = xgboost({ ...base, version: "1.7-1", hyperparameters: { objective: "reg:linear", num_round: 50 } });
const { region: _, ...machine } = base;
const plain = (more: object = {}) => estimator({ ...machine, image: "mine:1", ...more });
const torch = (more: object = {}) =>
  pytorch({ ...base, version: "2.1.0", entryPoint: "train.py", sourceDir: "s3://bucket/source.tar.gz", ...more });

const stateOf = (step: Step, options: object = {}) =>
  workflow("w", { steps: step, input, ...options }).definition.States[step.id] as Any;
const argumentsOf = (step: Step) => stateOf(step).Arguments;
const trainingOf = (made: Any, more: object = {}) =>
  argumentsOf(sagemaker.training("Train", { estimator: made, jobName: "job", ...more }));

describe("training", () => {
  it("is a Task that waits for its end, and passes placeholders on", () => {
    const step = sagemaker.training("Train", {
      estimator: xgboost({ ...base, version: "1.7-1", instanceCount: input.count }),
      jobName: input.job,
      data: { train: trainingInput(format("s3://{}/train.csv", input.bucket), { contentType: "text/csv" }) },
    });
    expect(stateOf(step)).toMatchInlineSnapshot(`
      {
        "Arguments": {
          "AlgorithmSpecification": {
            "TrainingImage": "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1",
            "TrainingInputMode": "File",
          },
          "InputDataConfig": [
            {
              "ChannelName": "train",
              "ContentType": "text/csv",
              "DataSource": {
                "S3DataSource": {
                  "S3DataDistributionType": "FullyReplicated",
                  "S3DataType": "S3Prefix",
                  "S3Uri": "{% ('s3://' & $string($states.context.Execution.Input.bucket) & '/train.csv') %}",
                },
              },
            },
          ],
          "OutputDataConfig": {
            "S3OutputPath": "s3://bucket/out",
          },
          "ResourceConfig": {
            "InstanceCount": "{% $states.context.Execution.Input.count %}",
            "InstanceType": "ml.m5.large",
            "VolumeSizeInGB": 30,
          },
          "RoleArn": "arn:aws:iam::123456789012:role/SageMakerRole",
          "StoppingCondition": {
            "MaxRuntimeInSeconds": 86400,
          },
          "TrainingJobName": "{% $states.context.Execution.Input.job %}",
        },
        "End": true,
        "Resource": "arn:aws:states:::sagemaker:createTrainingJob.sync",
        "Type": "Task",
      }
    `);
  });

  it("gives the debugger and the profiler only what it is told", () => {
    const asked = { debugHook: { s3OutputPath: "s3://b/d" }, profiler: { s3OutputPath: "s3://b/p" } };
    expect(Object.keys(trainingOf(plain()))).not.toContain("DebugHookConfig");
    expect(trainingOf(plain(asked))).toMatchObject({
      DebugHookConfig: { S3OutputPath: "s3://b/d" },
      ProfilerConfig: { S3OutputPath: "s3://b/p" },
    });
  });

  it("keeps all that an estimator says", () => {
    const made = plain({
      ...{ useSpotInstances: true, maxRun: 60, maxWait: 90, checkpointS3Uri: "s3://b/c", checkpointLocalPath: "/c" },
      ...{ environment: { A: "b" }, subnets: ["s"], securityGroupIds: ["g"], enableNetworkIsolation: true },
      ...{ tags: { team: "a" }, keepAlivePeriod: 60, volumeKmsKey: "v", outputKmsKey: "o" },
    });
    expect(trainingOf(made, { experimentConfig: { experimentName: "e" }, outputPath: "s3://b/o" })).toMatchObject({
      EnableManagedSpotTraining: true,
      StoppingCondition: { MaxRuntimeInSeconds: 60, MaxWaitTimeInSeconds: 90 },
      CheckpointConfig: { S3Uri: "s3://b/c", LocalPath: "/c" },
      Environment: { A: "b" },
      VpcConfig: { Subnets: ["s"], SecurityGroupIds: ["g"] },
      EnableNetworkIsolation: true,
      Tags: [{ Key: "team", Value: "a" }],
      ResourceConfig: { KeepAlivePeriodInSeconds: 60, VolumeKmsKeyId: "v" },
      OutputDataConfig: { S3OutputPath: "s3://b/o", KmsKeyId: "o" },
      ExperimentConfig: { ExperimentName: "e" },
    });
  });

  it("tells a script where its source is and how its job is named", () => {
    expect(trainingOf(torch(), { jobName: input.job }).HyperParameters).toMatchObject({
      sagemaker_program: '"train.py"',
      sagemaker_submit_directory: '"s3://bucket/source.tar.gz"',
      sagemaker_region: '"us-east-1"',
      sagemaker_job_name: expect.stringContaining("$states.context.Execution.Input.job"),
    });
    const made = tensorflow({ ...base, version: "2.14.1", entryPoint: "t.py", sourceDir: "s3://b/s.tar.gz" });
    expect(trainingOf(made).HyperParameters.model_dir).toBe('"s3://bucket/out/job/model"');
    const off = tensorflow({ ...made.options, modelDir: false } as Any);
    expect(Object.keys(trainingOf(off).HyperParameters)).not.toContain("model_dir");
  });

  it("gives a model of what it trains", () => {
    const step = sagemaker.training("Train", { estimator: forest, jobName: input.job });
    const { States } = workflow("w", {
      steps: [step, sagemaker.model("Save", { model: step.model() })],
      input,
    }).definition;
    expect((States.Save as Any).Arguments).toEqual({
      ModelName: "{% $states.context.Execution.Input.job %}",
      ExecutionRoleArn: role,
      PrimaryContainer: {
        Image: imageUri("xgboost", { version: "1.7-1", region: "us-east-1" }),
        ModelDataUrl: "{% $states.input.ModelArtifacts.S3ModelArtifacts %}",
      },
    });
    const again = step.withRetry({ errorEquals: ["States.ALL"] });
    expect(typeof (again as typeof step).model).toBe("function");
  });

  it("can't tell where a model is that it does not wait for", () => {
    const step = sagemaker.training("Train", { estimator: forest, jobName: "j" }, { waitFor: "response" });
    expect(() => step.model()).toThrow('sagemaker.training("Train").model(): the step does not wait for the end');
    expect(step.model({ modelData: "s3://b/m.tar.gz" }).options.modelData).toBe("s3://b/m.tar.gz");
    const own = sagemaker.training("Train", { estimator: forest, jobName: "j" }, { output: { a: 1 } });
    expect(() => own.model()).toThrow("the step has an output of its own");
  });

  it("finds its model where a path leaves the result", () => {
    const step = sagemaker.training("Train", { estimator: forest, jobName: "j" }, { resultPath: "$.deep.train" });
    const steps = [step, sagemaker.model("Save", { model: step.model() })];
    const { States } = workflow("w", { steps, input, queryLanguage: "JSONPath" }).definition;
    expect((States.Save as Any).Parameters.PrimaryContainer["ModelDataUrl.$"]).toBe(
      "$['deep']['train']['ModelArtifacts']['S3ModelArtifacts']",
    );
    const lost = sagemaker.training("Train", { estimator: forest, jobName: "j" }, { resultPath: null });
    expect(() => lost.model()).toThrow("give it modelData");
  });

  it("runs with the function that is given for it", async () => {
    const train = sagemaker.training("Train", { estimator: forest, jobName: input.job, data: "s3://bucket/train" });
    const functions = {
      "arn:aws:states:::sagemaker:createTrainingJob.sync": ({ OutputDataConfig, TrainingJobName }: Any) => ({
        ModelArtifacts: { S3ModelArtifacts: `${OutputDataConfig.S3OutputPath}/${TrainingJobName}/output/model.tar.gz` },
      }),
    };
    const steps = [train, pass("Where", { output: train.output.ModelArtifacts.S3ModelArtifacts })];
    const run = await workflow("w", { steps, input, on: local({ functions }) }).execute({
      ...{ job: "job-1", bucket: "b", count: 1, model: "m" },
    });
    expect(await run.output()).toBe("s3://bucket/out/job-1/output/model.tar.gz");
  });
});

describe("the other steps", () => {
  it("serve a pipeline of models", () => {
    const [one, two] = ["one", "two"].map((image) => model({ image, role, modelData: `s3://b/${image}` }));
    expect(
      argumentsOf(sagemaker.model("Save", { model: pipelineModel({ models: [one!, two!] }), modelName: input.model })),
    ).toEqual({
      ModelName: "{% $states.context.Execution.Input.model %}",
      ExecutionRoleArn: role,
      Containers: [
        { Image: "one", ModelDataUrl: "s3://b/one" },
        { Image: "two", ModelDataUrl: "s3://b/two" },
      ],
    });
  });

  it("configure endpoints, with capture or without instances", () => {
    const names = { endpointConfigName: "c", modelName: "m" };
    const capture = dataCapture({ destinationS3Uri: "s3://b/c", samplingPercentage: 50 });
    expect(
      argumentsOf(sagemaker.endpointConfig("C", { ...names, instanceType: "ml.m5.large", dataCapture: capture })),
    ).toMatchObject({
      DataCaptureConfig: {
        ...{ EnableCapture: true, InitialSamplingPercentage: 50, DestinationS3Uri: "s3://b/c" },
        CaptureOptions: [{ CaptureMode: "Input" }, { CaptureMode: "Output" }],
        CaptureContentTypeHeader: { CsvContentTypes: ["text/csv"], JsonContentTypes: ["application/json"] },
      },
    });
    const serverlessConfig = { memorySizeInMB: 2048, maxConcurrency: 5 };
    expect(argumentsOf(sagemaker.endpointConfig("C", { ...names, serverlessConfig })).ProductionVariants).toEqual([
      { VariantName: "AllTraffic", ModelName: "m", ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5 } },
    ]);
    expect(() => sagemaker.endpointConfig("C", names)).toThrow("needs instanceType or serverlessConfig, and not both");
  });

  it("tune what an algorithm takes as plain text", () => {
    const tuner = hyperparameterTuner({
      estimator: forest,
      objectiveMetricName: "validation:rmse",
      hyperparameterRanges: {
        num_round: integerParameter(1, 9),
        eta: continuousParameter(1e-3, 0.5, { scalingType: "Logarithmic" }),
        booster: categoricalParameter(["gbtree", "dart"]),
      },
    });
    const made = argumentsOf(sagemaker.tuning("Tune", { tuner, jobName: "tune" }));
    expect(made.TrainingJobDefinition.StaticHyperParameters).toEqual({ objective: "reg:linear" });
    expect(made.HyperParameterTuningJobConfig.ParameterRanges).toEqual({
      IntegerParameterRanges: [{ Name: "num_round", MinValue: "1", MaxValue: "9", ScalingType: "Auto" }],
      ContinuousParameterRanges: [{ Name: "eta", MinValue: "0.001", MaxValue: "0.5", ScalingType: "Logarithmic" }],
      CategoricalParameterRanges: [{ Name: "booster", Values: ["gbtree", "dart"] }],
    });
  });

  it("process data with a script", () => {
    const step = sagemaker.processing("Prepare", {
      processor: scriptProcessor({ image: "i", role, instanceType: "ml.m5.large", maxRun: 60, outputKmsKey: "k" }),
      jobName: "job",
      code: "s3://b/code/prepare.py",
      inputs: [processingInput("s3://b/in", { localPath: "/in" })],
      outputs: [processingOutput("s3://b/out", { localPath: "/out" })],
      arguments: ["--share", "0.8"],
    });
    expect(stateOf(step)).toMatchInlineSnapshot(`
      {
        "Arguments": {
          "AppSpecification": {
            "ContainerArguments": [
              "--share",
              "0.8",
            ],
            "ContainerEntrypoint": [
              "python3",
              "/opt/ml/processing/input/code/prepare.py",
            ],
            "ImageUri": "i",
          },
          "ProcessingInputs": [
            {
              "AppManaged": false,
              "InputName": "input-1",
              "S3Input": {
                "LocalPath": "/in",
                "S3CompressionType": "None",
                "S3DataDistributionType": "FullyReplicated",
                "S3DataType": "S3Prefix",
                "S3InputMode": "File",
                "S3Uri": "s3://b/in",
              },
            },
            {
              "AppManaged": false,
              "InputName": "code",
              "S3Input": {
                "LocalPath": "/opt/ml/processing/input/code",
                "S3CompressionType": "None",
                "S3DataDistributionType": "FullyReplicated",
                "S3DataType": "S3Prefix",
                "S3InputMode": "File",
                "S3Uri": "s3://b/code/prepare.py",
              },
            },
          ],
          "ProcessingJobName": "job",
          "ProcessingOutputConfig": {
            "KmsKeyId": "k",
            "Outputs": [
              {
                "AppManaged": false,
                "OutputName": "output-1",
                "S3Output": {
                  "LocalPath": "/out",
                  "S3UploadMode": "EndOfJob",
                  "S3Uri": "s3://b/out",
                },
              },
            ],
          },
          "ProcessingResources": {
            "ClusterConfig": {
              "InstanceCount": 1,
              "InstanceType": "ml.m5.large",
              "VolumeSizeInGB": 30,
            },
          },
          "RoleArn": "arn:aws:iam::123456789012:role/SageMakerRole",
          "StoppingCondition": {
            "MaxRuntimeInSeconds": 60,
          },
        },
        "End": true,
        "Resource": "arn:aws:states:::sagemaker:createProcessingJob.sync",
        "Type": "Task",
      }
    `);
  });
});

describe("wrong values are refused", () => {
  const named = { jobName: "j", estimator: forest };
  it.each<readonly [() => unknown, string | RegExp]>([
    [() => plain({ role: undefined }), "estimator(…) needs role."],
    [
      () => plain({ role: "SageMakerRole" }),
      'estimator(…): role must be the ARN of a role such as "arn:aws:iam::123456789012:role/SageMakerRole"',
    ],
    [
      () => plain({ instanceType: "m5.large" }),
      'instanceType must be the name of an instance type such as "ml.m5.large", but is the string "m5.large". Did you mean "ml.m5.large"?',
    ],
    [() => plain({ instanceType: "ml.m5.lage" }), "must be the name of an instance type"],
    [
      () => plain({ outputPath: "/tmp/out" }),
      'outputPath must be an S3 URI such as "s3://bucket/path", but is the string "/tmp/out". SageMaker reads and writes S3 alone.',
    ],
    [() => plain({ hyperparamters: {} }), 'has no option "hyperparamters". Did you mean "hyperparameters"?'],
    [() => plain({ useSpotInstances: true }), "useSpotInstances and maxWait belong together: give both, or neither."],
    [
      () => plain({ useSpotInstances: true, maxRun: 9, maxWait: 8 }),
      "maxWait must be at least maxRun (9 seconds), but is 8.",
    ],
    [() => plain({ subnets: ["s"] }), "subnets and securityGroupIds belong together"],
    [() => plain({ environment: { A: 1 } }), 'environment.A must be text, such as "1", but is 1.'],
    [
      () => plain({ metricDefinitions: [{ name: "a", regex: /x/ }] }),
      'regex must be the text of a regular expression, such as "x"',
    ],
    [() => plain({ checkpointLocalPath: "/c" }), "checkpointLocalPath needs checkpointS3Uri"],
    [() => plain({ instanceCount: 0 }), "instanceCount must be a whole number of at least 1, but is 0."],
    [() => pytorch({ ...base, version: "2.1.0" } as Any), "pytorch(…) needs entryPoint."],
    [() => pytorch({ ...base, entryPoint: "t.py" }), "pytorch(…) needs version"],
    [
      () => sklearn({ ...base, version: "1.2-1", entryPoint: "../t.py", sourceDir: "code" }),
      "entryPoint must be a path within sourceDir",
    ],
    [() => torch({ instanceType: input.model }), "which image it is depends on instanceType"],
    [() => sagemaker.training("T", { jobName: "j" } as Any), 'sagemaker.training("T") needs estimator.'],
    [
      () => sagemaker.training("T", { estimator: {} as Any, jobName: "j" }),
      "estimator is made by estimator(…), xgboost(…)",
    ],
    [
      () => sagemaker.training("T", { ...named, jobName: "a b" }),
      "jobName must be a name of at most 63 letters, digits and hyphens",
    ],
    [() => sagemaker.training("T", { ...named, data: "train.csv" }), "data.training must be an S3 URI"],
    [() => sagemaker.training("T", { ...named, data: {} }), "data must be"],
    [() => sagemaker.training("T", { ...named, data: { "a b": "s3://b" } }), "the name of a channel has letters"],
    [
      () => sagemaker.training("T", { ...named, data: { a: 1 as Any } }),
      'data.a is made by "s3://…" or trainingInput("s3://…"), but here is 1.',
    ],
    [
      () => sagemaker.training("T", named, { waitFor: "callback" as Any }),
      'sagemaker.training("T"): waitFor must be one of "completion", "response"',
    ],
    [() => trainingInput("b/train"), "trainingInput(…): s3Uri must be an S3 URI"],
    [() => model({ image: "i" } as Any), "model(…) needs role."],
    [
      () => sagemaker.model("S", { model: model({ image: "i", role }) }),
      "needs modelName, where the model has no name.",
    ],
    [() => pipelineModel({ models: [] }), "models must be a list of 2 to 15 models"],
    [
      () => transformer({ instanceType: "ml.m5.large", outputPath: "s3://b", strategy: "Many" as Any }),
      'strategy must be "MultiRecord" or "SingleRecord"',
    ],
    [
      () => sagemaker.endpoint("E", { endpointName: "e", endpointConfigName: "c", update: true, tags: { a: "b" } }),
      "an update gives no tags",
    ],
    [() => integerParameter(1, 2.5), "integerParameter(…): max must be a whole number"],
    [() => continuousParameter(2, 1), "min (2) must not be more than max (1)"],
    [() => continuousParameter(0, 1, { scalingType: "Logarithmic" }), "only numbers above 0"],
    [() => categoricalParameter([]), "a list that is not empty"],
    [
      () => hyperparameterTuner({ estimator: forest, objectiveMetricName: "m", hyperparameterRanges: {} }),
      "at least one range",
    ],
    [
      () =>
        sagemaker.processing("P", {
          processor: processor({ image: "i", role, instanceType: "ml.m5.large" }),
          jobName: "j",
          code: "s3://b/c.py",
        }),
      "code is what a scriptProcessor runs",
    ],
    [
      () =>
        sagemaker.processing("P", {
          processor: scriptProcessor({ image: "i", role, instanceType: "ml.m5.large" }),
          jobName: "j",
        }),
      "needs code",
    ],
  ])("%s", (make, message) => {
    expect(make).toThrow(message);
  });
});

it("values are immutable, print what they are made of, and make others", () => {
  expect(Object.isFrozen(forest) && Object.isFrozen(forest.options)).toBe(true);
  expect(inspect(trainingInput("s3://b/t"))).toBe("trainingInput({ s3Uri: 's3://b/t' })");
  const more = xgboost({ ...(forest.options as Any), instanceCount: 2 });
  expect([more.image, more.options.instanceCount]).toEqual([forest.image, 2]);
});
