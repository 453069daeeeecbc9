import type { ServiceError, StateMachine, StepFunctionsApi } from "@stepbook/asl";
import { StepbookError } from "../errors";
import type { Place } from "../place";

const inspect = Symbol.for("nodejs.util.inspect.custom");

/** Where workflows run: made by `local` or `aws`. */
export interface Backend {
  /** How messages name it. */
  readonly name: string;
  /** The operations of AWS Step Functions, in AWS's names and shapes. */
  readonly api: StepFunctionsApi;
  /** @internal */
  readonly traits: BackendTraits;
}

/** @internal What differs between backends, beside the service itself. */
export interface BackendTraits {
  /** The role that new state machines get. */
  role(): Promise<string>;
  /** Where new state machines stand, as far as it is known before anything is sent. */
  readonly place: Place;
  /** How often a run is looked at, in milliseconds: at first, and at longest while nothing changes. */
  readonly poll: { readonly first: number; readonly longest: number };
  /** Why a definition can't run here, for people; undefined where it can. */
  obstacle(definition: StateMachine): string | undefined;
  /** Whether a history that is followed comes with inputs and outputs. */
  readonly followsData: boolean;
  /** Whether `execute` creates a workflow that does not exist. */
  readonly createsOnExecute: boolean;
  /** Whether an interrupt of the cell stops the run, or only the watching. */
  readonly stopsOnInterrupt: boolean;
  /** The time, in milliseconds since 1970, by the clock of its runs. */
  now(): number;
}

/** @internal A backend, which prints as its name. */
export function backend(name: string, api: StepFunctionsApi, traits: BackendTraits): Backend {
  return Object.freeze({ name, api, traits, [inspect]: () => `Backend: ${name}` });
}

/** Whether a value was made by `local` or `aws`. */
export function isBackend(value: unknown): value is Backend {
  return typeof value === "object" && value !== null && "traits" in value && "api" in value;
}

export function isServiceError(error: unknown, name?: string): error is ServiceError {
  return error instanceof Error && (name === undefined || error.name === name);
}

/** Awaits an operation; what it fails with is told with what was to be done. */
export async function doing<T>(what: string, operation: Promise<T>): Promise<T> {
  try {
    return await operation;
  } catch (error) {
    if (error instanceof StepbookError) throw error;
    const { name, message, hint } = error as Error & { readonly hint?: string };
    const told = hint === undefined ? message : `${message}\n${hint}`;
    throw new StepbookError(`${what}: ${name}: ${told}`, { code: name, cause: error });
  }
}
