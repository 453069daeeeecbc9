import type { Json, JsonObject } from "@stepbook/asl";
import type { TaskCall, TaskError } from "@stepbook/engine";
import type { Embedded } from "../embedded";
import type { LocalServiceError } from "../service-error";
import type { HeadersOf } from "./metadata";

/** A request that a task makes. */
export interface ServiceRequest {
  readonly parameters: JsonObject;
  readonly call: TaskCall;
  readonly local: Embedded;
  /** A uuid by the chance of the execution. */
  readonly uuid: () => string;
  /** Aborted when nobody waits for the task any more. */
  readonly signal: AbortSignal;
}

/** An action of a service. */
export interface Action {
  /**
   * Answers the request, in the names of the task's result.
   *
   * @throws LocalServiceError named by the service's code, or a TaskError as it is to be told.
   */
  readonly request: (request: ServiceRequest) => Promise<Json>;
  /** Waits for the job that the request began, where the service has `.sync` or `.sync:2` for it. */
  readonly job?: Readonly<Partial<Record<"sync" | "sync:2", Follow>>>;
}

export type Follow = (answer: Json, request: ServiceRequest) => Promise<Json>;

/** A service that is there in this process: what stands in the middle of `arn:aws:states:::SERVICE:ACTION`. */
export interface Service {
  readonly actions: Readonly<Record<string, Action>>;
  /** Its jobs outlast the process that began them. */
  readonly jobsLast?: true;
  /** How the task fails where a request is refused. */
  readonly errorOf: (error: LocalServiceError, requestId: string) => TaskError;
  /** The headers of its answers, where a task's result tells of the HTTP exchange. */
  readonly headersOf?: HeadersOf;
}
