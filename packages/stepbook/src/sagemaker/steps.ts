import type {
  SagemakerCreateEndpointConfigResult,
  SagemakerCreateEndpointResult,
  SagemakerCreateModelResult,
} from "../services/sagemaker";
import { sagemaker as actions } from "../services/sagemaker";
import type { ServiceStep } from "../services/service";
import { type EndpointConfigParameters, type EndpointParameters, endpoint, endpointConfig } from "./endpoint";
import { type ModelParameters, modelStep } from "./model";
import { type ProcessingParameters, type ProcessingResults, processing } from "./processing";
import { type TrainingFactory, training } from "./training";
import { type TransformParameters, type TransformResults, transform } from "./transformer";
import { type TuningParameters, type TuningResults, tuning } from "./tuner";

/**
 * Amazon SageMaker AI: steps made of estimators, models and their like, and beside them every action that Step
 * Functions has, with AWS's own parameters.
 *
 * @example sagemaker.training("Train", { estimator: forest, jobName: input.job, data: { train: "s3://bucket/train" } })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html
 */
export const sagemaker: typeof actions & {
  /**
   * Trains a model, and waits for its end unless `waitFor` says otherwise. `train.model()` is the model, and
   * `train.output.ModelArtifacts.S3ModelArtifacts` where it is.
   *
   * @example
   * const train = sagemaker.training("Train", {
   *   estimator: forest, jobName: input.job,
   *   data: { train: trainingInput("s3://bucket/train.csv", { contentType: "text/csv" }) },
   * });
   * const save = sagemaker.model("Save", { model: train.model(), modelName: input.model });
   * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTrainingJob.html
   */
  readonly training: TrainingFactory;
  /**
   * Applies a model to a data set, and waits for its end unless `waitFor` says otherwise.
   *
   * @example
   * sagemaker.transform("Predict", {
   *   transformer: transformer({ instanceType: "ml.m5.large", outputPath: "s3://bucket/predictions" }),
   *   jobName: input.job, modelName: input.model, data: "s3://bucket/test.csv", contentType: "text/csv", splitType: "Line",
   * })
   * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTransformJob.html
   */
  readonly transform: ServiceStep<TransformParameters, TransformResults, "completion">;
  /**
   * Makes a model that SageMaker can serve.
   *
   * @example sagemaker.model("Save", { model: train.model(), modelName: input.model })
   * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModel.html
   */
  readonly model: ServiceStep<ModelParameters, { response: SagemakerCreateModelResult }, "response">;
  /**
   * Says on what a model is served.
   *
   * @example sagemaker.endpointConfig("Configure", { endpointConfigName: input.config, modelName: input.model, instanceType: "ml.m5.large" })
   * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html
   */
  readonly endpointConfig: ServiceStep<
    EndpointConfigParameters,
    { response: SagemakerCreateEndpointConfigResult },
    "response"
  >;
  /**
   * Serves a model at a new endpoint; with `update`, gives one that is there another configuration. The state does not
   * wait until that is done.
   *
   * @example sagemaker.endpoint("Serve", { endpointName: input.name, endpointConfigName: input.config, update: true })
   * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpoint.html
   */
  readonly endpoint: ServiceStep<EndpointParameters, { response: SagemakerCreateEndpointResult }, "response">;
  /**
   * Looks for the best hyperparameters, and waits for the end unless `waitFor` says otherwise. The best training is
   * `tune.output.BestTrainingJob`.
   *
   * @example
   * sagemaker.tuning("Tune", {
   *   tuner: hyperparameterTuner({
   *     estimator: forest, objectiveMetricName: "validation:rmse", objectiveType: "Minimize", maxJobs: 9,
   *     hyperparameterRanges: { eta: continuousParameter(0.1, 0.5) },
   *   }),
   *   jobName: input.job, data: { train: "s3://bucket/train", validation: "s3://bucket/validation" },
   * })
   * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateHyperParameterTuningJob.html
   */
  readonly tuning: ServiceStep<TuningParameters, TuningResults, "completion">;
  /**
   * Processes data, and waits for its end unless `waitFor` says otherwise.
   *
   * @example
   * sagemaker.processing("Prepare", {
   *   processor: scriptProcessor({ image, role: roleArn, instanceType: "ml.m5.large" }),
   *   jobName: input.job, code: "s3://bucket/prepare.py",
   *   inputs: [processingInput("s3://bucket/raw", { localPath: "/opt/ml/processing/input" })],
   *   outputs: [processingOutput("s3://bucket/clean", { localPath: "/opt/ml/processing/output" })],
   * })
   * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateProcessingJob.html
   */
  readonly processing: ServiceStep<ProcessingParameters, ProcessingResults, "completion">;
} = { ...actions, training, transform, model: modelStep, endpointConfig, endpoint, tuning, processing };
