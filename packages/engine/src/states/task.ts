import type { HistoryEventType, Json } from "@stepbook/asl";
import { compileField } from "../data/jsonata";
import { compileTemplate } from "../data/template";
import { evaluationTrouble, Failure, runtimeTrouble } from "../failure";
import type { Steps, Suspension } from "../fiber";
import { type TaskCall, TaskError, type TaskResult } from "../host";
import { exceeds, Payload } from "../payload";
import { type EventDetails, whole } from "../recorder";
import { sourcesOf, type Visit } from "../visit";
import { type CompileState, compileDynamic, type Found, leaveBy, type Place, type ReadValue } from "./place";
import { type ResourceKind, resourceKindOf } from "./resource";

/** Has something done: a function, or an action of a service. */
export const compileTask: CompileState = (place) => {
  const kind = resourceKindOf(String(place.fields.Resource), place.path);
  const timeout = compileDynamic(place, "TimeoutSeconds");
  const heartbeat = compileDynamic(place, "HeartbeatSeconds");
  const credentials = compileCredentials(place);
  return function* (visit) {
    const input = yield* place.flow.input(visit);
    const parameters = yield* place.flow.parameters(visit, input);
    const limits = {
      timeoutInSeconds: yield* seconds(timeout, visit, input.value, "TimeoutSeconds"),
      heartbeatInSeconds: yield* seconds(heartbeat, visit, input.value, "HeartbeatSeconds"),
    };
    const role = credentials && (yield* credentials(visit, input.value));
    record(visit, kind.scheduled, "Scheduled", {
      ...kind.describe(parameters.text, visit.thread.execution.region),
      ...Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined)),
      ...(role === undefined ? {} : { taskCredentials: { roleArn: role } }),
    });
    record(visit, kind.scheduled, "Started", kind.named);
    const result = yield* perform(visit, kind, parameters, limits.timeoutInSeconds);
    return yield* leaveBy(place, visit, input, result);
  };
};

function* seconds(read: ReadValue | undefined, visit: Visit, input: Json, field: string): Steps<number | undefined> {
  if (!read) return undefined;
  const found = yield* read(visit, input);
  if (typeof found.value === "number" && Number.isInteger(found.value) && found.value > 0) return found.value;
  throw notSeconds(found, field);
}

const notSeconds = ({ value, path }: Found, field: string): Error =>
  path === undefined
    ? evaluationTrouble(
        `The ${field} field cannot be parsed as a positive whole number: ${JSON.stringify(value)}`,
        field,
      )
    : runtimeTrouble(
        `The ${field}Path field refers to value "${JSON.stringify(value)}" which is not a valid integer: ${path}`,
      );

type ReadRole = (visit: Visit, input: Json) => Steps<string>;

const compileCredentials = ({ fields, language }: Place): ReadRole | undefined => {
  const { Credentials } = fields;
  if (Credentials === undefined) return undefined;
  const expression = language === "JSONata" ? compileField(Credentials, "Credentials") : undefined;
  const template = language === "JSONata" ? undefined : compileTemplate(Credentials);
  return function* (visit, input) {
    const value = template
      ? template(sourcesOf(visit, input))
      : typeof expression === "function"
        ? yield* expression(sourcesOf(visit, null), { input })
        : expression;
    return String((value as { readonly RoleArn?: Json }).RoleArn);
  };
};

const record = (visit: Visit, family: string, step: string, details?: EventDetails): void => {
  const type = `${family}${step}` as HistoryEventType;
  const key = details && `${family.charAt(0).toLowerCase()}${family.slice(1)}${step}EventDetails`;
  visit.thread.lastId = visit.thread.execution.recorder.add(type, visit.thread.lastId, key, details);
};

function* perform(visit: Visit, kind: ResourceKind, parameters: Payload, limit: number | undefined): Steps<Payload> {
  const { execution } = visit.thread;
  const fail = (name: string, reason: string, step: "Failed" | "TimedOut"): Failure => {
    const failure = new Failure("task", name, reason);
    const { error, cause } = failure;
    record(visit, kind.scheduled, step, { ...kind.named, error, ...(step === "Failed" ? { cause } : {}) });
    return failure;
  };
  const call: TaskCall = {
    resource: kind.resource,
    parameters: parameters.value,
    state: visit.program.name,
    executionArn: execution.context.Execution.Id,
    retryCount: visit.retryCount,
  };
  let result: TaskResult | undefined;
  try {
    result = (yield begin(visit, call, limit)) as TaskResult | undefined;
  } catch (error) {
    if (!(error instanceof TaskError)) throw error;
    throw fail(error.error, error.cause, "Failed");
  }
  if (result === undefined) throw fail("States.Timeout", "", "TimedOut");
  const output = new Payload(result.output, result.text);
  if (exceeds(output.text, execution.payloadBytes)) {
    const cause = `The state/task '${kind.title}' returned a result with a size exceeding the maximum number of bytes service limit.`;
    throw fail("States.DataLimitExceeded", cause, "Failed");
  }
  record(visit, kind.scheduled, "Succeeded", { ...kind.named, output: output.text, outputDetails: whole });
  return output;
}

/** Waits for a task, at most for some seconds: then nothing comes of it. */
const begin =
  (visit: Visit, call: TaskCall, limit: number | undefined): Suspension =>
  (resume) => {
    const { host } = visit.thread.execution;
    const invocation = host.invoke(call);
    const stopTimer =
      limit === undefined
        ? () => undefined
        : host.sleep(limit * 1000, () => {
            invocation.cancel();
            resume(undefined, undefined);
          });
    invocation.result.then(
      (result) => {
        stopTimer();
        resume(undefined, result);
      },
      (error: unknown) => {
        stopTimer();
        resume(error ?? new Error("rejected without a reason"));
      },
    );
    return () => {
      stopTimer();
      invocation.cancel();
    };
  };
