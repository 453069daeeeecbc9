import {
  isJsonObject,
  type Json,
  type MockInput,
  type ParallelState,
  type StateType,
  type TestStateConfiguration,
} from "@stepbook/asl";
import type { Mock } from "@stepbook/engine";
import { checkChoice, checkText } from "../checks";
import { LocalServiceError } from "../service-error";
import { checkResult } from "./check-result";
import type { Subject } from "./subject";

const refuse = (message: string): never => {
  throw new LocalServiceError("ValidationException", message);
};

/** The mock of a state, where it fits the state. */
export const checkMock = (subject: Subject, mock: MockInput, configuration: TestStateConfiguration): Mock => {
  const { result, errorOutput, fieldValidationMode: mode = "STRICT" } = mock;
  if (!isMockable(subject.state.Type))
    return refuse(`State type '${subject.state.Type}' is not supported when a mock is specified`);
  if (result !== undefined && errorOutput !== undefined)
    return refuse("A test mock should have only one of the following fields: [result, errorOutput].");
  checkChoice("mock.fieldValidationMode", mode, ["STRICT", "PRESENT", "NONE"]);
  if (errorOutput !== undefined) return errorOf(errorOutput);
  if (result === undefined)
    return refuse("A test mock should have one of the following fields: [result, errorOutput].");
  checkText("mock.result", result, 262_144);
  const output = parsed(result);
  resultChecks[subject.state.Type]({ subject, output, mode, configuration });
  return { result: { output, text: result } };
};

const mockable = ["Task", "Parallel", "Map"] as const;
type Mockable = (typeof mockable)[number];
export const isMockable = (type: StateType): type is Mockable => mockable.some((one) => one === type);

const errorOf = ({ error, cause }: NonNullable<MockInput["errorOutput"]>): Mock => {
  if (error === undefined) return refuse("The field 'error' is required in mock.errorOutput");
  checkText("mock.errorOutput.error", error, 256);
  checkText("mock.errorOutput.cause", cause, 32_768);
  return { error, ...(cause === undefined ? {} : { cause }) };
};

const parsed = (text: string): Json => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return refuse("Mocked result must be valid JSON");
  }
};

interface Given {
  readonly subject: Subject;
  readonly output: Json;
  readonly mode: NonNullable<MockInput["fieldValidationMode"]>;
  readonly configuration: TestStateConfiguration;
}

/** What a mocked result must be, by the type of the state. */
const resultChecks: Readonly<Record<Mockable, (given: Given) => void>> = {
  Task: ({ subject, output, mode }) => {
    if (subject.state.Type === "Task") checkResult(subject.state.Resource, output, mode);
  },
  Parallel: ({ subject, output }) => {
    if (!Array.isArray(output)) refuse("Mocked result must be an array.");
    else if (output.length !== (subject.state as ParallelState).Branches.length)
      refuse("Mocked result must contain the same number of items as number of Parallel branches.");
  },
  Map: ({ subject, output, configuration }) => {
    const writes = subject.state.Type === "Map" && subject.state.ResultWriter !== undefined;
    if (writes && !isJsonObject(output)) refuse("Mocked result must be a JSON object.");
    if (!writes && !Array.isArray(output)) refuse("Mocked result must be an array.");
    if (Array.isArray(output) && (configuration.mapIterationFailureCount ?? 0) > output.length)
      refuse("Map iteration failure count must be less than or equal to the number of Map iterations");
  },
};
