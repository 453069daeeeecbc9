import type { Json } from "@stepbook/asl";

/** What the context object tells of an execution. The same for all its states. */
export interface ExecutionContext {
  readonly Execution: {
    readonly Id: string;
    readonly Input: Json;
    readonly StartTime: string;
    readonly Name: string;
    readonly RoleArn: string;
    /** Missing where a state is tested by itself. */
    readonly RedriveCount?: number;
    /** Only where it was redriven. */
    readonly RedriveTime?: string;
  };
  readonly StateMachine: { readonly Id: string; readonly Name: string };
}

/** The item of a Map that a thread of states works on. */
export interface MapItem {
  readonly Index: number;
  /** The name of a member, where the items are the members of an object. */
  readonly Key?: string;
  readonly Value: Json;
  /** Where a distributed Map has it from: `STATE_DATA`, or the address of a bucket or an object. */
  readonly Source?: string;
}

/** What the context object tells of one visit of a state. */
interface VisitContext {
  readonly name: string;
  readonly enteredTime: number;
  /** How often it was tried again; only states that may retry tell. */
  readonly retryCount?: number;
  readonly item?: MapItem | undefined;
  /** Only a task that somebody else may end has one. */
  readonly taskToken?: string;
}

/** The context object `$$`. @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */
export const contextOf = (execution: ExecutionContext, visit: VisitContext): Json => ({
  Execution: { ...execution.Execution },
  StateMachine: { ...execution.StateMachine },
  State: {
    Name: visit.name,
    EnteredTime: new Date(visit.enteredTime).toISOString(),
    ...(visit.retryCount === undefined ? {} : { RetryCount: visit.retryCount }),
  },
  ...(visit.taskToken === undefined ? {} : { Task: { Token: visit.taskToken } }),
  ...(visit.item ? { Map: { Item: { ...visit.item } } } : {}),
});
