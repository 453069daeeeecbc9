import type { Paging, StepFunctionsApi, Tag } from "@stepbook/asl";

/**
 * Step Functions as it runs in this process: what Stepbook uses of it, and the operations of workers and callers. All in
 * AWS's names and shapes; each rejects with an Error whose `name` is AWS's code.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_Operations.html
 */
export interface LocalStepFunctions extends StepFunctionsApi {
  /** Ends well the task that a token stands for. `output` is JSON text. */
  sendTaskSuccess(input: { readonly taskToken: string; readonly output: string }): Promise<object>;
  sendTaskFailure(input: SendTaskFailureInput): Promise<object>;
  /** Tells that the task is alive: its HeartbeatSeconds begin anew. */
  sendTaskHeartbeat(input: { readonly taskToken: string }): Promise<object>;

  createActivity(input: { readonly name: string; readonly tags?: readonly Tag[] }): Promise<CreateActivityOutput>;
  deleteActivity(input: { readonly activityArn: string }): Promise<object>;
  describeActivity(input: { readonly activityArn: string }): Promise<ActivityListItem>;
  listActivities(input: Paging): Promise<ListActivitiesOutput>;
  /**
   * Waits for a task of an activity, for at most 60 seconds or until it is aborted: then `taskToken` is missing. Who has
   * aborted gets no task that comes later.
   */
  getActivityTask(
    input: GetActivityTaskInput,
    options?: { readonly abortSignal?: AbortSignal },
  ): Promise<GetActivityTaskOutput>;
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
