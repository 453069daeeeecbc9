import { quote, StepbookError } from "../errors";
import type { Any } from "../placeholders/any";
import { expressionNode, type Filled } from "../placeholders/expression";
import type { AnyRef } from "../placeholders/reference";
import type { WaitFor } from "../services/action";
import type { Given, Text } from "../services/given";
import type {
  SagemakerCreateTrainingJobCompletion,
  SagemakerCreateTrainingJobParameters,
  SagemakerCreateTrainingJobResult,
} from "../services/sagemaker";
import { type ServiceOptions, serviceStep } from "../services/service";
import { dataOf } from "../steps/data";
import { newStep, type WorkStep } from "../steps/step";
import type { Estimator, MetricDefinition, SagemakerTags } from "./estimator";
import { assertFields, given, tagsOf, vpcOf } from "./fields";
import { assertHyperparameters, type Coded, type Coding, coded, type Hyperparameters, merged } from "./hyperparameters";
import { channels, type TrainingData } from "./inputs";
import { type EstimatorModelOptions, type Model, modelOf } from "./model";
import { scriptHyperparameters, scriptOf, sourcesIn } from "./script";
import { assertValue } from "./value";

/** Names that put a job into an experiment of SageMaker's. */
export interface ExperimentConfig {
  /** The experiment. */
  readonly experimentName?: Text;
  /** The trial in it. */
  readonly trialName?: Text;
  /** How the job is shown in the trial. */
  readonly trialComponentDisplayName?: Text;
  /** The run in it. */
  readonly runName?: Text;
}

/** What `sagemaker.training` takes. */
export interface TrainingParameters {
  /** How it trains. */
  readonly estimator: Estimator;
  /** The name of the job, which no other job of the account in the region has or had: it is best one of the execution. */
  readonly jobName: Text;
  /** What it trains on: `"s3://…"`, `trainingInput(…)`, or several by the names of their channels. */
  readonly data?: TrainingData;
  /** Values beside those of the estimator, or in their place. */
  readonly hyperparameters?: Hyperparameters;
  /** Where the model goes, in place of the estimator's. */
  readonly outputPath?: Text;
  /** The experiment that it belongs to. */
  readonly experimentConfig?: Given<ExperimentConfig>;
  /** Tags, in place of the estimator's. */
  readonly tags?: SagemakerTags;
}

/** What a training job gives at its end. */
export interface TrainingJob extends SagemakerCreateTrainingJobCompletion {
  /** The model. */
  ModelArtifacts: {
    /** Where the model is: the S3 URI of a model.tar.gz. */
    S3ModelArtifacts: string;
  };
}

/** What training gives, by what the step waits for. */
export type TrainingResults = { completion: TrainingJob; response: SagemakerCreateTrainingJobResult };

/** A step that trains a model. */
export interface TrainingStep<Output = Any> extends WorkStep<Output> {
  /**
   * The model that it trains, for `sagemaker.model` and `pipelineModel`.
   * @example sagemaker.model("Save", { model: train.model(), modelName: input.model })
   */
  model(options?: EstimatorModelOptions): Model;
}

/** @internal */
export type TrainingFactory = <
  Pattern extends "completion" | "response" = "completion",
  Output = TrainingResults[Pattern],
>(
  id: string,
  parameters: TrainingParameters,
  options?: ServiceOptions<TrainingResults[Pattern], Output, Pattern>,
) => TrainingStep<Filled<Output>>;

const createTrainingJob = serviceStep<SagemakerCreateTrainingJobParameters, TrainingResults, "completion">(
  "sagemaker:createTrainingJob",
  "sagemaker.training",
);

export const training: TrainingFactory = (id, parameters, options) => {
  const where = `sagemaker.training(${quote(String(id))})`;
  const step = createTrainingJob(id, trainingRequest(parameters, where), options);
  const { estimator, jobName } = parameters;
  const model = (overrides: EstimatorModelOptions = {}): Model => {
    const { modelData = artifactsOf(step, options, where), ...rest } = overrides;
    return modelOf(estimator, jobName, { ...rest, modelData }, `${where}.model(…)`);
  };
  return newStep({ ...dataOf(step)!, ...sourcesIn(estimator, jobName, where), members: { model } });
};

/** What a step's options make of the job's result. */
interface Shaping {
  readonly waitFor?: WaitFor;
  readonly output?: unknown;
  readonly outputPath?: unknown;
  readonly resultPath?: unknown;
  readonly resultSelector?: unknown;
}

/** Where the model is that a step trains. */
function artifactsOf(step: WorkStep<Any>, shaping: Shaping = {}, where: string): Text {
  const { waitFor, output, outputPath, resultPath = "$", resultSelector } = shaping;
  const isOwn = [output, outputPath, resultSelector].some((part) => part !== undefined);
  if (waitFor === "response" || isOwn || typeof resultPath !== "string" || !/^\$(\.\w+)*$/.test(resultPath))
    throw new StepbookError(
      `${where}.model(): ${waitFor === "response" ? "the step does not wait for the end of the job" : "the step has an output of its own"}, so that where the model is can't be told: give it modelData.`,
    );
  const path = [...resultPath.split(".").slice(1), "ModelArtifacts", "S3ModelArtifacts"];
  return path.reduce((part, key) => part.at(key), step.output as AnyRef);
}

/** The request of a training job. */
export function trainingRequest(parameters: TrainingParameters, where: string): SagemakerCreateTrainingJobParameters {
  const optional = ["data", "hyperparameters", "outputPath", "experimentConfig", "tags"];
  assertFields(parameters, ["estimator", "jobName"], optional, where);
  const { estimator, jobName, data, experimentConfig } = parameters;
  assertValue(
    estimator,
    "estimator",
    `${where}: estimator`,
    "estimator(…), xgboost(…), pytorch(…), tensorflow(…) or sklearn(…)",
  );
  assertHyperparameters(parameters.hyperparameters, `${where}: hyperparameters`);
  const { options } = estimator;
  const hyperParameters = hyperparametersOf(parameters, where);
  return {
    trainingJobName: jobName,
    ...jobDefinition(estimator, { data, outputPath: parameters.outputPath }, where),
    ...given({
      hyperParameters: isEmpty(hyperParameters) ? undefined : hyperParameters,
      debugHookConfig: options.debugHook,
      profilerConfig: options.profiler,
      experimentConfig,
      tags: tagsOf(parameters.tags ?? options.tags),
    }),
  };
}

/** How the hyperparameters of an estimator are written. */
export const codingOf = (estimator: Estimator): Coding => (scriptOf(estimator) ? "json" : "plain");

const isEmpty = (hyperparameters: Coded): boolean =>
  !expressionNode(hyperparameters) && Object.keys(hyperparameters).length === 0;

/** Those of the step win over the estimator's, and all of them over those that its script is given by SageMaker. */
function hyperparametersOf({ estimator, jobName, hyperparameters }: TrainingParameters, where: string): Coded {
  const coding = codingOf(estimator);
  const script = scriptHyperparameters(estimator, jobName, where);
  const isWhole = expressionNode(hyperparameters) !== undefined;
  return merged(
    script,
    isWhole ? {} : coded(estimator.options.hyperparameters, coding),
    coded(hyperparameters, coding),
  );
}

/** What a job says in place of its estimator. */
interface JobOptions {
  readonly data: TrainingData | undefined;
  readonly outputPath?: Text | undefined;
  readonly metricDefinitions?: readonly MetricDefinition[] | undefined;
}

/** What a training job and the training of a tuning job have in common. */
export function jobDefinition(estimator: Estimator, own: JobOptions, where: string) {
  const { options, image } = estimator;
  const { data, outputPath = options.outputPath, metricDefinitions = options.metricDefinitions } = own;
  const { inputMode = "File", instanceCount = 1, volumeSize = 30, maxRun = 86_400, useSpotInstances } = options;
  return {
    algorithmSpecification: {
      trainingImage: image,
      trainingInputMode: inputMode,
      ...given({ metricDefinitions: metricDefinitions?.map(({ name, regex }) => ({ name, regex })) }),
    },
    roleArn: options.role,
    ...(data !== undefined && { inputDataConfig: channels(data, where) }),
    outputDataConfig: { s3OutputPath: outputPath, ...given({ kmsKeyId: options.outputKmsKey }) },
    resourceConfig: {
      instanceType: options.instanceType,
      instanceCount,
      volumeSizeInGB: volumeSize,
      ...given({ volumeKmsKeyId: options.volumeKmsKey, keepAlivePeriodInSeconds: options.keepAlivePeriod }),
    },
    ...(options.checkpointS3Uri !== undefined && {
      checkpointConfig: { s3Uri: options.checkpointS3Uri, ...given({ localPath: options.checkpointLocalPath }) },
    }),
    stoppingCondition: { maxRuntimeInSeconds: maxRun, ...given({ maxWaitTimeInSeconds: options.maxWait }) },
    ...given({
      environment: options.environment,
      vpcConfig: vpcOf(options),
      enableManagedSpotTraining: useSpotInstances ? true : undefined,
      enableNetworkIsolation: options.enableNetworkIsolation,
      enableInterContainerTrafficEncryption: options.enableInterContainerTrafficEncryption,
    }),
  };
}
