import { StepbookError } from "../errors";
import { expressionNode } from "../placeholders/expression";
import { format } from "../placeholders/intrinsics";
import type { Text } from "../services/given";
import type { Estimator } from "./estimator";
import { frameworks, type TensorflowOptions } from "./frameworks";
import { type Coded, coded } from "./hyperparameters";
import { hashOf, programOf } from "./pack";

/** The source of a script: packed already, or to be packed from here. */
export interface Source {
  /** The script's path in the archive. */
  readonly program: string;
  /** The S3 URI of the archive. */
  readonly uri: Text;
  /** What is packed, where it is not packed already. */
  readonly from?: {
    readonly entryPoint: string;
    readonly sourceDir?: string;
    /** Its hash, where its place is named by it. */
    readonly hash?: string;
  };
}

/** Text of which some may be known only when it runs, joined by slashes. */
export function joined(first: Text, ...rest: readonly Text[]): Text {
  const parts = [typeof first === "string" ? first.replace(/\/+$/, "") : first, ...rest];
  return parts.some((part) => expressionNode(part))
    ? format(
        parts.map((part) => (expressionNode(part) ? "{}" : part)).join("/"),
        ...parts.filter((part) => expressionNode(part)),
      )
    : parts.join("/");
}

/** What the script of an estimator needs; undefined where the image brings its own. */
export function scriptOf({ framework, options }: Estimator): TensorflowOptions | undefined {
  const script = options as Partial<TensorflowOptions>;
  return framework !== undefined && script.entryPoint !== undefined ? (script as TensorflowOptions) : undefined;
}

/**
 * Where the source of an estimator's script is. It is kept under the name of its job, or where that is known only when
 * it runs under a hash of its files: another source never takes the place of one that a workflow still uses.
 */
export function sourceOf(estimator: Estimator, jobName: Text, where: string): Source | undefined {
  const script = scriptOf(estimator);
  if (!script) return undefined;
  const { entryPoint, sourceDir, outputPath } = script;
  if (sourceDir !== undefined && (expressionNode(sourceDir) || String(sourceDir).startsWith("s3://")))
    return { program: entryPoint, uri: sourceDir };
  const base = script.codeLocation ?? (expressionNode(outputPath) ? undefined : bucketOf(outputPath as string));
  if (base === undefined)
    throw new StepbookError(
      `${where}: outputPath is known only when the workflow runs: give the estimator codeLocation, the S3 URI where its packed source goes.`,
    );
  if (expressionNode(base))
    throw new StepbookError(
      `${where}: codeLocation is known only when the workflow runs, so that the source can't be uploaded there: give an S3 URI, or a sourceDir that is packed and in S3 already.`,
    );
  const folder = sourceDir as string | undefined;
  const hash = expressionNode(jobName) ? hashOf(entryPoint, folder) : undefined;
  const name = hash === undefined ? jobName : `${estimator.framework}-${hash}`;
  return {
    program: programOf(entryPoint, folder),
    uri: joined(base, name, "source", "sourcedir.tar.gz"),
    from: {
      entryPoint,
      ...(folder !== undefined && { sourceDir: folder }),
      ...(hash !== undefined && { hash }),
    },
  };
}

/** The same as a step has it. */
export function sourcesIn(
  estimator: Estimator,
  jobName: Text,
  where: string,
): { readonly sources?: readonly Source[] } {
  const source = sourceOf(estimator, jobName, where);
  return source ? { sources: [source] } : {};
}

/** The bucket of an S3 URI, as a URI. */
const bucketOf = (uri: string): string => /^s3:\/\/[^/]+/.exec(uri)![0];

/** What SageMaker's containers are told of a script, beside its own hyperparameters. */
export function scriptHyperparameters(estimator: Estimator, jobName: Text, where: string): Coded {
  const source = sourceOf(estimator, jobName, where);
  if (!source) return {};
  const { modelDir, outputPath } = scriptOf(estimator)!;
  const own = {
    sagemaker_container_log_level: 20,
    sagemaker_job_name: jobName,
    sagemaker_program: source.program,
    sagemaker_region: estimator.region,
    sagemaker_submit_directory: source.uri,
  };
  const isTensorflow = estimator.framework === "tensorflow" && modelDir !== false;
  return coded(
    { ...own, ...(isTensorflow && { model_dir: modelDir ?? joined(outputPath, jobName, "model") }) },
    "json",
  );
}

/** What a tuning job notes down of a script's estimator, for SageMaker's Python SDK to read. */
export function estimatorHyperparameters(estimator: Estimator): Coded {
  if (!scriptOf(estimator)) return {};
  const { className, module } = frameworks[estimator.framework!];
  return coded({ sagemaker_estimator_class_name: className, sagemaker_estimator_module: module }, "json");
}

/** The environment that tells a container of inference of the script that it runs. */
export function scriptEnvironment(source: Source, region: string): { readonly [name: string]: Text } {
  return {
    SAGEMAKER_CONTAINER_LOG_LEVEL: "20",
    SAGEMAKER_PROGRAM: source.program,
    SAGEMAKER_REGION: region,
    SAGEMAKER_SUBMIT_DIRECTORY: source.uri,
  };
}
