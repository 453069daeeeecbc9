import {
  isJsonObject,
  type Json,
  type StateMachine,
  statesOf,
  type TestStateConfiguration,
  type TestStateInput,
} from "@stepbook/asl";
import { checkText } from "../checks";
import { LocalServiceError } from "../service-error";
import type { Subject } from "./subject";

const waiting = /\.(sync(:\d+)?|waitForTaskToken)$|:activity:/;

/** Without a mock a state is tested alone: nothing runs within it, and it waits for nobody. */
export const checkUnmocked = ({ state }: Subject, { context }: TestStateInput): void => {
  if (state.Type === "Map" || state.Type === "Parallel")
    throw new LocalServiceError(
      "InvalidDefinition",
      "TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]",
      { hint: "Give a mock: its result or error stands in for the branches or iterations." },
    );
  if (state.Type === "Task" && waiting.test(state.Resource))
    throw new LocalServiceError(
      "InvalidDefinition",
      `TestState API does not support the resource ${state.Resource} unless a mock is specified`,
    );
  if (context !== undefined)
    throw new LocalServiceError("ValidationException", "A context can only be specified if a mock is specified");
};

export const checkConfiguration = ({ state }: Subject, configuration: TestStateConfiguration): void => {
  const { retrierRetryCount, mapIterationFailureCount, mapItemReaderData, errorCausedByState } = configuration;
  checkCount("stateConfiguration.retrierRetryCount", retrierRetryCount);
  checkCount("stateConfiguration.mapIterationFailureCount", mapIterationFailureCount);
  checkText("stateConfiguration.mapItemReaderData", mapItemReaderData, 262_144);
  checkText("stateConfiguration.errorCausedByState", errorCausedByState, 80);
  if (errorCausedByState === undefined) return;
  const inner = statesOf({ StartAt: "", States: { "": state } } as StateMachine).slice(1);
  if (inner.every(({ name }) => name !== errorCausedByState))
    throw new LocalServiceError(
      "ValidationException",
      `The state '${errorCausedByState}' of stateConfiguration.errorCausedByState does not exist within the state`,
    );
};

const checkCount = (field: string, value: unknown): void => {
  if (value === undefined || (Number.isInteger(value) && Number(value) >= 0)) return;
  throw new LocalServiceError("ValidationException", `${field} is a whole number of at least 0; this is ${value}`);
};

/** A JSON object, given as text. */
export const objectOf = (field: string, text: string | undefined): { readonly [name: string]: Json } | undefined => {
  if (text === undefined) return undefined;
  checkText(field, text, 262_144);
  try {
    const value: unknown = JSON.parse(text);
    if (isJsonObject(value)) return value;
  } catch (error) {
    throw new LocalServiceError("ValidationException", `${field} is not JSON: ${(error as Error).message}`);
  }
  throw new LocalServiceError("ValidationException", `${field} is a JSON object`);
};
