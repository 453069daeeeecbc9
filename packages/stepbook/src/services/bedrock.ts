// Written by scripts/services/generate.py: change table.json there.
import type { Any } from "../placeholders/any";
import type { Data } from "../placeholders/expression";
import type { Choice, Flag, Given, List, Named, Text } from "./given";
import { type ServiceStep, serviceStep } from "./service";

interface extraInput {
  readonly s3Uri?: Text;
}

interface extraOutput {
  readonly s3Uri?: Text;
}

/** What `bedrock.invokeModel` takes. */
export interface BedrockInvokeModelParameters {
  readonly modelId: Text;
  readonly contentType?: Text;
  readonly accept?: Text;
  readonly trace?: Choice<"ENABLED" | "DISABLED" | "ENABLED_FULL">;
  readonly guardrailIdentifier?: Text;
  readonly guardrailVersion?: Text;
  readonly performanceConfigLatency?: Choice<"standard" | "optimized">;
  readonly serviceTier?: Choice<"priority" | "default" | "flex" | "reserved">;
  readonly requestMetadata?: Text;
  readonly body?: Data;
  readonly input?: Given<extraInput>;
  readonly output?: Given<extraOutput>;
}

interface Tag {
  readonly key: Text;
  readonly value: Text;
}

interface TrainingDataConfig {
  readonly s3Uri?: Text;
  readonly invocationLogsConfig?: Given<InvocationLogsConfig>;
}

interface InvocationLogsConfig {
  readonly usePromptResponse?: Flag;
  readonly invocationLogSource: Data;
  readonly requestMetadataFilters?: Data;
}

interface ValidationDataConfig {
  readonly validators: List<Given<Validator>>;
}

interface Validator {
  readonly s3Uri: Text;
}

interface OutputDataConfig {
  readonly s3Uri: Text;
}

interface VpcConfig {
  readonly subnetIds: List<Text>;
  readonly securityGroupIds: List<Text>;
}

interface CustomizationConfig {
  readonly distillationConfig?: Given<DistillationConfig>;
  readonly rftConfig?: Given<RFTConfig>;
}

interface DistillationConfig {
  readonly teacherModelConfig: Data;
}

interface RFTConfig {
  readonly graderConfig?: Data;
  readonly hyperParameters?: Data;
}

/** What `bedrock.createModelCustomizationJob` takes. */
export interface BedrockCreateModelCustomizationJobParameters {
  readonly jobName: Text;
  readonly customModelName: Text;
  readonly roleArn: Text;
  readonly baseModelIdentifier: Text;
  readonly trainingDataConfig: Given<TrainingDataConfig>;
  readonly outputDataConfig: Given<OutputDataConfig>;
  readonly clientRequestToken?: Text;
  readonly customizationType?: Choice<
    "FINE_TUNING" | "CONTINUED_PRE_TRAINING" | "DISTILLATION" | "REINFORCEMENT_FINE_TUNING" | "IMPORTED"
  >;
  readonly customModelKmsKeyId?: Text;
  readonly jobTags?: List<Given<Tag>>;
  readonly customModelTags?: List<Given<Tag>>;
  readonly validationDataConfig?: Given<ValidationDataConfig>;
  readonly hyperParameters?: Named<Text>;
  readonly vpcConfig?: Given<VpcConfig>;
  readonly customizationConfig?: Given<CustomizationConfig>;
}

/** What `bedrock.invokeModel` gives. */
export interface BedrockInvokeModelResult {
  Body: Any;
  ContentType: string;
}

/** What `bedrock.createModelCustomizationJob` gives at the end of what it starts. */
export interface BedrockCreateModelCustomizationJobCompletion {
  JobArn: string;
  JobName: string;
  OutputModelName: string;
  OutputModelArn: string;
  ClientRequestToken: string;
  RoleArn: string;
  Status: string;
  StatusDetails: Any;
  FailureMessage: string;
  CreationTime: Any;
  LastModifiedTime: Any;
  EndTime: Any;
  BaseModelArn: string;
  HyperParameters: Any;
  TrainingDataConfig: Any;
  ValidationDataConfig: Any;
  OutputDataConfig: Any;
  CustomizationType: string;
  OutputModelKmsKeyArn: string;
  TrainingMetrics: Any;
  ValidationMetrics: Any;
  VpcConfig: Any;
  CustomizationConfig: Any;
}

/** What `bedrock.createModelCustomizationJob` gives. */
export interface BedrockCreateModelCustomizationJobResult {
  JobArn: string;
}

/**
 * Amazon Bedrock.
 *
 * @example bedrock.invokeModel("Summarize", { modelId: "amazon.nova-lite-v1:0", body: { messages: [{ role: "user", content: [{ text: input.text }] }] } })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-bedrock.html
 */
export const bedrock: {
  /**
   * Calls a model. The body is the model's own; where it is large, it is read from and written to S3.
   *
   * @example bedrock.invokeModel("Summarize", { modelId: "amazon.nova-lite-v1:0", body: { messages: [{ role: "user", content: [{ text: input.text }] }] } })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-bedrock.html
   */
  readonly invokeModel: ServiceStep<BedrockInvokeModelParameters, { response: BedrockInvokeModelResult }, "response">;
  /**
   * Trains a model further, and waits for its end unless `waitFor` says otherwise.
   *
   * @example bedrock.createModelCustomizationJob("Tune", { jobName: "tune", customModelName: "mine", roleArn, baseModelIdentifier: "amazon.nova-lite-v1:0", trainingDataConfig: { s3Uri: "s3://bucket/train.jsonl" }, outputDataConfig: { s3Uri: "s3://bucket/out" } })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-bedrock.html
   */
  readonly createModelCustomizationJob: ServiceStep<
    BedrockCreateModelCustomizationJobParameters,
    { completion: BedrockCreateModelCustomizationJobCompletion; response: BedrockCreateModelCustomizationJobResult },
    "completion"
  >;
} = {
  invokeModel: serviceStep("bedrock:invokeModel"),
  createModelCustomizationJob: serviceStep("bedrock:createModelCustomizationJob"),
};
