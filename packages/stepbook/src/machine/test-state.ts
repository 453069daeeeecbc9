import {
  type InspectionData,
  type Json,
  type JsonObject,
  type MockInput,
  statesOf,
  type TestStateConfiguration,
  type TestStateInput,
  type TestStateOutput,
} from "@stepbook/asl";
import { didYouMean, quote, StepbookError } from "../errors";
import type { Any } from "../placeholders/any";
import { assertOptions, describe, isPlainObject, template } from "../steps/data";
import type { Machine } from "./machine";

const inspect = Symbol.for("nodejs.util.inspect.custom");

/** What stands in for the work of a state: its result, or its error. */
export type Mock = (
  | {
      /** What the work gives. */
      readonly result: unknown;
    }
  | {
      /** The name of the error that the work fails with. */
      readonly error: string;
      /** What describes the error. */
      readonly cause?: string;
    }
) & {
  /** How far the result must be one that the service could have given: wholly where it is left out. */
  readonly fieldValidationMode?: MockInput["fieldValidationMode"];
};

/** How `workflow.test` runs a state. */
export interface TestOptions extends TestStateConfiguration {
  /** What the state is given; an empty object where it is left out. */
  readonly input?: unknown;
  /** The workflow's variables, by their names. */
  readonly variables?: { readonly [name: string]: unknown };
  /** The context object, in place of the usual one. Only beside a mock. */
  readonly context?: { readonly [name: string]: unknown };
  /** What stands in for the state's own work. A Map, a Parallel and a task that waits need one. */
  readonly mock?: Mock;
  /** How much `inspectionData` tells: `"DEBUG"` where it is left out. `"TRACE"` adds the requests of HTTP tasks. */
  readonly inspectionLevel?: "INFO" | "DEBUG" | "TRACE";
  /** Whether the secrets in the requests of HTTP tasks are shown; not where it is left out. */
  readonly revealSecrets?: boolean;
}

const optionNames = [
  "input",
  "variables",
  "context",
  "mock",
  "inspectionLevel",
  "revealSecrets",
  "retrierRetryCount",
  "errorCausedByState",
  "mapIterationFailureCount",
  "mapItemReaderData",
];

/** How a state ended that was tested alone. */
export interface TestedState {
  /** `SUCCEEDED`, `FAILED`, `RETRIABLE` where a retrier would try again, `CAUGHT_ERROR` where a catcher goes on. */
  readonly status: TestStateOutput["status"];
  /** What it gives. */
  readonly output: Any;
  /** The error's name. */
  readonly error: string | undefined;
  /** The error's description. */
  readonly cause: string | undefined;
  /** The state that would come next. */
  readonly nextState: string | undefined;
  /** What was in its hands, step by step. */
  readonly inspectionData: { readonly [field in keyof InspectionData]: Any };
}

/** Runs one state of a machine alone. */
export async function testState(machine: Machine, state: string, options: TestOptions): Promise<TestedState> {
  const where = `workflow(${quote(machine.name)}).test(${quote(String(state))}, …)`;
  const { definition } = machine;
  const names = statesOf(definition).map(({ name }) => name);
  if (!names.includes(state))
    throw new StepbookError(`${where}: the workflow has no state of that name.${didYouMean(String(state), names)}`);
  assertOptions(options, optionNames, where);
  const { input = {}, variables, context, mock, inspectionLevel = "DEBUG", revealSecrets, ...configuration } = options;
  const text = (value: unknown, name: string) => JSON.stringify(template(value, `${where}: ${name}`));
  const request: TestStateInput = {
    definition: JSON.stringify(definition),
    stateName: state,
    input: text(input, "input"),
    inspectionLevel,
    ...(variables !== undefined && { variables: text(variables, "variables") }),
    ...(context !== undefined && { context: text(context, "context") }),
    ...(revealSecrets !== undefined && { revealSecrets }),
    ...(mock === undefined ? await machine.roleArnIfNamed() : { mock: mockInput(mock, where) }),
    ...(Object.keys(configuration).length > 0 && { stateConfiguration: configuration }),
  };
  return told(await machine.doing(`test the state ${quote(state)} of`, machine.backend.api.testState(request)));
}

function mockInput(mock: Mock, where: string): MockInput {
  const fieldValidationMode = isPlainObject(mock) ? (mock as Mock).fieldValidationMode : undefined;
  const mode = fieldValidationMode !== undefined && { fieldValidationMode };
  if (isPlainObject(mock) && "result" in mock && !("error" in mock))
    return { result: JSON.stringify(template(mock.result, `${where}: mock.result`)), ...mode };
  if (isPlainObject(mock) && "error" in mock && !("result" in mock)) {
    const { error, cause } = mock as { readonly error: string; readonly cause?: string };
    return { errorOutput: { error, ...(cause !== undefined && { cause }) }, ...mode };
  }
  throw new StepbookError(
    `${where}: mock is { result: … } or { error: "States.TaskFailed", cause: "…" }, but here is ${describe(mock)}.`,
  );
}

function told({ status, output, error, cause, nextState, inspectionData = {} }: TestStateOutput): TestedState {
  const parsed = Object.fromEntries(Object.entries(inspectionData).map(([field, value]) => [field, dataIn(value)]));
  const tested = { status, output: dataIn(output), error, cause, nextState, inspectionData: parsed as JsonObject };
  return Object.defineProperty(tested, inspect, {
    value: () => {
      const gives =
        status === "FAILED" || status === "RETRIABLE"
          ? [error, cause].filter((text) => text !== undefined).join(": ")
          : JSON.stringify(tested.output);
      return `${status}${nextState === undefined ? "" : `, next ${quote(nextState)}`}: ${gives}`;
    },
  });
}

/** Data is told as JSON text; what is no JSON stays text. */
function dataIn(value: unknown): Json | undefined {
  if (typeof value !== "string") return value as Json | undefined;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return value;
  }
}
