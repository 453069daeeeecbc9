export { type Invocation, type TaskCall, TaskError, type TaskResult } from "@stepbook/engine";
export type * from "./api";
export { virtual } from "./clock";
export { type FunctionContext, failing, type LocalFunction } from "./functions";
export { type MissingFunction, missingFunctions, missingFunctionsText } from "./missing";
export type { LocalLimits, LocalOptions } from "./options";
export { createS3, type S3, S3Error } from "./s3";
export { createLocalStepFunctions } from "./step-functions";
