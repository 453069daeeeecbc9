import { quote, StepbookError } from "../errors";
import type { Estimator } from "../sagemaker/estimator";
import { type TrainingData, type TrainingInput, trainingInput } from "../sagemaker/inputs";
import { pipelineModel } from "../sagemaker/model";
import { sagemaker } from "../sagemaker/steps";
import { transformer } from "../sagemaker/transformer";
import { assertValue, isValue } from "../sagemaker/value";
import type { Choice } from "../services/given";
import { assertOptions, isPlainObject } from "../steps/data";
import { assertBucket, Pipeline, type PipelineWorkflowOptions, workflowOptionNames, workflowOptions } from "./pipeline";
import { serving } from "./training-pipeline";

/** What `inferencePipeline` takes. */
export interface InferencePipelineOptions extends PipelineWorkflowOptions {
  /** What prepares the data: it is trained first, and serves in front of the model. */
  readonly preprocessor: Estimator;
  /** How the model is trained, on what the preprocessor gives. */
  readonly estimator: Estimator;
  /** What both are trained on: `"s3://…"`, `trainingInput(…)`, or one of these by the name of its channel. */
  readonly data: TrainingData;
  /** The bucket in which models and prepared data are kept, under the pipeline's name. */
  readonly bucket: string;
  /** The media type of the data, such as `"text/csv"`. */
  readonly contentType?: string;
  /** How the data is packed. */
  readonly compressionType?: Choice<"None" | "Gzip">;
}

/**
 * Trains a preprocessor, prepares the data with it, trains a model on what it gives, and serves both as one: two training
 * jobs, a batch transform, two models, an endpoint's configuration, an endpoint.
 *
 * @example
 * const prices = inferencePipeline("prices", {
 *   preprocessor: forest, estimator: forest, data: { train: "s3://bucket/train" }, bucket: "bucket",
 *   contentType: "text/csv", on: backend,
 * });
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/inference-pipelines.html
 */
export function inferencePipeline(name: string, options: InferencePipelineOptions): Pipeline {
  const where = `inferencePipeline(${quote(String(name))}, …)`;
  const own = ["preprocessor", "estimator", "data", "bucket", "contentType", "compressionType"];
  assertOptions(options, [...own, ...workflowOptionNames], where);
  const { preprocessor, estimator, data, bucket, contentType, compressionType } = options;
  for (const [role, value] of Object.entries({ preprocessor, estimator }))
    assertValue(value, "estimator", `${where}: ${role}`, "estimator(…), sklearn(…), pytorch(…) or their like");
  assertBucket(bucket, where);
  const { channel, uri } = onlyChannel(data, where);
  const models = `s3://${bucket}/${name}/models`;
  return new Pipeline(
    name,
    ({ jobName, hyperparameters }) => {
      const [preparing, training] = [`preprocessor-${jobName}`, `estimator-${jobName}`];
      const prepared = `s3://${bucket}/${name}/preprocessor-transform-${jobName}/transform`;
      const prepare = sagemaker.training("Train Preprocessor", {
        estimator: preprocessor,
        jobName: preparing,
        data,
        outputPath: models,
      });
      const train = sagemaker.training("Training", {
        estimator,
        jobName: training,
        data: { [channel]: trainingInput(prepared) },
        outputPath: models,
        ...(hyperparameters !== undefined && { hyperparameters }),
      });
      const [first, second] = [
        prepare.model({ modelData: `${models}/${preparing}/output/model.tar.gz` }),
        train.model({ modelData: `${models}/${training}/output/model.tar.gz` }),
      ];
      return [
        prepare,
        sagemaker.model("Create Preprocessor Model", { model: first, modelName: preparing }),
        sagemaker.transform("Transform Input", {
          transformer: transformer({
            instanceType: preprocessor.options.instanceType,
            instanceCount: preprocessor.options.instanceCount ?? 1,
            outputPath: prepared,
            maxPayload: 20,
          }),
          jobName: preparing,
          modelName: preparing,
          data: uri,
          ...(contentType !== undefined && { contentType }),
          ...(compressionType !== undefined && { compressionType }),
        }),
        train,
        sagemaker.model("Create Pipeline Model", {
          model: pipelineModel({ models: [first, second], name: jobName }),
          modelName: jobName,
        }),
        ...serving(estimator, jobName),
      ];
    },
    workflowOptions(options),
  );
}

/** The channel that the data of a pipeline is in: a batch transform takes one. */
function onlyChannel(data: TrainingData, where: string) {
  const named = isPlainObject(data) && !isValue(data, "trainingInput") ? Object.entries(data) : [["training", data]];
  const [first, second] = named as [string, TrainingInput | string][];
  if (first === undefined || second !== undefined)
    throw new StepbookError(
      `${where}: data has one channel, which the preprocessor is applied to, but has ${named.length}.`,
    );
  const [channel, input] = first;
  return { channel, uri: isValue(input, "trainingInput") ? (input as TrainingInput).options.s3Uri : (input as string) };
}
