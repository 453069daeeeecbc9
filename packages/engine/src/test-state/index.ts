export type { Mock } from "./mock";
export { type TestedState, type TestStateOptions, testState } from "./test-state";
