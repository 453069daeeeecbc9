import type {
  TestStateInput,
  TestStateOutput,
  ValidateStateMachineDefinitionInput,
  ValidateStateMachineDefinitionOutput,
} from "./api-checks";
import type {
  DescribeExecutionInput,
  DescribeExecutionOutput,
  GetExecutionHistoryInput,
  GetExecutionHistoryOutput,
  ListExecutionsInput,
  ListExecutionsOutput,
  RedriveExecutionInput,
  StartExecutionInput,
  StartExecutionOutput,
  StartSyncExecutionInput,
  StartSyncExecutionOutput,
  StopExecutionInput,
} from "./api-executions";
import type {
  CreateStateMachineInput,
  CreateStateMachineOutput,
  DescribeStateMachineForExecutionInput,
  DescribeStateMachineForExecutionOutput,
  DescribeStateMachineInput,
  DescribeStateMachineOutput,
  ListStateMachinesOutput,
  ListTagsForResourceOutput,
  TagResourceInput,
  UntagResourceInput,
  UpdateStateMachineInput,
  UpdateStateMachineOutput,
} from "./api-machines";
import type { DescribeMapRunOutput, ListMapRunsInput, ListMapRunsOutput, UpdateMapRunInput } from "./api-map-runs";
import type {
  AliasInput,
  CreateStateMachineAliasInput,
  CreateStateMachineAliasOutput,
  DescribeStateMachineAliasOutput,
  ListStateMachineAliasesOutput,
  ListStateMachineVersionsOutput,
  OfStateMachine,
  PublishStateMachineVersionInput,
  PublishStateMachineVersionOutput,
  UpdateStateMachineAliasInput,
} from "./api-versions";

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
  describeStateMachine(input: DescribeStateMachineInput): Promise<DescribeStateMachineOutput>;
  describeStateMachineForExecution(
    input: DescribeStateMachineForExecutionInput,
  ): Promise<DescribeStateMachineForExecutionOutput>;
  deleteStateMachine(input: { readonly stateMachineArn: string }): Promise<unknown>;
  listStateMachines(input: Paging): Promise<ListStateMachinesOutput>;
  validateStateMachineDefinition(
    input: ValidateStateMachineDefinitionInput,
  ): Promise<ValidateStateMachineDefinitionOutput>;
  testState(input: TestStateInput): Promise<TestStateOutput>;

  publishStateMachineVersion(input: PublishStateMachineVersionInput): Promise<PublishStateMachineVersionOutput>;
  deleteStateMachineVersion(input: { readonly stateMachineVersionArn: string }): Promise<unknown>;
  listStateMachineVersions(input: OfStateMachine): Promise<ListStateMachineVersionsOutput>;
  createStateMachineAlias(input: CreateStateMachineAliasInput): Promise<CreateStateMachineAliasOutput>;
  updateStateMachineAlias(input: UpdateStateMachineAliasInput): Promise<{ readonly updateDate: Date }>;
  describeStateMachineAlias(input: AliasInput): Promise<DescribeStateMachineAliasOutput>;
  deleteStateMachineAlias(input: AliasInput): Promise<unknown>;
  listStateMachineAliases(input: OfStateMachine): Promise<ListStateMachineAliasesOutput>;

  tagResource(input: TagResourceInput): Promise<unknown>;
  untagResource(input: UntagResourceInput): Promise<unknown>;
  listTagsForResource(input: { readonly resourceArn: string }): Promise<ListTagsForResourceOutput>;

  startExecution(input: StartExecutionInput): Promise<StartExecutionOutput>;
  /** Runs an EXPRESS state machine and answers when it has ended, however it ended. */
  startSyncExecution(input: StartSyncExecutionInput): Promise<StartSyncExecutionOutput>;
  describeExecution(input: DescribeExecutionInput): Promise<DescribeExecutionOutput>;
  stopExecution(input: StopExecutionInput): Promise<{ readonly stopDate: Date }>;
  /** Goes on with an execution that failed, timed out or was stopped in the last 14 days, from where it failed. */
  redriveExecution(input: RedriveExecutionInput): Promise<{ readonly redriveDate: Date }>;
  /** The executions of a state machine, or with `mapRunArn` the children of a map run. */
  listExecutions(input: ListExecutionsInput): Promise<ListExecutionsOutput>;
  getExecutionHistory(input: GetExecutionHistoryInput): Promise<GetExecutionHistoryOutput>;

  describeMapRun(input: { readonly mapRunArn: string }): Promise<DescribeMapRunOutput>;
  listMapRuns(input: ListMapRunsInput): Promise<ListMapRunsOutput>;
  /** Changes what bounds a map run, from now on. */
  updateMapRun(input: UpdateMapRunInput): Promise<unknown>;
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

/** How much is told of what is encrypted. */
export type IncludedData = "ALL_DATA" | "METADATA_ONLY";
