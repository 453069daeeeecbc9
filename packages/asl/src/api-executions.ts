import type { IncludedData, Paging } from "./api";
import type { HistoryEvent } from "./history/event";
import type { ExecutionStatus } from "./history/progress";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
export interface StartExecutionInput {
  /** Of a state machine, one of its versions or one of its aliases. */
  readonly stateMachineArn: string;
  readonly name?: string;
  /** JSON text; `{}` where it is left out. */
  readonly input?: string;
  readonly traceHeader?: string;
}

export interface StartExecutionOutput {
  readonly executionArn: string;
  readonly startDate: Date;
}

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html */
export interface StartSyncExecutionInput extends StartExecutionInput {
  readonly includedData?: IncludedData;
}

/** Whether the service gave data along. */
export interface Included {
  readonly included?: boolean;
}

export interface StartSyncExecutionOutput {
  readonly executionArn: string;
  readonly stateMachineArn?: string;
  readonly name?: string;
  readonly startDate: Date;
  readonly stopDate: Date;
  readonly status: Extract<ExecutionStatus, "SUCCEEDED" | "FAILED" | "TIMED_OUT">;
  readonly error?: string;
  readonly cause?: string;
  readonly input?: string;
  readonly inputDetails?: Included;
  readonly output?: string;
  readonly outputDetails?: Included;
  readonly traceHeader?: string;
  readonly billingDetails?: {
    readonly billedMemoryUsedInMB?: number;
    readonly billedDurationInMilliseconds?: number;
  };
}

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html */
export interface DescribeExecutionInput {
  readonly executionArn: string;
  readonly includedData?: IncludedData;
}

export interface DescribeExecutionOutput {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly name: string;
  readonly status: ExecutionStatus;
  readonly startDate: Date;
  readonly stopDate?: Date;
  readonly input?: string;
  readonly inputDetails?: Included;
  readonly output?: string;
  readonly outputDetails?: Included;
  readonly traceHeader?: string;
  readonly error?: string;
  readonly cause?: string;
  /** The map run that it is a child of. */
  readonly mapRunArn?: string;
  /** Where it was started by a version or an alias. */
  readonly stateMachineVersionArn?: string;
  readonly stateMachineAliasArn?: string;
  readonly redriveCount?: number;
  readonly redriveDate?: Date;
  readonly redriveStatus?: "REDRIVABLE" | "NOT_REDRIVABLE" | "REDRIVABLE_BY_MAP_RUN";
  readonly redriveStatusReason?: string;
  /** Of the embedded service alone: the other process that runs it. It can be looked at, and no more. */
  readonly runBy?: string;
}

export interface StopExecutionInput {
  readonly executionArn: string;
  readonly error?: string;
  readonly cause?: string;
}

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_RedriveExecution.html */
export interface RedriveExecutionInput {
  readonly executionArn: string;
  /** Asked again with the same token, nothing is redriven again. */
  readonly clientToken?: string;
}

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html */
export interface ListExecutionsInput extends Paging {
  /** Of a state machine, one of its versions or one of its aliases; or `mapRunArn`. */
  readonly stateMachineArn?: string;
  readonly mapRunArn?: string;
  readonly statusFilter?: ExecutionStatus;
  readonly redriveFilter?: "REDRIVEN" | "NOT_REDRIVEN";
}

export interface ListExecutionsOutput {
  readonly executions: readonly ExecutionListItem[];
  readonly nextToken?: string;
}

export interface ExecutionListItem {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly name: string;
  readonly status: ExecutionStatus;
  readonly startDate: Date;
  readonly stopDate?: Date;
  readonly mapRunArn?: string;
  /** How many items a child of a map run works on. */
  readonly itemCount?: number;
  readonly stateMachineVersionArn?: string;
  readonly stateMachineAliasArn?: string;
  readonly redriveCount?: number;
  readonly redriveDate?: Date;
}

export interface GetExecutionHistoryInput extends Paging {
  readonly executionArn: string;
  readonly reverseOrder?: boolean;
  readonly includeExecutionData?: boolean;
}

export interface GetExecutionHistoryOutput {
  readonly events: readonly HistoryEvent[];
  readonly nextToken?: string;
}
