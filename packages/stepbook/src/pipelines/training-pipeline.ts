import { quote } from "../errors";
import type { Estimator } from "../sagemaker/estimator";
import type { TrainingData } from "../sagemaker/inputs";
import { sagemaker } from "../sagemaker/steps";
import { assertValue } from "../sagemaker/value";
import { assertOptions } from "../steps/data";
import { assertBucket, Pipeline, type PipelineWorkflowOptions, workflowOptionNames, workflowOptions } from "./pipeline";

/** What `trainingPipeline` takes. */
export interface TrainingPipelineOptions extends PipelineWorkflowOptions {
  /** How the model is trained. */
  readonly estimator: Estimator;
  /** What it is trained on: `"s3://…"`, `trainingInput(…)`, or several by the names of their channels. */
  readonly data: TrainingData;
  /** The bucket in which models are kept, under the pipeline's name. */
  readonly bucket: string;
}

/**
 * Trains a model and serves it: a training job, a model, an endpoint's configuration, an endpoint. Of a run named
 * `digits-1` the job is `estimator-digits-1`, and the model and the endpoint are `digits-1`.
 *
 * @example
 * const digits = trainingPipeline("digits", { estimator: forest, data: "s3://bucket/train", bucket: "bucket", on: backend });
 * await digits.create();
 * await (await digits.execute({ jobName: "digits-1" })).render();
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/how-it-works-training.html
 */
export function trainingPipeline(name: string, options: TrainingPipelineOptions): Pipeline {
  const where = `trainingPipeline(${quote(String(name))}, …)`;
  assertOptions(options, ["estimator", "data", "bucket", ...workflowOptionNames], where);
  const { estimator, data, bucket } = options;
  assertValue(estimator, "estimator", `${where}: estimator`, "estimator(…), xgboost(…), pytorch(…) or their like");
  assertBucket(bucket, where);
  const models = `s3://${bucket}/${name}/models`;
  return new Pipeline(
    name,
    ({ jobName, hyperparameters }) => {
      const job = `estimator-${jobName}`;
      const train = sagemaker.training("Training", {
        estimator,
        jobName: job,
        data,
        outputPath: models,
        ...(hyperparameters !== undefined && { hyperparameters }),
      });
      const model = train.model({ modelData: `${models}/${job}/output/model.tar.gz` });
      return [train, sagemaker.model("Create Model", { model, modelName: jobName }), ...serving(estimator, jobName)];
    },
    workflowOptions(options),
  );
}

/** @internal The steps that serve a model of the run's name, on instances as it was trained on. */
export function serving({ options }: Estimator, jobName: string) {
  return [
    sagemaker.endpointConfig("Configure Endpoint", {
      endpointConfigName: jobName,
      modelName: jobName,
      instanceType: options.instanceType,
      initialInstanceCount: options.instanceCount ?? 1,
    }),
    sagemaker.endpoint("Deploy", { endpointName: jobName, endpointConfigName: jobName }),
  ];
}
