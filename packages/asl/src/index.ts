export * from "./api";
export * from "./api-checks";
export * from "./api-executions";
export * from "./api-machines";
export * from "./api-map-runs";
export * from "./api-versions";
export * from "./definition";
export { messageOfCause } from "./history/cause";
export * from "./history/event";
export * from "./history/progress";
export { type HistoryRequest, readHistory } from "./history/read-history";
export { reduce, reduceAll, startProgress } from "./history/reduce";
export * from "./json";
export { type JsonFault, jsonFault } from "./json-fault";
export * from "./paths";
export { expressionIn } from "./query/expression";
export type { Comparison, Filter, Operand } from "./query/filter";
export {
  type IntrinsicArgument,
  type IntrinsicCall,
  type IntrinsicName,
  isIntrinsic,
  parseIntrinsic,
} from "./query/intrinsic";
export { type JsonPath, type PathRoot, type PathStep, parsePath, parseReferencePath } from "./query/json-path";
export { type JsonataNode, jsonataTree } from "./query/jsonata-tree";
export { QuerySyntaxError } from "./query/scanner";
export { type NestedScope, type StateTypeRow, stateTypes } from "./state-types";
export { parseTime } from "./time";
export * from "./transitions";
export {
  type AwsWords,
  type Diagnostic,
  type DiagnosticCode,
  type ValidateOptions,
  validate,
  validateText,
} from "./validate";
export { nearest } from "./validate/nearest";
export { queryLanguageOf, type StateAt, scopesOf, statesOf } from "./walk";
