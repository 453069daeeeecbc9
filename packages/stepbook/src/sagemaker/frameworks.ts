import { StepbookError } from "../errors";
import { expressionNode } from "../placeholders/expression";
import type { Text } from "../services/given";
import { assertTraining, type Estimator, type TrainingOptions } from "./estimator";
import { imageUri, regionOf } from "./images";
import { newValue } from "./value";

/** What estimators of frameworks take. */
export interface FrameworkOptions extends TrainingOptions {
  /** The version of the framework, such as `"2.1.0"`. */
  readonly version?: string;
  /** The version of Python in the image, such as `"py310"`; the newest where it is left out. */
  readonly pyVersion?: string;
  /** An image of your own, in place of the one that the version names. */
  readonly image?: Text;
  /** The region of the image; AWS_REGION or AWS_DEFAULT_REGION where it is left out, else `"us-east-1"`. */
  readonly region?: string;
}

/** What estimators take that run a script of yours. */
export interface ScriptOptions extends FrameworkOptions {
  /** The script, such as `"train.py"`: a path within `sourceDir`, where that is given. */
  readonly entryPoint: string;
  /** The folder with all that the script needs, or the S3 URI of a `sourcedir.tar.gz`. */
  readonly sourceDir?: Text;
  /** Where the packed source goes: an S3 URI. The bucket of `outputPath` where it is left out. */
  readonly codeLocation?: Text;
}

/** What `tensorflow` takes. */
export interface TensorflowOptions extends ScriptOptions {
  /** What the script gets as `model_dir`; a folder beside the job's output where it is left out, nothing where it is false. */
  readonly modelDir?: Text | false;
}

/** What `xgboost` takes: with an `entryPoint` it runs your script, without one it is SageMaker's built-in algorithm. */
export interface XgboostOptions
  extends FrameworkOptions,
    Partial<Pick<ScriptOptions, "entryPoint" | "sourceDir" | "codeLocation">> {}

/** What tells one framework from another: its names in SageMaker's Python SDK, which tuning jobs note down. */
export const frameworks = {
  pytorch: { className: "PyTorch", module: "sagemaker.pytorch.estimator" },
  sklearn: { className: "SKLearn", module: "sagemaker.sklearn.estimator" },
  tensorflow: { className: "TensorFlow", module: "sagemaker.tensorflow.estimator" },
  xgboost: { className: "XGBoost", module: "sagemaker.xgboost.estimator" },
} as const;

/** @internal */
export type FrameworkName = keyof typeof frameworks;

const imageOptions = ["version", "pyVersion", "image", "region"];
const scriptOptions = [...imageOptions, "sourceDir", "codeLocation"];

function framework(
  name: FrameworkName,
  options: XgboostOptions,
  needs: readonly string[],
  takes: readonly string[],
): Estimator {
  const where = `${name}(…)`;
  assertTraining(options, needs, takes, where);
  const { entryPoint, sourceDir, version, pyVersion, image, instanceType } = options;
  const region = regionOf(options.region);
  if (entryPoint !== undefined && /^(\/|[A-Za-z]:|s3:)|(^|\/)\.\.(\/|$)/.test(entryPoint) && sourceDir !== undefined)
    throw new StepbookError(
      `${where}: entryPoint must be a path within sourceDir, such as "train.py", but is the string ${JSON.stringify(entryPoint)}.`,
    );
  if (image === undefined && version === undefined)
    throw new StepbookError(`${where} needs version, such as that of imageUri(${JSON.stringify(name)}, …), or image.`);
  if (image === undefined && expressionNode(instanceType))
    throw new StepbookError(
      `${where}: which image it is depends on instanceType, which is known only when the workflow runs: give image.`,
    );
  const found = () =>
    imageUri(name, {
      version: version!,
      region,
      instanceType: instanceType as string,
      ...(pyVersion && { pyVersion }),
    });
  return newValue("estimator", options, {
    image: image ?? found(),
    region,
    framework: name,
  });
}

/**
 * Trains with a PyTorch script of yours.
 *
 * @example
 * pytorch({
 *   entryPoint: "train.py", sourceDir: "code", version: "2.1.0",
 *   role: roleArn, instanceType: "ml.g4dn.xlarge", outputPath: "s3://bucket/out",
 *   hyperparameters: { epochs: 6, lr: 0.1 },
 * })
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/pytorch.html
 */
export function pytorch(options: ScriptOptions): Estimator {
  return framework("pytorch", options, ["entryPoint"], scriptOptions);
}

/**
 * Trains with a scikit-learn script of yours.
 *
 * @example sklearn({ entryPoint: "train.py", version: "1.2-1", role: roleArn, instanceType: "ml.m5.large", outputPath: "s3://bucket/out" })
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/sklearn.html
 */
export function sklearn(options: ScriptOptions): Estimator {
  return framework("sklearn", options, ["entryPoint"], scriptOptions);
}

/**
 * Trains with a TensorFlow script of yours.
 *
 * @example tensorflow({ entryPoint: "train.py", version: "2.14.1", role: roleArn, instanceType: "ml.m5.large", outputPath: "s3://bucket/out" })
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/tf.html
 */
export function tensorflow(options: TensorflowOptions): Estimator {
  return framework("tensorflow", options, ["entryPoint"], [...scriptOptions, "modelDir"]);
}

/**
 * Trains with XGBoost: with SageMaker's built-in algorithm, or with a script of yours where there is an `entryPoint`.
 *
 * @example
 * xgboost({
 *   version: "1.7-1", role: roleArn, instanceType: "ml.m5.large", outputPath: "s3://bucket/out",
 *   hyperparameters: { objective: "reg:linear", num_round: 50 },
 * })
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/xgboost.html
 */
export function xgboost(options: XgboostOptions): Estimator {
  return framework("xgboost", options, [], [...scriptOptions, "entryPoint"]);
}
