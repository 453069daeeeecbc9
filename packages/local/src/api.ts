import type {
  DescribeExecutionOutput,
  ExecutionListItem,
  ExecutionStatus,
  ListExecutionsInput,
  Paging,
  StartExecutionInput,
  StepFunctionsApi,
  Tag,
} from "@stepbook/asl";

/**
 * Step Functions as it runs in this process: what Stepbook uses of it, and the operations of workers, callers and tests.
 * All in AWS's names and shapes; each rejects with an Error whose `name` is AWS's code.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_Operations.html
 */
export interface LocalStepFunctions extends StepFunctionsApi {
  describeExecution(input: { readonly executionArn: string }): Promise<LocalDescribeExecutionOutput>;
  /** Runs an EXPRESS state machine and answers when it has ended, however it ended. */
  startSyncExecution(input: StartExecutionInput): Promise<StartSyncExecutionOutput>;

  /** Goes on with an execution that failed, timed out or was stopped in the last 14 days, from where it failed. */
  redriveExecution(input: RedriveExecutionInput): Promise<{ readonly redriveDate: Date }>;

  /** Ends well the task that a token stands for. `output` is JSON text. */
  sendTaskSuccess(input: { readonly taskToken: string; readonly output: string }): Promise<object>;
  sendTaskFailure(input: SendTaskFailureInput): Promise<object>;
  /** Tells that the task is alive: its HeartbeatSeconds begin anew. */
  sendTaskHeartbeat(input: { readonly taskToken: string }): Promise<object>;

  createActivity(input: { readonly name: string; readonly tags?: readonly Tag[] }): Promise<CreateActivityOutput>;
  deleteActivity(input: { readonly activityArn: string }): Promise<object>;
  describeActivity(input: { readonly activityArn: string }): Promise<ActivityListItem>;
  listActivities(input: Paging): Promise<ListActivitiesOutput>;
  /** Waits for a task of an activity, for at most 60 seconds: then `taskToken` is missing. */
  getActivityTask(input: GetActivityTaskInput): Promise<GetActivityTaskOutput>;

  describeMapRun(input: { readonly mapRunArn: string }): Promise<DescribeMapRunOutput>;
  listMapRuns(input: ListMapRunsInput): Promise<ListMapRunsOutput>;
  /** Changes what bounds a map run, from now on. */
  updateMapRun(input: UpdateMapRunInput): Promise<object>;
  /** The executions of a state machine, or with `mapRunArn` the children of a map run. */
  listExecutions(input: LocalListExecutionsInput): Promise<LocalListExecutionsOutput>;
}

export interface LocalListExecutionsInput extends ListExecutionsInput {
  readonly mapRunArn?: string;
}

export interface LocalListExecutionsOutput {
  readonly executions: readonly LocalExecutionListItem[];
  readonly nextToken?: string;
}

export interface LocalExecutionListItem extends ExecutionListItem {
  readonly mapRunArn?: string;
  readonly itemCount?: number;
}

/** How many items, or child executions, of a map run stand where. */
export interface MapRunCounts {
  readonly pending: number;
  readonly running: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly timedOut: number;
  readonly aborted: number;
  readonly total: number;
  readonly resultsWritten: number;
  readonly failuresNotRedrivable: number;
  readonly pendingRedrive: number;
}

export interface DescribeMapRunOutput {
  readonly mapRunArn: string;
  readonly executionArn: string;
  readonly status: "RUNNING" | "SUCCEEDED" | "FAILED" | "ABORTED";
  readonly startDate: Date;
  readonly stopDate?: Date;
  readonly maxConcurrency: number;
  readonly toleratedFailurePercentage: number;
  readonly toleratedFailureCount: number;
  readonly itemCounts: MapRunCounts;
  readonly executionCounts: MapRunCounts;
  readonly redriveCount: number;
}

export interface ListMapRunsInput extends Paging {
  readonly executionArn: string;
}

export interface ListMapRunsOutput {
  readonly mapRuns: readonly MapRunListItem[];
  readonly nextToken?: string;
}

export interface MapRunListItem {
  readonly executionArn: string;
  readonly mapRunArn: string;
  readonly stateMachineArn: string;
  readonly startDate: Date;
  readonly stopDate?: Date;
}

export interface UpdateMapRunInput {
  readonly mapRunArn: string;
  readonly maxConcurrency?: number;
  /** From 0 to 100. */
  readonly toleratedFailurePercentage?: number;
  readonly toleratedFailureCount?: number;
}

export interface LocalDescribeExecutionOutput extends DescribeExecutionOutput {
  readonly inputDetails: Included;
  readonly outputDetails?: Included;
  readonly redriveCount: number;
  readonly redriveDate?: Date;
  readonly redriveStatus: "REDRIVABLE" | "NOT_REDRIVABLE" | "REDRIVABLE_BY_MAP_RUN";
  readonly redriveStatusReason?: string;
  /** The map run that it is a child of. */
  readonly mapRunArn?: string;
}

/** Whether the service gave data along, which it always does here. */
export interface Included {
  readonly included: boolean;
}

export interface StartSyncExecutionOutput {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly name: string;
  readonly startDate: Date;
  readonly stopDate: Date;
  readonly status: Extract<ExecutionStatus, "SUCCEEDED" | "FAILED" | "TIMED_OUT">;
  readonly error?: string;
  readonly cause?: string;
  readonly input: string;
  readonly inputDetails: Included;
  readonly output?: string;
  readonly outputDetails?: Included;
  readonly traceHeader?: string;
  readonly billingDetails: { readonly billedMemoryUsedInMB: number; readonly billedDurationInMilliseconds: number };
}

export interface RedriveExecutionInput {
  readonly executionArn: string;
  /** Asked again with the same token, nothing is redriven again. */
  readonly clientToken?: string;
}

export interface SendTaskFailureInput {
  readonly taskToken: string;
  readonly error?: string;
  readonly cause?: string;
}

export interface CreateActivityOutput {
  readonly activityArn: string;
  readonly creationDate: Date;
}

export interface ActivityListItem {
  readonly activityArn: string;
  readonly name: string;
  readonly creationDate: Date;
}

export interface ListActivitiesOutput {
  readonly activities: readonly ActivityListItem[];
  readonly nextToken?: string;
}

export interface GetActivityTaskInput {
  readonly activityArn: string;
  /** Told in the history: at most 80 characters. */
  readonly workerName?: string;
}

export interface GetActivityTaskOutput {
  readonly taskToken?: string;
  /** JSON text. */
  readonly input?: string;
}
