import { quote, StepbookError } from "../errors";
import { expressionNode } from "../placeholders/expression";
import type { Choice, Flag, Given, List, Named, Numeric, Text } from "../services/given";
import type {
  SagemakerCreateProcessingJobCompletion,
  SagemakerCreateProcessingJobParameters,
  SagemakerCreateProcessingJobResult,
} from "../services/sagemaker";
import { type ServiceStep, serviceStep } from "../services/service";
import { describe } from "../steps/data";
import type { SagemakerTags } from "./estimator";
import { assertFields, given, rules, tagsOf, vpcOf } from "./fields";
import type { Located } from "./inputs";
import type { ExperimentConfig } from "./training";
import { assertValue, isValue, newValue, type Value } from "./value";

/** What `processor` takes. */
export interface ProcessorOptions {
  /** The URI of the image that does the work. */
  readonly image: Text;
  /** The ARN of the role that the job has. */
  readonly role: Text;
  /** Such as `"ml.m5.large"`. */
  readonly instanceType: Text;
  /** On how many instances it runs; 1 where it is left out. */
  readonly instanceCount?: Numeric;
  /** Gigabytes of disk for each instance; 30 where it is left out. */
  readonly volumeSize?: Numeric;
  /** The key that encrypts the disks. */
  readonly volumeKmsKey?: Text;
  /** The key that encrypts what it gives. */
  readonly outputKmsKey?: Text;
  /** What is run in the container; the image's own where it is left out. */
  readonly entrypoint?: List<Text>;
  /** The longest that it may take, in seconds. */
  readonly maxRun?: Numeric;
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
}

/** What `scriptProcessor` takes. */
export interface ScriptProcessorOptions extends Omit<ProcessorOptions, "entrypoint"> {
  /** What runs the script; `["python3"]` where it is left out. */
  readonly command?: readonly Text[];
}

/** How data is processed. Made by `processor` or `scriptProcessor`. */
export type Processor = Value<"processor", ProcessorOptions> | Value<"scriptProcessor", ScriptProcessorOptions>;

const optional = [
  ...["instanceCount", "volumeSize", "volumeKmsKey", "outputKmsKey", "maxRun", "environment", "subnets", "tags"],
  ...["securityGroupIds", "enableInterContainerTrafficEncryption", "enableNetworkIsolation"],
];
const required = ["image", "role", "instanceType"];

/**
 * Processes data with an image of yours.
 *
 * @example processor({ image, role: roleArn, instanceType: "ml.m5.large" })
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/processing-job.html
 */
export function processor(options: ProcessorOptions): Processor {
  assertFields(options, required, [...optional, "entrypoint"], "processor(…)");
  return newValue("processor", options);
}

/**
 * Processes data with a script of yours, which the step names as its `code`.
 *
 * @example scriptProcessor({ image: imageUri("sklearn", { version: "1.2-1" }), role: roleArn, instanceType: "ml.m5.large" })
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/processing-container-run-scripts.html
 */
export function scriptProcessor(options: ScriptProcessorOptions): Processor {
  assertFields(options, required, [...optional, "command"], "scriptProcessor(…)");
  return newValue("scriptProcessor", options);
}

/** What `processingInput` takes beside where the data is. */
export interface ProcessingInputOptions {
  /** Where the container finds it, such as `"/opt/ml/processing/input"`. */
  readonly localPath: Text;
  /** Its name; `input-1`, `input-2`, … where it is left out. */
  readonly inputName?: Text;
  /** What the URI names; `"S3Prefix"` where it is left out. */
  readonly s3DataType?: Choice<"S3Prefix" | "ManifestFile">;
  /** How it reaches the container; `"File"` where it is left out. */
  readonly s3InputMode?: Choice<"File" | "Pipe">;
  /** Whether each instance gets all of it, or its share; `"FullyReplicated"` where it is left out. */
  readonly distribution?: Choice<"FullyReplicated" | "ShardedByS3Key">;
  /** How it is packed; `"None"` where it is left out. */
  readonly compression?: Choice<"None" | "Gzip">;
}

/** What a job reads. Made by `processingInput`. */
export type ProcessingInput = Value<"processingInput", ProcessingInputOptions & Located>;

/**
 * Data that a processing job reads.
 *
 * @example processingInput("s3://bucket/raw", { localPath: "/opt/ml/processing/input" })
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProcessingInput.html
 */
export function processingInput(s3Uri: Text, options: ProcessingInputOptions): ProcessingInput {
  const others = ["inputName", "s3DataType", "s3InputMode", "distribution", "compression"];
  assertFields({ ...options, s3Uri }, ["s3Uri", "localPath"], others, "processingInput(…)");
  return newValue("processingInput", { ...options, s3Uri });
}

/** What `processingOutput` takes beside where the data goes. */
export interface ProcessingOutputOptions {
  /** Where the container leaves it, such as `"/opt/ml/processing/output"`. */
  readonly localPath: Text;
  /** Its name; `output-1`, `output-2`, … where it is left out. */
  readonly outputName?: Text;
  /** Whether it is kept at the end, or as it comes; `"EndOfJob"` where it is left out. */
  readonly uploadMode?: Choice<"EndOfJob" | "Continuous">;
}

/** What a job gives. Made by `processingOutput`. */
export type ProcessingOutput = Value<"processingOutput", ProcessingOutputOptions & Located>;

/**
 * Data that a processing job gives.
 *
 * @example processingOutput("s3://bucket/clean", { localPath: "/opt/ml/processing/output" })
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProcessingOutput.html
 */
export function processingOutput(s3Uri: Text, options: ProcessingOutputOptions): ProcessingOutput {
  assertFields({ ...options, s3Uri }, ["s3Uri", "localPath"], ["outputName", "uploadMode"], "processingOutput(…)");
  return newValue("processingOutput", { ...options, s3Uri });
}

/** What `sagemaker.processing` takes. */
export interface ProcessingParameters {
  /** How it runs. */
  readonly processor: Processor;
  /** The name of the job, which no other job of the account in the region has or had. */
  readonly jobName: Text;
  /** The S3 URI of the script that a `scriptProcessor` runs. */
  readonly code?: Text;
  /** What it reads. */
  readonly inputs?: readonly ProcessingInput[];
  /** What it gives. */
  readonly outputs?: readonly ProcessingOutput[];
  /** What the program in the container is called with. */
  readonly arguments?: List<Text>;
  /** The experiment that it belongs to. */
  readonly experimentConfig?: Given<ExperimentConfig>;
  /** Tags, in place of the processor's. */
  readonly tags?: SagemakerTags;
}

/** What processing gives, by what the step waits for. */
export type ProcessingResults = {
  completion: SagemakerCreateProcessingJobCompletion;
  response: SagemakerCreateProcessingJobResult;
};

const createProcessingJob = serviceStep<SagemakerCreateProcessingJobParameters, ProcessingResults, "completion">(
  "sagemaker:createProcessingJob",
  "sagemaker.processing",
);

export const processing: ServiceStep<ProcessingParameters, ProcessingResults, "completion"> = (
  id,
  parameters,
  options,
) => createProcessingJob(id, processingRequest(parameters, `sagemaker.processing(${quote(String(id))})`), options);

/** The request of a processing job. */
export function processingRequest(
  parameters: ProcessingParameters,
  where: string,
): SagemakerCreateProcessingJobParameters {
  const others = ["code", "inputs", "outputs", "arguments", "experimentConfig", "tags"];
  assertFields(parameters, ["processor", "jobName"], others, where);
  const { processor: made, jobName, code, experimentConfig } = parameters;
  const isScript = isValue(made, "scriptProcessor");
  if (!isScript) assertValue(made, "processor", `${where}: processor`, "processor(…) or scriptProcessor(…)");
  if (isScript !== (code !== undefined))
    throw new StepbookError(
      isScript
        ? `${where} needs code, the S3 URI of the script that its scriptProcessor runs.`
        : `${where}: code is what a scriptProcessor runs; a processor has its entrypoint.`,
    );
  const { options } = made;
  const script = code === undefined ? undefined : scriptAt(code, (options as ScriptProcessorOptions).command, where);
  const inputs = [
    ...listOf(parameters.inputs, "processingInput", `${where}: inputs`),
    ...(script ? [script.input] : []),
  ];
  const outputs = listOf(parameters.outputs, "processingOutput", `${where}: outputs`);
  return {
    processingJobName: jobName,
    roleArn: options.role,
    appSpecification: {
      imageUri: options.image,
      ...given({
        containerEntrypoint: script ? script.entrypoint : (options as ProcessorOptions).entrypoint,
        containerArguments: parameters.arguments,
      }),
    },
    processingResources: {
      clusterConfig: {
        instanceCount: options.instanceCount ?? 1,
        instanceType: options.instanceType,
        volumeSizeInGB: options.volumeSize ?? 30,
        ...given({ volumeKmsKeyId: options.volumeKmsKey }),
      },
    },
    ...given({
      processingInputs: inputs.length === 0 ? undefined : inputs.map(inputOf),
      processingOutputConfig:
        outputs.length === 0
          ? undefined
          : { outputs: outputs.map(outputOf), ...given({ kmsKeyId: options.outputKmsKey }) },
      stoppingCondition: options.maxRun === undefined ? undefined : { maxRuntimeInSeconds: options.maxRun },
      environment: options.environment,
      networkConfig: given({
        enableInterContainerTrafficEncryption: options.enableInterContainerTrafficEncryption,
        enableNetworkIsolation: options.enableNetworkIsolation,
        vpcConfig: vpcOf(options),
      }),
      experimentConfig,
      tags: tagsOf(parameters.tags ?? options.tags),
    }),
  };
}

const codeFolder = "/opt/ml/processing/input/code";

/** How a script reaches its container, and what runs it there. */
function scriptAt(code: Text, command: readonly Text[] = ["python3"], where: string) {
  if (expressionNode(code))
    throw new StepbookError(
      `${where}: code must be known now: the name of the script is a part of the command. Use a processor with entrypoint and an input in its place.`,
    );
  rules.s3Uri!(code, `${where}: code`);
  const name = String(code).split("/").at(-1)!;
  return {
    input: processingInput(code, { localPath: codeFolder, inputName: "code" }),
    entrypoint: [...command, `${codeFolder}/${name}`],
  };
}

function listOf<Item>(list: readonly Item[] | undefined, kind: string, where: string): readonly Item[] {
  if (list === undefined) return [];
  if (!Array.isArray(list)) throw new StepbookError(`${where} must be a list, but is ${describe(list)}.`);
  for (const [index, item] of list.entries()) assertValue(item, kind, `${where}[${index}]`, `${kind}("s3://…", { … })`);
  return list;
}

const inputOf = ({ options }: ProcessingInput, index: number) => ({
  inputName: options.inputName ?? `input-${index + 1}`,
  appManaged: false,
  s3Input: {
    s3Uri: options.s3Uri,
    localPath: options.localPath,
    s3DataType: options.s3DataType ?? "S3Prefix",
    s3InputMode: options.s3InputMode ?? "File",
    s3DataDistributionType: options.distribution ?? "FullyReplicated",
    s3CompressionType: options.compression ?? "None",
  },
});

const outputOf = ({ options }: ProcessingOutput, index: number) => ({
  outputName: options.outputName ?? `output-${index + 1}`,
  appManaged: false,
  s3Output: { s3Uri: options.s3Uri, localPath: options.localPath, s3UploadMode: options.uploadMode ?? "EndOfJob" },
});
