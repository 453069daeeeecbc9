import {
  isJsonObject,
  type Json,
  type StateMachine,
  statesOf,
  type TestStateConfiguration,
  type TestStateInput,
  type TestStateOutput,
} from "@stepbook/asl";
import { type Host, type TestStateOptions, testState, UnsupportedDefinition } from "@stepbook/engine";
import { checkChoice, checkInput, checkRoleArn, checkText } from "../checks";
import type { Embedded } from "../embedded";
import { hostOf } from "../host";
import { LocalServiceError } from "../service-error";
import { checkMock } from "./check-mock";
import { hostWithData } from "./data-set";
import { type Subject, subjectOf } from "./subject";

/**
 * Tests one state: with a mock in the place of its own work, or for real.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html
 */
export const runTestState = async (request: TestStateInput, local: Embedded): Promise<TestStateOutput> => {
  const { stateConfiguration: configuration = {}, inspectionLevel: level = "INFO" } = request;
  checkChoice("inspectionLevel", level, ["INFO", "DEBUG", "TRACE"]);
  const roleArn = request.roleArn === undefined ? undefined : checkRoleArn(request.roleArn);
  checkText("definition", request.definition, 1_048_576);
  const subject = subjectOf(request.definition, request.stateName);
  if (request.mock === undefined) checkUnmocked(subject, request);
  checkConfiguration(subject, configuration);
  const mock = request.mock && checkMock(subject, request.mock, configuration);
  const { mapItemReaderData } = configuration;
  const host = hostOf(local, Math.floor(local.random() * 2 ** 32));
  const { inspectionData, ...outcome } = await tried(
    mapItemReaderData === undefined ? host : hostWithData(host, mapItemReaderData, local),
    {
      ...subject,
      ...namesOf(local),
      roleArn: roleArn ?? `arn:aws:iam::${local.account}:role/TestState`,
      input: checkInput(request.input),
      variables: objectOf("variables", request.variables) ?? {},
      ...given("context", objectOf("context", request.context)),
      ...given("mock", mock),
      retryCount: configuration.retrierRetryCount ?? 0,
      readsItems: mapItemReaderData !== undefined,
      failureCount: configuration.mapIterationFailureCount ?? 0,
    },
  );
  return level === "INFO" ? outcome : { ...outcome, inspectionData };
};

const tried = async (host: Host, options: TestStateOptions) => {
  try {
    return await testState(host, options);
  } catch (error) {
    if (!(error instanceof UnsupportedDefinition)) throw error;
    throw new LocalServiceError("InvalidDefinition", `Invalid State Machine Definition: ${error.message}`);
  }
};

const given = <K extends string, T>(key: K, value: T | undefined): { readonly [key in K]?: T } =>
  value === undefined ? {} : ({ [key]: value } as { readonly [key in K]: T });

const namesOf = ({ uuid, region, account }: Embedded) => {
  const [stateMachineName, executionName] = [uuid(), uuid()];
  const arn = `arn:aws:states:${region}:${account}`;
  return {
    region,
    stateMachineName,
    executionName,
    stateMachineArn: `${arn}:stateMachine:${stateMachineName}`,
    executionArn: `${arn}:express:${stateMachineName}:${executionName}`,
  };
};

const waiting = /\.(sync(:\d+)?|waitForTaskToken)$|:activity:/;

/** Without a mock a state is tested alone: nothing runs within it, and it waits for nobody. */
const checkUnmocked = ({ state }: Subject, { context }: TestStateInput): void => {
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

const checkConfiguration = ({ state }: Subject, configuration: TestStateConfiguration): void => {
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
const objectOf = (field: string, text: string | undefined): { readonly [name: string]: Json } | undefined => {
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
