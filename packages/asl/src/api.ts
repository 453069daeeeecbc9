import type {
  TestStateInput,
  TestStateOutput,
  ValidateStateMachineDefinitionInput,
  ValidateStateMachineDefinitionOutput,
} from "./api-checks";
import type { HistoryEvent } from "./history/event";
import type { ExecutionStatus } from "./history/progress";

/**
 * The operations of AWS Step Functions that Stepbook uses, in AWS's names and shapes. AWS implements it through
 * @aws-sdk/client-sfn, `local()` in process; nothing above this line knows which.
 *
 * Every operation rejects with a `ServiceError`.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_Operations.html
 */
export interface StepFunctionsApi {
  createStateMachine(input: CreateStateMachineInput): Promise<CreateStateMachineOutput>;
  updateStateMachine(input: UpdateStateMachineInput): Promise<UpdateStateMachineOutput>;
  describeStateMachine(input: { readonly stateMachineArn: string }): Promise<DescribeStateMachineOutput>;
  deleteStateMachine(input: { readonly stateMachineArn: string }): Promise<unknown>;
  listStateMachines(input: Paging): Promise<ListStateMachinesOutput>;
  startExecution(input: StartExecutionInput): Promise<StartExecutionOutput>;
  describeExecution(input: { readonly executionArn: string }): Promise<DescribeExecutionOutput>;
  stopExecution(input: StopExecutionInput): Promise<{ readonly stopDate: Date }>;
  listExecutions(input: ListExecutionsInput): Promise<ListExecutionsOutput>;
  getExecutionHistory(input: GetExecutionHistoryInput): Promise<GetExecutionHistoryOutput>;
  validateStateMachineDefinition(
    input: ValidateStateMachineDefinitionInput,
  ): Promise<ValidateStateMachineDefinitionOutput>;
  testState(input: TestStateInput): Promise<TestStateOutput>;
}

/** What an operation of the service rejects with. `name` is AWS's code, such as `StateMachineDoesNotExist`. */
export interface ServiceError extends Error {
  readonly name: string;
  readonly $fault?: "client" | "server";
}

export interface Paging {
  readonly maxResults?: number;
  readonly nextToken?: string;
}

export type StateMachineType = "STANDARD" | "EXPRESS";

export interface Tag {
  readonly key: string;
  readonly value: string;
}

export interface CreateStateMachineInput {
  readonly name: string;
  /** The definition as JSON text. */
  readonly definition: string;
  readonly roleArn: string;
  readonly type?: StateMachineType;
  readonly tags?: readonly Tag[];
  /** Whether the machine, as it is created, becomes its first version. */
  readonly publish?: boolean;
  readonly versionDescription?: string;
  readonly loggingConfiguration?: LoggingConfiguration;
  readonly tracingConfiguration?: { readonly enabled?: boolean };
}

/** Where an execution's history is written beside. */
export interface LoggingConfiguration {
  readonly level?: "ALL" | "ERROR" | "FATAL" | "OFF";
  readonly includeExecutionData?: boolean;
  readonly destinations?: readonly { readonly cloudWatchLogsLogGroup?: { readonly logGroupArn?: string } }[];
}

export interface CreateStateMachineOutput {
  readonly stateMachineArn: string;
  readonly creationDate: Date;
}

export interface UpdateStateMachineInput {
  readonly stateMachineArn: string;
  readonly definition?: string;
  readonly roleArn?: string;
  readonly publish?: boolean;
  readonly versionDescription?: string;
  readonly loggingConfiguration?: LoggingConfiguration;
  readonly tracingConfiguration?: { readonly enabled?: boolean };
}

export interface UpdateStateMachineOutput {
  readonly updateDate: Date;
  readonly revisionId?: string;
}

export interface DescribeStateMachineOutput {
  readonly stateMachineArn: string;
  readonly name: string;
  readonly status?: "ACTIVE" | "DELETING";
  readonly definition: string;
  readonly roleArn: string;
  readonly type: StateMachineType;
  readonly creationDate: Date;
  readonly revisionId?: string;
}

export interface ListStateMachinesOutput {
  readonly stateMachines: readonly StateMachineListItem[];
  readonly nextToken?: string;
}

export interface StateMachineListItem {
  readonly stateMachineArn: string;
  readonly name: string;
  readonly type: StateMachineType;
  readonly creationDate: Date;
}

export interface StartExecutionInput {
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

export interface DescribeExecutionOutput {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly name: string;
  readonly status: ExecutionStatus;
  readonly startDate: Date;
  readonly stopDate?: Date;
  readonly input?: string;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
  readonly redriveCount?: number;
}

export interface StopExecutionInput {
  readonly executionArn: string;
  readonly error?: string;
  readonly cause?: string;
}

export interface ListExecutionsInput extends Paging {
  readonly stateMachineArn?: string;
  readonly statusFilter?: ExecutionStatus;
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
