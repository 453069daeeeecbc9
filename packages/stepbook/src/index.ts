export type { Diagnostic, ExecutionStatus, HistoryEvent, Json, StateMachine, StepFunctionsApi } from "@stepbook/asl";
export type { Direction } from "@stepbook/graph";
export { type FunctionContext, failing, type LocalFunction, type LocalOptions, virtual } from "@stepbook/local";
export { type AwsClient, type AwsOptions, aws } from "./backends/aws";
export type { Backend } from "./backends/backend";
export { local } from "./backends/local";
export { ExecutionFailed, StepbookError } from "./errors";
export type { Execution, ListEventsOptions, RenderExecutionOptions } from "./execution";
export type { CloudFormationOptions } from "./export/cloudformation";
export type { EventRow, ExecutionRow, WorkflowRow } from "./lists";
export { type Logger, setLogger } from "./logger";
export type { Listing } from "./notebook/tables";
export type { Data, Dynamic, Expression, Filled } from "./placeholders/expression";
export {
  add,
  and,
  equals,
  format,
  greaterThan,
  greaterThanEquals,
  isBoolean,
  isNull,
  isNumber,
  isPresent,
  isString,
  isTimestamp,
  length,
  lessThan,
  lessThanEquals,
  matches,
  not,
  or,
  uuid,
} from "./placeholders/functions";
export type { AnyRef, ListRef, ObjectRef, Ref } from "./placeholders/reference";
export type { FromShape, Shape, StandardSchema } from "./placeholders/shape";
export { context, type ExecutionInput, executionInput, jsonata, jsonPath, variable } from "./placeholders/sources";
export type { ServiceOptions, WaitFor } from "./services/service";
export * from "./services/services";
export {
  type CallOptions,
  type ChoiceArm,
  chain,
  choice,
  type FailOptions,
  fail,
  type MapOptions,
  map,
  otherwise,
  type ParallelOptions,
  type PassOptions,
  parallel,
  pass,
  type SucceedOptions,
  succeed,
  type TaskOptions,
  task,
  type WaitOptions,
  wait,
  when,
} from "./steps/states";
export type { Assign, Catch, OutputStep, Retry, Sequence, Step, WorkOptions, WorkStep } from "./steps/step";
export { listWorkflows, type RenderOptions, type Workflow, type WorkflowOptions, workflow } from "./workflow";
