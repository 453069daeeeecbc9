/** When, where and after which event something happened in an execution. */
interface Event<Type extends string> {
  readonly timestamp: Date;
  readonly type: Type;
  /** 1 for the first event of an execution, then one more each. */
  readonly id: number;
  /** The event that led to this one; 0 or none for the first. It is the thread to follow through branches. */
  readonly previousEventId?: number;
}

/** Whether a payload in an event was left out or cut by the service. */
export interface DataDetails {
  readonly truncated?: boolean;
}

export interface ErrorDetails {
  readonly error?: string;
  readonly cause?: string;
}

export interface StateEnteredDetails {
  readonly name: string;
  readonly input?: string;
  readonly inputDetails?: DataDetails;
}

export interface StateExitedDetails {
  readonly name: string;
  readonly output?: string;
  readonly outputDetails?: DataDetails;
  /** Each variable's new value as JSON text. */
  readonly assignedVariables?: Readonly<Record<string, string>>;
  readonly assignedVariablesDetails?: DataDetails;
}

export interface TaskDetails {
  readonly resourceType: string;
  readonly resource: string;
}

export interface IterationDetails {
  readonly name: string;
  readonly index: number;
}

/** An event of a type with the details object that AWS gives it. */
type With<Type extends string, Key extends string, Details> = Event<Type> & {
  readonly [K in Key]?: Details;
};

/**
 * One event of an execution's history, as GetExecutionHistory gives it: the only event model of Stepbook, written
 * by the engine, read by the reducer, the graph and the tables.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
 */
export type HistoryEvent =
  | With<
      "ExecutionStarted",
      "executionStartedEventDetails",
      {
        readonly input?: string;
        readonly inputDetails?: DataDetails;
        readonly roleArn?: string;
        readonly stateMachineAliasArn?: string;
        readonly stateMachineVersionArn?: string;
      }
    >
  | With<
      "ExecutionSucceeded",
      "executionSucceededEventDetails",
      { readonly output?: string; readonly outputDetails?: DataDetails }
    >
  | With<"ExecutionFailed", "executionFailedEventDetails", ErrorDetails>
  | With<"ExecutionTimedOut", "executionTimedOutEventDetails", ErrorDetails>
  | With<"ExecutionAborted", "executionAbortedEventDetails", ErrorDetails>
  | With<"ExecutionRedriven", "executionRedrivenEventDetails", { readonly redriveCount?: number }>
  | With<
      | "PassStateEntered"
      | "ChoiceStateEntered"
      | "WaitStateEntered"
      | "TaskStateEntered"
      | "ParallelStateEntered"
      | "MapStateEntered"
      | "SucceedStateEntered"
      | "FailStateEntered",
      "stateEnteredEventDetails",
      StateEnteredDetails
    >
  | With<
      | "PassStateExited"
      | "ChoiceStateExited"
      | "WaitStateExited"
      | "TaskStateExited"
      | "ParallelStateExited"
      | "MapStateExited"
      | "SucceedStateExited",
      "stateExitedEventDetails",
      StateExitedDetails
    >
  | Event<
      | "WaitStateAborted"
      | "TaskStateAborted"
      | "ParallelStateAborted"
      | "MapStateAborted"
      | "ParallelStateStarted"
      | "ParallelStateSucceeded"
      | "ParallelStateFailed"
      | "MapStateSucceeded"
      | "MapStateFailed"
      | "MapRunAborted"
      | "MapRunSucceeded"
    >
  | With<
      "LambdaFunctionScheduled",
      "lambdaFunctionScheduledEventDetails",
      {
        readonly resource: string;
        readonly input?: string;
        readonly inputDetails?: DataDetails;
        readonly timeoutInSeconds?: number;
      }
    >
  | With<"LambdaFunctionScheduleFailed", "lambdaFunctionScheduleFailedEventDetails", ErrorDetails>
  | Event<"LambdaFunctionStarted">
  | With<"LambdaFunctionStartFailed", "lambdaFunctionStartFailedEventDetails", ErrorDetails>
  | With<
      "LambdaFunctionSucceeded",
      "lambdaFunctionSucceededEventDetails",
      { readonly output?: string; readonly outputDetails?: DataDetails }
    >
  | With<"LambdaFunctionFailed", "lambdaFunctionFailedEventDetails", ErrorDetails>
  | With<"LambdaFunctionTimedOut", "lambdaFunctionTimedOutEventDetails", ErrorDetails>
  | With<
      "TaskScheduled",
      "taskScheduledEventDetails",
      TaskDetails & {
        readonly region: string;
        readonly parameters: string;
        readonly timeoutInSeconds?: number;
        readonly heartbeatInSeconds?: number;
        readonly taskCredentials?: { readonly roleArn?: string };
      }
    >
  | With<"TaskStarted", "taskStartedEventDetails", TaskDetails>
  | With<"TaskStartFailed", "taskStartFailedEventDetails", TaskDetails & ErrorDetails>
  | With<
      "TaskSubmitted",
      "taskSubmittedEventDetails",
      TaskDetails & { readonly output?: string; readonly outputDetails?: DataDetails }
    >
  | With<"TaskSubmitFailed", "taskSubmitFailedEventDetails", TaskDetails & ErrorDetails>
  | With<
      "TaskSucceeded",
      "taskSucceededEventDetails",
      TaskDetails & { readonly output?: string; readonly outputDetails?: DataDetails }
    >
  | With<"TaskFailed", "taskFailedEventDetails", TaskDetails & ErrorDetails>
  | With<"TaskTimedOut", "taskTimedOutEventDetails", TaskDetails & ErrorDetails>
  | With<
      "ActivityScheduled",
      "activityScheduledEventDetails",
      {
        readonly resource: string;
        readonly input?: string;
        readonly inputDetails?: DataDetails;
        readonly timeoutInSeconds?: number;
        readonly heartbeatInSeconds?: number;
      }
    >
  | With<"ActivityScheduleFailed", "activityScheduleFailedEventDetails", ErrorDetails>
  | With<"ActivityStarted", "activityStartedEventDetails", { readonly workerName?: string }>
  | With<
      "ActivitySucceeded",
      "activitySucceededEventDetails",
      { readonly output?: string; readonly outputDetails?: DataDetails }
    >
  | With<"ActivityFailed", "activityFailedEventDetails", ErrorDetails>
  | With<"ActivityTimedOut", "activityTimedOutEventDetails", ErrorDetails>
  | With<"MapStateStarted", "mapStateStartedEventDetails", { readonly length: number }>
  | With<"MapIterationStarted", "mapIterationStartedEventDetails", IterationDetails>
  | With<"MapIterationSucceeded", "mapIterationSucceededEventDetails", IterationDetails>
  | With<"MapIterationFailed", "mapIterationFailedEventDetails", IterationDetails>
  | With<"MapIterationAborted", "mapIterationAbortedEventDetails", IterationDetails>
  | With<"MapRunStarted", "mapRunStartedEventDetails", { readonly mapRunArn: string }>
  | With<"MapRunFailed", "mapRunFailedEventDetails", ErrorDetails>
  | With<"MapRunRedriven", "mapRunRedrivenEventDetails", { readonly mapRunArn: string; readonly redriveCount?: number }>
  | With<
      "EvaluationFailed",
      "evaluationFailedEventDetails",
      ErrorDetails & { readonly location?: string; readonly state: string }
    >;

/** The name of every kind of event. */
export type HistoryEventType = HistoryEvent["type"];
