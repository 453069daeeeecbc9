import type { ServiceError, StateMachine, StepFunctionsApi } from "@stepbook/asl";
import { StepbookError } from "../errors";
import type { JobKind } from "../jobs/kinds";
import type { LogRow } from "../jobs/logs";
import type { Place } from "../place";
import type { Any } from "../placeholders/any";
import type { PolicyDocument } from "../policy/policy";
import type { TrustPolicy } from "../policy/trust";
import { hintOf } from "./hints";

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
  /** The role that new state machines get, by its name or ARN, where one is named. */
  readonly role: string | undefined;
  /** The ARN of a role that is given by its name or ARN; fails where none is given and one is needed. */
  roleArn(role: string | undefined): Promise<string>;
  /** The roles of the account; undefined where workflows run without. */
  readonly roles?: Roles;
  /** Writes an object into S3. */
  putObject(bucket: string, key: string, bytes: Uint8Array): Promise<void>;
  getObject(bucket: string, key: string): Promise<Uint8Array>;
  /** Makes a bucket; rejects with BucketAlreadyOwnedByYou where the account has it, on AWS outside of us-east-1. */
  createBucket(bucket: string): Promise<void>;
  /** An operation of SageMaker by AWS's name, such as `DescribeTrainingJob`, in AWS's shapes. */
  sagemaker(operation: string, input: object): Promise<Any>;
  /** InvokeEndpoint of SageMaker Runtime, in AWS's shapes. */
  invokeEndpoint(input: object): Promise<Any>;
  /** The last lines that a job has logged, oldest first; none where there is no log yet. */
  jobLog(kind: JobKind, name: string, limit: number): Promise<readonly LogRow[]>;
  /** Whether logs are shown as jobs go on: reading them costs nothing. */
  readonly showsLogs: boolean;
  /** Where new state machines stand, as far as it is known before anything is sent. */
  readonly place: Place;
  /** The same, with what the configuration of the machine and its credentials tell. */
  whereabouts(): Promise<Place>;
  /** Whether what runs there is shown by the console of AWS. */
  readonly hasConsole: boolean;
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
  /** Who runs an execution, where that is another process of this machine: it can only be looked at. */
  runBy?(executionArn: string): Promise<string | undefined>;
  /** The time, in milliseconds since 1970, by the clock of its runs. */
  now(): number;
}

/** @internal A role of the account. */
export interface Role {
  readonly arn: string;
  /** Its trust policy. */
  readonly trust: Any;
  readonly tags: readonly { readonly Key?: string; readonly Value?: string }[];
}

/** @internal What is done with roles. Each rejects with IAM's own error. */
export interface Roles {
  role(name: string): Promise<Role>;
  /** Gives its ARN. */
  create(
    name: string,
    trust: TrustPolicy,
    tags: readonly { readonly Key: string; readonly Value: string }[],
  ): Promise<string>;
  /** A policy of the role's own; undefined where there is none of that name. */
  policy(name: string, policyName: string): Promise<unknown>;
  putPolicy(name: string, policyName: string, policy: PolicyDocument): Promise<void>;
  deletePolicy(name: string, policyName: string): Promise<void>;
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

/** Awaits an operation; what it fails with is told with what was to be done, and how to mend it. */
export async function doing<T>(what: string, operation: Promise<T>): Promise<T> {
  try {
    return await operation;
  } catch (error) {
    if (error instanceof StepbookError) {
      // What the service said is told with what was asked; what was said before anything was asked says it all.
      if (!(error.cause instanceof Error) || error.message.startsWith(what)) throw error;
      throw new StepbookError(`${what}: ${error.message}`, { code: error.code, cause: error.cause });
    }
    const { name, message, hint = hintOf(error as Error) } = error as Error & { readonly hint?: string };
    const told = hint === undefined ? message : `${message}\n${hint}`;
    throw new StepbookError(`${what}: ${name}: ${told}`, { code: name, cause: error });
  }
}
