import { isJsonObject } from "@stepbook/asl";
import type { Invocation, TaskCall, TaskResult } from "@stepbook/engine";
import { noStandInText } from "../missing";
import { LocalServiceError } from "../service-error";
import { serviceOf } from "../services";
import { withMetadata } from "../services/metadata";
import type { Action, Service, ServiceRequest } from "../services/service";
import type { TaskHost } from "./invoke";
import { failed, runFunction } from "./lambda";
import { type Begun, inPattern } from "./pattern";
import { type Resource, resourceOf } from "./resource";

type ActionResource = Extract<Resource, { readonly kind: "action" }>;

/** An action of a service: done by the function that stands in for it, else by the service that is there. */
export const performAction = (call: TaskCall, host: TaskHost): Invocation => {
  const { local } = host;
  const resource = resourceOf(call.resource) as ActionResource;
  const standIn = local.functions.get(call.resource) ?? local.functions.get(resource.base);
  if (standIn)
    return inPattern(call, local.tokens, () =>
      runFunction(standIn, resource.base, call.parameters, call, host, ({ errorMessage }) => errorMessage),
    );
  const service = serviceOf(resource.service);
  const action = service && Object.hasOwn(service.actions, resource.action) && service.actions[resource.action];
  if (!service || !action || (call.pattern === "completion" && !jobOf(action, resource)))
    return failed("States.TaskFailed", noStandInText(call.resource, call.state));
  return inPattern(call, local.tokens, () => begin(service, action, resource, call, host));
};

/** Goes on waiting for the job that a request began, where it outlasts the process that asked. */
export const followAgain = (call: TaskCall, { output }: TaskResult, host: TaskHost): Invocation | undefined => {
  const { local, uuid } = host;
  const resource = resourceOf(call.resource) as ActionResource;
  const service = serviceOf(resource.service);
  const action = service?.jobsLast && !local.functions.has(resource.base) && service.actions[resource.action];
  const follow = action && jobOf(action, resource);
  if (!service || !follow || call.pattern !== "completion") return undefined;
  const controller = new AbortController();
  const parameters = isJsonObject(call.parameters) ? call.parameters : {};
  const request: ServiceRequest = { parameters, call, local, uuid, signal: controller.signal };
  const done = follow(output, request).then((result) => ({ output: result }));
  return {
    result: done.catch((error: unknown): never => {
      throw error instanceof LocalServiceError ? service.errorOf(error, uuid()) : error;
    }),
    cancel: () => controller.abort(),
  };
};

const jobOf = ({ job }: Action, { pattern }: ActionResource) =>
  pattern === "sync" || pattern === "sync:2" ? job?.[pattern] : undefined;

const begin = (service: Service, action: Action, resource: ActionResource, call: TaskCall, host: TaskHost): Begun => {
  const { local, uuid } = host;
  const controller = new AbortController();
  const parameters = isJsonObject(call.parameters) ? call.parameters : {};
  const request: ServiceRequest = { parameters, call, local, uuid, signal: controller.signal };
  const requestId = uuid();
  const { headersOf } = service;
  const told = (error: unknown): never => {
    throw error instanceof LocalServiceError ? service.errorOf(error, requestId) : error;
  };
  const ask = async (): Promise<TaskResult> => {
    local.clock.hold(1);
    try {
      const answer = await action.request(request);
      const output = headersOf ? withMetadata(answer, headersOf, requestId, local.clock.now()) : answer;
      return { output };
    } finally {
      local.clock.hold(-1);
    }
  };
  const follow = jobOf(action, resource);
  return {
    result: ask().catch(told),
    job: follow && (({ output }) => follow(output, request).then((done) => ({ output: done }), told)),
    cancel: () => controller.abort(),
  };
};
