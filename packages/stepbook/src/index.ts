export type { Diagnostic, ExecutionStatus, HistoryEvent, Json, StateMachine, StepFunctionsApi } from "@stepbook/asl";

export {
  type Connection,
  type ExecutableOptions,
  executable,
  type FunctionContext,
  failing,
  findPython,
  type HttpFunctionOptions,
  httpFunction,
  type LocalFunction,
  type LocalOptions,
  type Message,
  type Python,
  TaskError,
  virtual,
} from "@stepbook/local";
export { type AwsClient, type AwsOptions, aws } from "./backends/aws";
export type { Backend } from "./backends/backend";
export { local } from "./backends/local";
export type { Direction } from "./direction";
export { ExecutionFailed, StepbookError } from "./errors";
export type { Execution, ListEventsOptions, OutputOptions, RenderExecutionOptions } from "./execution";
export type { CloudFormationOptions } from "./export/cloudformation";
export { type FromAslOptions, fromAsl } from "./import/from-asl";
export { type JobRow, type ListJobsOptions, listJobs } from "./jobs/list-jobs";
export type { LogRow } from "./jobs/logs";
export { listWorkflows } from "./list-workflows";
export type { EventRow, ExecutionRow, WorkflowRow } from "./lists";
export { type Logger, setLogger } from "./logger";
export { attach } from "./machine/attach";
export type { RoleDeployment, RoleOptions } from "./machine/deploy-role";
export type { Deployment, StateChanges } from "./machine/deployment";
export type { PublishOptions, Target } from "./machine/machine";
export type { Encryption, Logging } from "./machine/settings";
export type { SyncExecution } from "./machine/start";
export type { Tags } from "./machine/tags";
export type { Mock, TestedState, TestOptions } from "./machine/test-state";
export type { AliasRow, Routing, VersionRow } from "./machine/versions";
export type { MapRun } from "./map-runs";
export type { Listing, TableOptions } from "./notebook/tables";
export { type InferencePipelineOptions, inferencePipeline } from "./pipelines/inference-pipeline";
export type { Pipeline, PipelineRun, PipelineWorkflowOptions } from "./pipelines/pipeline";
export { type TrainingPipelineOptions, trainingPipeline } from "./pipelines/training-pipeline";
export type { Partition } from "./place";
export {
  average,
  concat,
  contains,
  divide,
  ifElse,
  join,
  lowercase,
  match,
  max,
  millis,
  min,
  multiply,
  now,
  remainder,
  round,
  subtract,
  sum,
  toNumber,
  trim,
  uppercase,
} from "./placeholders/calculations";
export type { Data, Dynamic, Expression, Filled } from "./placeholders/expression";
export {
  and,
  equals,
  greaterThan,
  greaterThanEquals,
  isBoolean,
  isNull,
  isNumber,
  isPresent,
  isString,
  isTimestamp,
  lessThan,
  lessThanEquals,
  matches,
  not,
  notEquals,
  or,
} from "./placeholders/functions";
export {
  add,
  array,
  arrayContains,
  arrayGetItem,
  arrayPartition,
  arrayRange,
  arrayUnique,
  base64Decode,
  base64Encode,
  format,
  type HashAlgorithm,
  hash,
  jsonMerge,
  jsonToString,
  length,
  mathRandom,
  stringSplit,
  stringToJson,
  uuid,
} from "./placeholders/intrinsics";
export type { AnyRef, ListRef, ObjectRef, Ref } from "./placeholders/reference";
export {
  anything,
  type FromShape,
  type Optional,
  optional,
  type Shape,
  type StandardSchema,
  type Timestamp,
} from "./placeholders/shape";
export {
  context,
  type ExecutionInput,
  executionInput,
  jsonata,
  jsonPath,
  raw,
  type States,
  states,
  typed,
  variable,
} from "./placeholders/sources";
export type {
  PolicyDocument,
  PolicyReason,
  PolicyStatement,
  PolicyWarning,
  Region,
  RequiredPolicy,
} from "./policy/policy";
export type { RequiredPolicyOptions } from "./policy/required";
export { type TrustPolicy, trustPolicy } from "./policy/trust";
export { defaultBucket, download, type S3Options, upload } from "./s3/s3";
export {
  type DataCapture,
  type DataCaptureOptions,
  dataCapture,
  type EndpointConfigParameters,
  type EndpointParameters,
} from "./sagemaker/endpoint";
export {
  type DebugHook,
  type Estimator,
  type EstimatorOptions,
  estimator,
  type MetricDefinition,
  type Profiler,
  type SagemakerTag,
  type SagemakerTags,
  type TrainingOptions,
} from "./sagemaker/estimator";
export {
  type FrameworkOptions,
  pytorch,
  type ScriptOptions,
  sklearn,
  type TensorflowOptions,
  tensorflow,
  type XgboostOptions,
  xgboost,
} from "./sagemaker/frameworks";
export type { Hyperparameters } from "./sagemaker/hyperparameters";
export { type ImageOptions, imageUri } from "./sagemaker/images";
export {
  type Channel,
  type Located,
  type TrainingData,
  type TrainingInput,
  type TrainingInputOptions,
  trainingInput,
} from "./sagemaker/inputs";
export {
  type EstimatorModelOptions,
  type Model,
  type ModelNetwork,
  type ModelOptions,
  type ModelParameters,
  model,
  type PipelineModel,
  type PipelineModelOptions,
  pipelineModel,
} from "./sagemaker/model";
export {
  type InvokeOptions,
  type Prediction,
  type Predictor,
  type PredictorInput,
  type PredictorOptions,
  predictor,
} from "./sagemaker/predictor";
export {
  type ProcessingInput,
  type ProcessingInputOptions,
  type ProcessingOutput,
  type ProcessingOutputOptions,
  type ProcessingParameters,
  type Processor,
  type ProcessorOptions,
  processingInput,
  processingOutput,
  processor,
  type ScriptProcessorOptions,
  scriptProcessor,
} from "./sagemaker/processing";
export { sagemaker } from "./sagemaker/steps";
export type {
  ExperimentConfig,
  TrainingJob,
  TrainingParameters,
  TrainingStep,
} from "./sagemaker/training";
export {
  type Transformer,
  type TransformerOptions,
  type TransformParameters,
  transformer,
} from "./sagemaker/transformer";
export {
  categoricalParameter,
  continuousParameter,
  type HyperparameterTuner,
  hyperparameterTuner,
  integerParameter,
  type ParameterRange,
  type RangeOptions,
  type TunerOptions,
  type TuningJob,
  type TuningParameters,
} from "./sagemaker/tuner";
export type { Value as SagemakerValue } from "./sagemaker/value";
export type { WaitFor } from "./services/action";
export { type ActivityOptions, type ActivityParameters, activity } from "./services/activity";
export * from "./services/apigateway";
export * from "./services/athena";
export * from "./services/batch";
export * from "./services/bedrock";
export * from "./services/codebuild";
export * from "./services/databrew";
export * from "./services/dynamodb";
export * from "./services/ecs";
export * from "./services/eks";
export * from "./services/emr";
export * from "./services/emr-containers";
export * from "./services/emr-serverless";
export * from "./services/eventbridge";
export type { NestedWorkflow } from "./services/given";
export * from "./services/glue";
export * from "./services/http";
export * from "./services/lambda";
export * from "./services/mediaconvert";
export * from "./services/sagemaker";
export { awsSdk, type SdkService, type SdkStep } from "./services/sdk";
export type { ServiceOptions } from "./services/service";
export * from "./services/sns";
export * from "./services/sqs";
export * from "./services/stepfunctions";
export { chain } from "./steps/chain";
export { type ArmOptions, type ChoiceArm, choice, otherwise, when } from "./steps/choice";
export { type FailOptions, fail } from "./steps/fail";
export { type Batch, type BatchMapOptions, type ItemBatcher, type MapOptions, map } from "./steps/map";
export { type ParallelOptions, parallel } from "./steps/parallel";
export { type PassOptions, pass } from "./steps/pass";
export {
  type ItemReader,
  type ResultWriter,
  type S3CsvParameters,
  type S3JsonParameters,
  type S3ListParameters,
  type S3ManifestParameters,
  type S3Object,
  type S3ObjectParameters,
  type S3ResultParameters,
  s3,
} from "./steps/s3";
export type {
  Assign,
  Catch,
  CaughtError,
  Mention,
  OutputStep,
  PathOptions,
  ResultPathOptions,
  Retry,
  Seconds,
  Sequence,
  Step,
  StepOptions,
  WorkOptions,
  WorkStep,
} from "./steps/step";
export { type SucceedOptions, succeed } from "./steps/succeed";
export { type CallOptions, type TaskOptions, task } from "./steps/task";
export { type WaitOptions, wait } from "./steps/wait";
export { type ExecuteOptions, type RenderOptions, type Workflow, workflow } from "./workflow";
export type { AnyWorkflowOptions, WorkflowOptions } from "./workflow-options";
