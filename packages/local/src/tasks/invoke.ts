import type { Invocation, TaskCall } from "@stepbook/engine";
import type { Embedded } from "../embedded";
import { performAction } from "./action";
import { awaitWorker } from "./activity";
import { invokeFunction, invokeLambda } from "./lambda";
import { type Resource, resourceOf } from "./resource";

/** What the tasks of one execution call on. */
export interface TaskHost {
  readonly local: Embedded;
  /** A uuid by the chance of the execution. */
  readonly uuid: () => string;
}

/** How each kind of task is begun. */
const kinds: Readonly<Record<Resource["kind"], (call: TaskCall, host: TaskHost) => Invocation>> = {
  invoke: invokeLambda,
  function: invokeFunction,
  activity: awaitWorker,
  action: performAction,
};

/** Begins a task: a function, an activity, or an action of a service. */
export const invokeTask = (call: TaskCall, host: TaskHost): Invocation =>
  kinds[resourceOf(call.resource).kind](call, host);
