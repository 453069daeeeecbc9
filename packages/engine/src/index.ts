export { compile } from "./compile";
export { type LinearSearch, linearSearch } from "./data/linear-search";
export { seededRandom, uuidFrom } from "./data/random";
export {
  type FailedStep,
  type Host,
  type Invocation,
  type TaskCall,
  TaskError,
  type TaskPattern,
  type TaskResult,
  type TaskSignals,
} from "./host";
export { type Entry, Journal, JournalMismatch, type JournalOptions, type TaskProgress } from "./journal";
export { awsLimits, type Limits } from "./limits";
export type {
  ChildRun,
  ChildSink,
  ItemPage,
  ItemPages,
  ItemSource,
  MapHost,
  MapRun,
  MapRunCounts,
  MapRunLimits,
  MapRunSink,
  ReaderConfig,
  ResultObject,
} from "./map-host";
export type { MachineProgram } from "./program";
export { type Run, type RunEnd, type RunOptions, start } from "./run";
export { isTaskToken, newTaskToken } from "./task-token";
export { type Mock, type TestedState, type TestStateOptions, testState } from "./test-state";
export { UnsupportedDefinition } from "./unsupported";
export { createVirtualClock, type VirtualClock, type VirtualClockOptions } from "./virtual-clock";
