import { StepbookError } from "../errors";
import { expressionNode } from "../placeholders/expression";
import type { Choice, Flag, List, Named, Numeric, Text } from "../services/given";
import { assertFields } from "./fields";
import type { FrameworkName } from "./frameworks";
import { assertHyperparameters, type Hyperparameters } from "./hyperparameters";
import { newValue, type Value } from "./value";

/** Tags: values by their keys. */
export type SagemakerTags = Named<Text> | List<SagemakerTag>;

/** One tag, as AWS has it. */
export interface SagemakerTag {
  /** Its key. */
  readonly key: Text;
  /** Its value. */
  readonly value: Text;
}

/** A metric, and the regular expression that finds its value in the log. */
export interface MetricDefinition {
  /** Such as `"validation:rmse"`. */
  readonly name: Text;
  /** Its first group is the value: `"rmse=([0-9.]+)"`. */
  readonly regex: Text;
}

/** What SageMaker's debugger saves of a training. */
export interface DebugHook {
  /** Where it goes. */
  readonly s3OutputPath: Text;
  /** Where the container writes it. */
  readonly localPath?: Text;
  /** Such as `{ save_interval: "10" }`. */
  readonly hookParameters?: Named<Text>;
  /** What is saved. */
  readonly collectionConfigurations?: readonly {
    /** Such as `"metrics"`. */
    readonly collectionName: Text;
    /** How it is saved. */
    readonly collectionParameters?: Named<Text>;
  }[];
}

/** What SageMaker's profiler measures. */
export interface Profiler {
  /** Where it goes. */
  readonly s3OutputPath?: Text;
  /** Milliseconds between two measurements. */
  readonly profilingIntervalInMilliseconds?: Numeric;
  /** What is measured. */
  readonly profilingParameters?: Named<Text>;
}

/** What every estimator takes, in the words of SageMaker's Python SDK. */
export interface TrainingOptions {
  /** The ARN of the role that the job has: it reads the data and writes the model. */
  readonly role: Text;
  /** Such as `"ml.m5.large"`. */
  readonly instanceType: Text;
  /** On how many instances it trains; 1 where it is left out. */
  readonly instanceCount?: Numeric;
  /** Gigabytes of disk for each instance; 30 where it is left out. */
  readonly volumeSize?: Numeric;
  /** The key that encrypts the disks. */
  readonly volumeKmsKey?: Text;
  /** Seconds that instances are kept after the job, for the next one; up to 3,600. */
  readonly keepAlivePeriod?: Numeric;
  /** Where the model goes: an S3 URI. */
  readonly outputPath: Text;
  /** The key that encrypts the model. */
  readonly outputKmsKey?: Text;
  /** Values by their names. They become the text that SageMaker wants. */
  readonly hyperparameters?: Hyperparameters;
  /** How data reaches the container; `"File"` where it is left out. */
  readonly inputMode?: Choice<"File" | "Pipe" | "FastFile">;
  /** The longest that it may train, in seconds; a day where it is left out. */
  readonly maxRun?: Numeric;
  /** Trains on spare capacity, for less money, with interruptions. It wants `maxWait`. */
  readonly useSpotInstances?: boolean;
  /** The longest that a job on spare capacity may take with its waits, in seconds; at least `maxRun`. */
  readonly maxWait?: Numeric;
  /** Where checkpoints are kept, so that an interrupted job goes on from the last one. */
  readonly checkpointS3Uri?: Text;
  /** Where the container writes checkpoints; `/opt/ml/checkpoints` where it is left out. */
  readonly checkpointLocalPath?: Text;
  /** Metrics that are read from the log. */
  readonly metricDefinitions?: readonly MetricDefinition[];
  /** Variables of the container's environment. */
  readonly environment?: Named<Text>;
  /** The subnets of a VPC of yours; with `securityGroupIds`. */
  readonly subnets?: List<Text>;
  /** The security groups in that VPC. */
  readonly securityGroupIds?: List<Text>;
  /** Whether traffic between the instances is encrypted. */
  readonly enableInterContainerTrafficEncryption?: Flag;
  /** Whether the container is without a network. */
  readonly enableNetworkIsolation?: Flag;
  /** Tags of the job. */
  readonly tags?: SagemakerTags;
  /** What the debugger saves. It is off where this is left out. */
  readonly debugHook?: DebugHook;
  /** What the profiler measures. It is off where this is left out. */
  readonly profiler?: Profiler;
}

/** What `estimator` takes. */
export interface EstimatorOptions extends TrainingOptions {
  /** The URI of the image that trains: your own, or `imageUri(…)`. */
  readonly image: Text;
}

/** A way to train a model: an image, where it runs and with which hyperparameters. */
export interface Estimator extends Value<"estimator", TrainingOptions> {
  /** The URI of the image that trains. */
  readonly image: Text;
  /** @internal The framework that runs a script of the user's. */
  readonly framework?: FrameworkName;
  /** @internal */
  readonly region: string;
}

const required = ["role", "instanceType", "outputPath"];
const optional = [
  ...["instanceCount", "volumeSize", "volumeKmsKey", "keepAlivePeriod", "outputKmsKey", "hyperparameters", "inputMode"],
  ...["maxRun", "useSpotInstances", "maxWait", "checkpointS3Uri", "checkpointLocalPath", "metricDefinitions"],
  ...["environment", "subnets", "securityGroupIds", "enableInterContainerTrafficEncryption", "enableNetworkIsolation"],
  ...["tags", "debugHook", "profiler"],
];

/**
 * Trains with any image: one of your own, or that of a built-in algorithm.
 *
 * @example
 * const pca = estimator({
 *   image: imageUri("pca", { region: "us-east-1" }),
 *   role: roleArn, instanceType: "ml.m5.large", outputPath: "s3://bucket/out",
 *   hyperparameters: { feature_dim: 784, num_components: 10 },
 * });
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTrainingJob.html
 */
export function estimator(options: EstimatorOptions): Estimator {
  assertTraining(options, ["image"], [], "estimator(…)");
  return newValue("estimator", options, { image: options.image });
}

/** Fails where an estimator can't be made of its options. */
export function assertTraining(
  options: TrainingOptions,
  needs: readonly string[],
  takes: readonly string[],
  where: string,
): void {
  assertFields(options, [...needs, ...required], [...optional, ...takes], where);
  assertHyperparameters(options.hyperparameters, `${where}: hyperparameters`);
  const { useSpotInstances = false, maxRun = 86_400, maxWait } = options;
  if (useSpotInstances !== (maxWait !== undefined))
    throw new StepbookError(`${where}: useSpotInstances and maxWait belong together: give both, or neither.`);
  if (maxWait !== undefined && !expressionNode(maxWait) && !expressionNode(maxRun) && maxWait < maxRun)
    throw new StepbookError(
      `${where}: maxWait must be at least maxRun (${String(maxRun)} seconds), but is ${String(maxWait)}.`,
    );
  if (options.checkpointLocalPath !== undefined && options.checkpointS3Uri === undefined)
    throw new StepbookError(
      `${where}: checkpointLocalPath needs checkpointS3Uri, which says where checkpoints are kept.`,
    );
}
