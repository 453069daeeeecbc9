import type { Json, JsonObject } from "./json";

/** The languages that paths and expressions are written in. A state without one takes its machine's. */
export type QueryLanguage = "JSONPath" | "JSONata";

/** The eight kinds of state. */
export type StateType = "Task" | "Pass" | "Choice" | "Wait" | "Succeed" | "Fail" | "Parallel" | "Map";

/**
 * A state machine as Step Functions stores it: Amazon States Language, parsed.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/statemachine-structure.html
 */
export interface StateMachine {
  readonly Comment?: string;
  readonly QueryLanguage?: QueryLanguage;
  readonly StartAt: string;
  readonly States: { readonly [name: string]: State };
  readonly Version?: string;
  readonly TimeoutSeconds?: number;
}

/** One state of any type. Narrow it by `Type`. */
export type State =
  | TaskState
  | PassState
  | ChoiceState
  | WaitState
  | SucceedState
  | FailState
  | ParallelState
  | MapState;

/** A JSONata expression in its delimiters, `{% … %}`, where a field takes one. */
export type Expression = string;

interface AnyState {
  readonly Comment?: string;
  readonly QueryLanguage?: QueryLanguage;
  readonly InputPath?: string | null;
  readonly OutputPath?: string | null;
  readonly Output?: Json;
}

interface Transition {
  readonly Next?: string;
  readonly End?: boolean;
}

interface Assigning {
  readonly Assign?: JsonObject;
}

interface Working extends AnyState, Transition, Assigning {
  readonly Parameters?: Json;
  readonly Arguments?: Json;
  readonly ResultSelector?: JsonObject;
  readonly ResultPath?: string | null;
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly Catcher[];
}

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html */
export interface TaskState extends Working {
  readonly Type: "Task";
  readonly Resource: string;
  readonly TimeoutSeconds?: number | Expression;
  readonly TimeoutSecondsPath?: string;
  readonly HeartbeatSeconds?: number | Expression;
  readonly HeartbeatSecondsPath?: string;
  readonly Credentials?: JsonObject;
}

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/state-pass.html */
export interface PassState extends AnyState, Transition, Assigning {
  readonly Type: "Pass";
  readonly Result?: Json;
  readonly Parameters?: Json;
  readonly ResultPath?: string | null;
}

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html */
export interface WaitState extends AnyState, Transition, Assigning {
  readonly Type: "Wait";
  readonly Seconds?: number | Expression;
  readonly SecondsPath?: string;
  readonly Timestamp?: string;
  readonly TimestampPath?: string;
}

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html */
export interface ChoiceState extends AnyState, Assigning {
  readonly Type: "Choice";
  readonly Choices: readonly ChoiceRule[];
  readonly Default?: string;
}

/**
 * A rule of a Choice state: a JSONata `Condition`, or in JSONPath a comparison
 * (`Variable` and one operator) or an `And`, `Or`, `Not` of such.
 */
export interface ChoiceRule extends Assigning {
  readonly Comment?: string;
  readonly Next?: string;
  readonly Output?: Json;
  readonly Condition?: boolean | Expression;
  readonly Variable?: string;
  readonly And?: readonly ChoiceRule[];
  readonly Or?: readonly ChoiceRule[];
  readonly Not?: ChoiceRule;
  readonly [operator: string]: unknown;
}

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/state-succeed.html */
export interface SucceedState extends AnyState {
  readonly Type: "Succeed";
}

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/state-fail.html */
export interface FailState {
  readonly Type: "Fail";
  readonly Comment?: string;
  readonly QueryLanguage?: QueryLanguage;
  readonly Error?: string;
  readonly ErrorPath?: string;
  readonly Cause?: string;
  readonly CausePath?: string;
}

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/state-parallel.html */
export interface ParallelState extends Working {
  readonly Type: "Parallel";
  readonly Branches: readonly Scope[];
}

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/state-map.html */
export interface MapState extends Working {
  readonly Type: "Map";
  readonly ItemProcessor?: ItemProcessor;
  /** The older name of ItemProcessor, which AWS still accepts. */
  readonly Iterator?: ItemProcessor;
  readonly Items?: readonly Json[] | Expression;
  readonly ItemsPath?: string;
  readonly ItemSelector?: JsonObject | Expression;
  readonly ItemReader?: JsonObject;
  readonly ItemBatcher?: JsonObject;
  readonly ResultWriter?: JsonObject;
  readonly MaxConcurrency?: number | Expression;
  readonly MaxConcurrencyPath?: string;
  readonly ToleratedFailureCount?: number | Expression;
  readonly ToleratedFailureCountPath?: string;
  readonly ToleratedFailurePercentage?: number | Expression;
  readonly ToleratedFailurePercentagePath?: string;
  readonly Label?: string;
}

/** States with one entry: a machine, a Parallel's branch, or a Map's processor. No transition leaves it. */
export interface Scope {
  readonly Comment?: string;
  readonly QueryLanguage?: QueryLanguage;
  readonly StartAt: string;
  readonly States: { readonly [name: string]: State };
}

export interface ItemProcessor extends Scope {
  readonly ProcessorConfig?: {
    readonly Mode?: "INLINE" | "DISTRIBUTED";
    readonly ExecutionType?: "STANDARD" | "EXPRESS";
  };
}

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number;
  readonly MaxAttempts?: number;
  readonly BackoffRate?: number;
  readonly MaxDelaySeconds?: number;
  readonly JitterStrategy?: "FULL" | "NONE";
  readonly Comment?: string;
}

export interface Catcher extends Assigning {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
  readonly ResultPath?: string | null;
  readonly Output?: Json;
  readonly Comment?: string;
}
