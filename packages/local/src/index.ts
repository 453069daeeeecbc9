export { virtual } from "./clock";
export { type FunctionContext, failing, type LocalFunction } from "./functions";
export type { LocalOptions } from "./options";
export { createLocalStepFunctions } from "./step-functions";
