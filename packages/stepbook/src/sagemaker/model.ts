import { quote, StepbookError } from "../errors";
import { expressionNode } from "../placeholders/expression";
import type { Choice, Flag, List, Named, Text } from "../services/given";
import type { SagemakerCreateModelParameters, SagemakerCreateModelResult } from "../services/sagemaker";
import { type ServiceStep, serviceStep } from "../services/service";
import { describe } from "../steps/data";
import type { Estimator, SagemakerTags } from "./estimator";
import { assertFields, given, tagsOf, vpcOf } from "./fields";
import { type Coded, merged } from "./hyperparameters";
import { imageUri } from "./images";
import { scriptEnvironment, scriptOf, sourceOf } from "./script";
import { assertValue, isValue, newValue, type Value } from "./value";

/** Where the containers of a model run. */
export interface ModelNetwork {
  /** The subnets of a VPC of yours; with `securityGroupIds`. */
  readonly subnets?: List<Text>;
  /** The security groups in that VPC. */
  readonly securityGroupIds?: List<Text>;
  /** Whether the container is without a network. */
  readonly enableNetworkIsolation?: Flag;
}

/** What `model` takes. */
export interface ModelOptions extends ModelNetwork {
  /** The URI of the image that serves it. */
  readonly image: Text;
  /** The ARN of the role that its containers have. */
  readonly role: Text;
  /** Where the trained model is: the S3 URI of a model.tar.gz. */
  readonly modelData?: Text;
  /** Its name, where the step does not say it. */
  readonly name?: Text;
  /** Variables of the container's environment. */
  readonly environment?: Named<Text>;
  /** Whether the container serves one model, or all of a place in S3. */
  readonly mode?: Choice<"SingleModel" | "MultiModel">;
}

/** A trained model and the image that serves it. Made by `model`, or by the `model()` of a training step. */
export type Model = Value<"model", ModelOptions>;

/** What differs from the estimator in the model that it trains. */
export interface EstimatorModelOptions extends ModelNetwork {
  /** The image that serves it; the one of the estimator's framework, or of its algorithm, where it is left out. */
  readonly image?: Text;
  /** What it will be served on, which tells the image of a framework; what it is trained on where it is left out. */
  readonly instanceType?: Text;
  /** The role that its containers have; the estimator's where it is left out. */
  readonly role?: Text;
  /** Where the trained model is; where the step leaves it, where it is left out. */
  readonly modelData?: Text;
  /** Its name, where the step does not say it; that of the training job where it is left out. */
  readonly name?: Text;
  /** Variables of the container's environment, beside those of the estimator. */
  readonly environment?: Named<Text>;
}

const network = ["subnets", "securityGroupIds", "enableNetworkIsolation"];

/**
 * A trained model and the image that serves it.
 *
 * @example model({ image: imageUri("xgboost", { version: "1.7-1" }), role: roleArn, modelData: "s3://bucket/out/model.tar.gz" })
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModel.html
 */
export function model(options: ModelOptions): Model {
  assertFields(options, ["image", "role"], ["modelData", "name", "environment", "mode", ...network], "model(…)");
  return newValue("model", options);
}

/** The model that an estimator trains. */
export function modelOf(estimator: Estimator, jobName: Text, options: EstimatorModelOptions, where: string): Model {
  const optional = ["image", "instanceType", "role", "modelData", "name", "environment", ...network];
  assertFields(options, [], optional, where);
  const { options: trained, region } = estimator;
  const { instanceType = trained.instanceType, environment, image, ...rest } = options;
  const source = sourceOf(estimator, jobName, where);
  // A server of TensorFlow's runs no script unless it is told to.
  const script = source && estimator.framework !== "tensorflow" ? scriptEnvironment(source, region) : {};
  const all = merged(script, (trained.environment ?? {}) as Coded, (environment ?? {}) as Coded);
  const isNothing = !expressionNode(all) && Object.keys(all).length === 0 && environment === undefined;
  return newValue("model", {
    role: trained.role,
    name: jobName,
    ...(trained.subnets !== undefined && { subnets: trained.subnets, securityGroupIds: trained.securityGroupIds }),
    ...given({ enableNetworkIsolation: trained.enableNetworkIsolation }),
    ...rest,
    image: image ?? servingImage(estimator, instanceType, where),
    ...(!isNothing && { environment: all }),
  });
}

/** The image that serves what an estimator trains: the same for an algorithm, another for a framework's script. */
function servingImage(estimator: Estimator, instanceType: Text, where: string): Text {
  const script = scriptOf(estimator);
  if (!script || script.image !== undefined) return estimator.image;
  if (expressionNode(instanceType))
    throw new StepbookError(
      `${where}: which image it is depends on instanceType, which is known only when the workflow runs: give image.`,
    );
  const { version, pyVersion } = script;
  return imageUri(estimator.framework!, {
    ...given({ version, pyVersion }),
    region: estimator.region,
    instanceType: instanceType as string,
    scope: "inference",
  });
}

/** What `pipelineModel` takes. */
export interface PipelineModelOptions extends ModelNetwork {
  /** The models, in the order in which data goes through them. */
  readonly models: readonly Model[];
  /** The ARN of the role that the containers have; the first model's where it is left out. */
  readonly role?: Text;
  /** Its name, where the step does not say it. */
  readonly name?: Text;
}

/** Several models, one after the other. Made by `pipelineModel`. */
export type PipelineModel = Value<"pipelineModel", PipelineModelOptions>;

/**
 * Several models as one: what the first gives goes into the second, and so on.
 *
 * @example pipelineModel({ models: [prepare.model(), train.model()], name: input.model })
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/inference-pipelines.html
 */
export function pipelineModel(options: PipelineModelOptions): PipelineModel {
  const where = "pipelineModel(…)";
  assertFields(options, ["models"], ["role", "name", ...network], where);
  const { models } = options;
  if (!Array.isArray(models) || models.length < 2 || models.length > 15)
    throw new StepbookError(`${where}: models must be a list of 2 to 15 models, but is ${describe(models)}.`);
  for (const [index, each] of models.entries())
    assertValue(each, "model", `${where}: models[${index}]`, "model(…) or the model() of a training step");
  return newValue("pipelineModel", options);
}

/** What `sagemaker.model` takes. */
export interface ModelParameters {
  /** What is served: `train.model()`, `model(…)` or `pipelineModel(…)`. */
  readonly model: Model | PipelineModel;
  /** The name that SageMaker knows it by; the model's own where it is left out. */
  readonly modelName?: Text;
  /** Tags of the model. */
  readonly tags?: SagemakerTags;
}

const createModel = serviceStep<SagemakerCreateModelParameters, { response: SagemakerCreateModelResult }, "response">(
  "sagemaker:createModel",
  "sagemaker.model",
);

export const modelStep: ServiceStep<ModelParameters, { response: SagemakerCreateModelResult }, "response"> = (
  id,
  parameters,
  options,
) => createModel(id, modelRequest(parameters, `sagemaker.model(${quote(String(id))})`), options);

/** The request of a model. */
export function modelRequest(parameters: ModelParameters, where: string): SagemakerCreateModelParameters {
  assertFields(parameters, ["model"], ["modelName", "tags"], where);
  const { model: made, tags } = parameters;
  const isPipeline = isValue(made, "pipelineModel");
  if (!isPipeline)
    assertValue(made, "model", `${where}: model`, "model(…), pipelineModel(…) or the model() of a training step");
  const { options } = made as Model;
  const models = isPipeline ? (made as PipelineModel).options.models : [made as Model];
  const modelName = parameters.modelName ?? options.name;
  if (modelName === undefined) throw new StepbookError(`${where} needs modelName, where the model has no name.`);
  const containers = models.map(containerOf);
  return {
    modelName,
    executionRoleArn: options.role ?? models[0]!.options.role,
    ...(isPipeline ? { containers } : { primaryContainer: containers[0]! }),
    ...given({
      vpcConfig: vpcOf(options),
      enableNetworkIsolation: options.enableNetworkIsolation,
      tags: tagsOf(tags),
    }),
  };
}

const containerOf = ({ options: { image, modelData, environment, mode } }: Model) => ({
  image,
  ...given({ modelDataUrl: modelData, environment, mode }),
});
