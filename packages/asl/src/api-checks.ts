import type { StateMachineType } from "./api-machines";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html */
export interface ValidateStateMachineDefinitionInput {
  /** The definition as JSON text. */
  readonly definition: string;
  /** The type of the machine that it is for: STANDARD. */
  readonly type?: StateMachineType;
  /** The least that is told: ERROR. */
  readonly severity?: "ERROR" | "WARNING";
  /** How many diagnostics are told at most, from 1 to 100; 0 counts as 100. */
  readonly maxResults?: number;
}

export interface ValidateStateMachineDefinitionOutput {
  /** FAIL where a machine of that definition could not be created. */
  readonly result: "OK" | "FAIL";
  readonly diagnostics: readonly ServiceDiagnostic[];
  /** Whether there are more diagnostics than those told. */
  readonly truncated: boolean;
}

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html */
export interface ServiceDiagnostic {
  readonly severity: "ERROR" | "WARNING";
  readonly code: string;
  readonly message: string;
  /** `/States/Score/Next` */
  readonly location?: string;
}

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html */
export interface TestStateInput {
  /** One state, or, with `stateName`, a whole state machine, as JSON text. */
  readonly definition: string;
  /** The state to test, wherever in the machine it stands. */
  readonly stateName?: string;
  readonly roleArn?: string;
  /** JSON text; `{}` where it is left out. */
  readonly input?: string;
  /** A JSON object of variables by name, as text. */
  readonly variables?: string;
  /** The context object as JSON text; it takes the place of the usual one. */
  readonly context?: string;
  /** How much is told beside the outcome: INFO. */
  readonly inspectionLevel?: "INFO" | "DEBUG" | "TRACE";
  readonly revealSecrets?: boolean;
  readonly mock?: MockInput;
  readonly stateConfiguration?: TestStateConfiguration;
}

/** What stands in for the state's own work. @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_MockInput.html */
export interface MockInput {
  /** The result as JSON text. */
  readonly result?: string;
  readonly errorOutput?: { readonly error?: string; readonly cause?: string };
  /** How far the result must be one that the service could have given: STRICT. */
  readonly fieldValidationMode?: "STRICT" | "PRESENT" | "NONE";
}

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestStateConfiguration.html */
export interface TestStateConfiguration {
  /** How often the retrier that is for the error has retried already. */
  readonly retrierRetryCount?: number;
  /** The state within a Map or Parallel that the mocked error comes from. */
  readonly errorCausedByState?: string;
  /** How many iterations of a Map have failed. */
  readonly mapIterationFailureCount?: number;
  /** What the ItemReader of a Map reads, as text. */
  readonly mapItemReaderData?: string;
}

export interface TestStateOutput {
  readonly status: "SUCCEEDED" | "FAILED" | "RETRIABLE" | "CAUGHT_ERROR";
  /** JSON text. */
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
  readonly nextState?: string;
  /** From the level DEBUG on. */
  readonly inspectionData?: InspectionData;
}

/**
 * What was in the state's hands, step by step, as JSON text where it is data.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_InspectionData.html
 */
export interface InspectionData {
  readonly input?: string;
  readonly afterArguments?: string;
  readonly afterInputPath?: string;
  readonly afterParameters?: string;
  readonly result?: string;
  readonly afterResultSelector?: string;
  readonly afterResultPath?: string;
  readonly request?: InspectedRequest;
  readonly response?: InspectedResponse;
  readonly variables?: string;
  readonly errorDetails?: InspectedError;
  readonly afterItemsPath?: string;
  readonly afterItemSelector?: string;
  readonly afterItemBatcher?: string;
  readonly afterItemsPointer?: string;
  readonly toleratedFailureCount?: number;
  readonly toleratedFailurePercentage?: number;
  readonly maxConcurrency?: number;
}

/** What handled an error: the retrier or the catcher, by its place in the list. */
export interface InspectedError {
  readonly catchIndex?: number;
  readonly retryIndex?: number;
  readonly retryBackoffIntervalSeconds?: number;
}

/** The request that an HTTP task sent. */
export interface InspectedRequest {
  readonly protocol?: string;
  readonly method?: string;
  readonly url?: string;
  readonly headers?: string;
  readonly body?: string;
}

/** The answer that an HTTP task got. */
export interface InspectedResponse {
  readonly protocol?: string;
  readonly statusCode?: string;
  readonly statusMessage?: string;
  readonly headers?: string;
  readonly body?: string;
}
