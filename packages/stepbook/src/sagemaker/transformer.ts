import { quote, StepbookError } from "../errors";
import type { Choice, Given, Named, Numeric, Text } from "../services/given";
import type {
  SagemakerCreateTransformJobCompletion,
  SagemakerCreateTransformJobParameters,
  SagemakerCreateTransformJobResult,
} from "../services/sagemaker";
import { type ServiceStep, serviceStep } from "../services/service";
import type { SagemakerTags } from "./estimator";
import { assertFields, given, oneOf, tagsOf } from "./fields";
import type { ExperimentConfig } from "./training";
import { assertValue, newValue, type Value } from "./value";

/** What `transformer` takes. */
export interface TransformerOptions {
  /** Such as `"ml.m5.large"`. */
  readonly instanceType: Text;
  /** On how many instances it runs; 1 where it is left out. */
  readonly instanceCount?: Numeric;
  /** Where predictions go: an S3 URI. */
  readonly outputPath: Text;
  /** The key that encrypts them. */
  readonly outputKmsKey?: Text;
  /** The key that encrypts the disks. */
  readonly volumeKmsKey?: Text;
  /** The name of the model, where the step does not say it. */
  readonly modelName?: Text;
  /** Whether a request to the model has many records, or one. */
  readonly strategy?: Choice<"MultiRecord" | "SingleRecord">;
  /** Whether predictions stand on a line each. */
  readonly assembleWith?: Choice<"None" | "Line">;
  /** The media type of predictions, such as `"text/csv"`. */
  readonly accept?: Text;
  /** How many requests each instance is sent at once. */
  readonly maxConcurrentTransforms?: Numeric;
  /** The largest request, in megabytes. */
  readonly maxPayload?: Numeric;
  /** Variables of the container's environment. */
  readonly environment?: Named<Text>;
  /** Tags of the job. */
  readonly tags?: SagemakerTags;
}

/** How a model is applied to a data set. Made by `transformer`. */
export type Transformer = Value<"transformer", TransformerOptions>;

/**
 * How a model is applied to a whole data set: on which instances, and where the predictions go.
 *
 * @example transformer({ instanceType: "ml.m5.large", outputPath: "s3://bucket/predictions", accept: "text/csv" })
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/batch-transform.html
 */
export function transformer(options: TransformerOptions): Transformer {
  const optional = [
    ...["instanceCount", "outputKmsKey", "volumeKmsKey", "modelName", "strategy", "assembleWith", "accept"],
    ...["maxConcurrentTransforms", "maxPayload", "environment", "tags"],
  ];
  assertFields(options, ["instanceType", "outputPath"], optional, "transformer(…)");
  if (options.strategy !== undefined)
    oneOf("MultiRecord", "SingleRecord")(options.strategy, "transformer(…): strategy");
  return newValue("transformer", options);
}

/** What `sagemaker.transform` takes. */
export interface TransformParameters {
  /** How it runs. */
  readonly transformer: Transformer;
  /** The name of the job, which no other job of the account in the region has or had. */
  readonly jobName: Text;
  /** The name of the model; the transformer's where it is left out. */
  readonly modelName?: Text;
  /** What the model is applied to: an S3 URI. */
  readonly data: Text;
  /** What the URI names; `"S3Prefix"` where it is left out. */
  readonly s3DataType?: Choice<"S3Prefix" | "ManifestFile">;
  /** Such as `"text/csv"`. */
  readonly contentType?: Text;
  /** How the data is packed. */
  readonly compressionType?: Choice<"None" | "Gzip">;
  /** How it is split into records. */
  readonly splitType?: Choice<"None" | "Line" | "RecordIO" | "TFRecord">;
  /** What of each record the model is given, such as `"$[1:]"`. */
  readonly inputFilter?: Text;
  /** What of each result is kept, such as `"$[0,-1]"`. */
  readonly outputFilter?: Text;
  /** Whether each record stands beside its prediction. */
  readonly joinSource?: Choice<"Input" | "None">;
  /** How long a request may take, and how often it is repeated. */
  readonly modelClientConfig?: Given<{
    /** Seconds that a request may take. */
    readonly invocationsTimeoutInSeconds?: Numeric;
    /** How often a request is repeated. */
    readonly invocationsMaxRetries?: Numeric;
  }>;
  /** The experiment that it belongs to. */
  readonly experimentConfig?: Given<ExperimentConfig>;
  /** Tags, in place of the transformer's. */
  readonly tags?: SagemakerTags;
}

/** What batch transforms give, by what the step waits for. */
export type TransformResults = {
  completion: SagemakerCreateTransformJobCompletion;
  response: SagemakerCreateTransformJobResult;
};

const createTransformJob = serviceStep<SagemakerCreateTransformJobParameters, TransformResults, "completion">(
  "sagemaker:createTransformJob",
  "sagemaker.transform",
);

export const transform: ServiceStep<TransformParameters, TransformResults, "completion"> = (id, parameters, options) =>
  createTransformJob(id, transformRequest(parameters, `sagemaker.transform(${quote(String(id))})`), options);

/** The request of a batch transform. */
export function transformRequest(
  parameters: TransformParameters,
  where: string,
): SagemakerCreateTransformJobParameters {
  const optional = [
    ...["modelName", "s3DataType", "contentType", "compressionType", "splitType", "inputFilter", "outputFilter"],
    ...["joinSource", "modelClientConfig", "experimentConfig", "tags"],
  ];
  assertFields(parameters, ["transformer", "jobName", "data"], optional, where);
  assertValue(parameters.transformer, "transformer", `${where}: transformer`);
  const { jobName, data, s3DataType = "S3Prefix", contentType, compressionType, splitType } = parameters;
  const { inputFilter, outputFilter, joinSource, modelClientConfig, experimentConfig } = parameters;
  const { options } = parameters.transformer;
  const modelName = parameters.modelName ?? options.modelName;
  if (modelName === undefined) throw new StepbookError(`${where} needs modelName, where the transformer has none.`);
  return {
    transformJobName: jobName,
    modelName,
    transformInput: {
      dataSource: { s3DataSource: { s3DataType, s3Uri: data } },
      ...given({ contentType, compressionType, splitType }),
    },
    transformOutput: {
      s3OutputPath: options.outputPath,
      ...given({ accept: options.accept, assembleWith: options.assembleWith, kmsKeyId: options.outputKmsKey }),
    },
    transformResources: {
      instanceCount: options.instanceCount ?? 1,
      instanceType: options.instanceType,
      ...given({ volumeKmsKeyId: options.volumeKmsKey }),
    },
    ...given({
      batchStrategy: options.strategy,
      maxConcurrentTransforms: options.maxConcurrentTransforms,
      maxPayloadInMB: options.maxPayload,
      environment: options.environment,
      dataProcessing: given({ inputFilter, outputFilter, joinSource }),
      modelClientConfig,
      experimentConfig,
      tags: tagsOf(parameters.tags ?? options.tags),
    }),
  };
}
