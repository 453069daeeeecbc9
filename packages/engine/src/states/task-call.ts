import type { HistoryEventType } from "@stepbook/asl";
import { Failure } from "../failure";
import type { Steps } from "../fiber";
import { type FailedStep, type TaskCall, TaskError, type TaskResult } from "../host";
import { exceeds, Payload } from "../payload";
import { type EventDetails, whole } from "../recorder";
import type { Visit } from "../visit";
import type { ResourceKind } from "./resource";
import { type News, type OpenTask, openTask } from "./task-inbox";

/** What the fields of a Task state say about its call, worked out. */
export interface CallFields {
  readonly timeoutSeconds: number | undefined;
  readonly heartbeatSeconds: number | undefined;
  readonly roleArn: string | undefined;
}

/** Calls a task once, and tells the history of each step of it. */
export function* perform(visit: Visit, kind: ResourceKind, parameters: Payload, fields: CallFields): Steps<Payload> {
  const { execution } = visit.thread;
  const { family, named } = kind;
  recordStep(visit, family, "Scheduled", {
    ...kind.describe(parameters.text, execution.region),
    ...given("timeoutInSeconds", fields.timeoutSeconds),
    ...(family === "LambdaFunction" ? undefined : given("heartbeatInSeconds", fields.heartbeatSeconds)),
    ...given("taskCredentials", fields.roleArn && { roleArn: fields.roleArn }),
  });
  const task = begin(visit, kind, callOf(visit, kind, parameters, fields));
  try {
    if (family !== "Activity") recordStep(visit, family, "Started", named);
    return yield* follow(visit, kind, task);
  } finally {
    task.close();
  }
}

/** Waits until the task has ended, and tells of what happens to it meanwhile. */
function* follow(visit: Visit, kind: ResourceKind, task: OpenTask): Steps<Payload> {
  const { family, named } = kind;
  let submitted = kind.pattern === "response" || family === "Activity";
  for (;;) {
    const news = (yield task.next) as News;
    switch (news.kind) {
      case "started":
        recordStep(visit, family, "Started", { ...given("workerName", news.workerName) });
        break;
      case "submitted":
        submitted = true;
        recordStep(visit, family, "Submitted", { ...named, ...outputOf(payloadOf(news.answer)) });
        break;
      case "succeeded":
        return succeed(visit, kind, payloadOf(news.result));
      case "timedOut":
        throw timeOut(visit, kind, news.heartbeat);
      case "failed":
        throw news.error instanceof TaskError
          ? fail(visit, kind, news.error, submitted ? "Failed" : "SubmitFailed")
          : news.error;
    }
  }
}

const begin = (visit: Visit, kind: ResourceKind, call: Omit<TaskCall, "signals">): OpenTask => {
  try {
    return openTask(visit.thread.execution.host, call, kind.family !== "Activity");
  } catch (error) {
    throw error instanceof TaskError ? fail(visit, kind, error, "StartFailed") : error;
  }
};

const given = (key: string, value: unknown): EventDetails | undefined =>
  value === undefined ? undefined : { [key]: value };

const callOf = (
  visit: Visit,
  kind: ResourceKind,
  parameters: Payload,
  fields: CallFields,
): Omit<TaskCall, "signals"> => {
  const { timeoutSeconds, heartbeatSeconds, roleArn } = fields;
  return {
    resource: kind.resource,
    pattern: kind.pattern,
    parameters: parameters.value,
    state: visit.program.name,
    executionArn: visit.thread.execution.context.Execution.Id,
    retryCount: visit.retryCount,
    ...(visit.taskToken === undefined ? {} : { taskToken: visit.taskToken }),
    ...(roleArn === undefined ? {} : { roleArn }),
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
    ...(heartbeatSeconds === undefined ? {} : { heartbeatSeconds }),
  };
};

/** Adds an event of a task's family. The key of its details is made of its name. */
const recordStep = (visit: Visit, family: string, step: string, details?: EventDetails): void => {
  const type = `${family}${step}` as HistoryEventType;
  const key = details && `${family.charAt(0).toLowerCase()}${family.slice(1)}${step}EventDetails`;
  visit.thread.lastId = visit.thread.execution.recorder.add(type, visit.thread.lastId, key, details);
};

const payloadOf = ({ output, text }: TaskResult): Payload => new Payload(output, text);

const outputOf = ({ text }: Payload): EventDetails => ({ output: text, outputDetails: whole });

const succeed = (visit: Visit, kind: ResourceKind, output: Payload): Payload => {
  if (exceeds(output.text, visit.thread.execution.limits.payloadBytes)) {
    const cause = `The state/task '${kind.title}' returned a result with a size exceeding the maximum number of bytes service limit.`;
    throw fail(visit, kind, new TaskError("States.DataLimitExceeded", cause), "Failed");
  }
  recordStep(visit, kind.family, "Succeeded", { ...kind.named, ...outputOf(output) });
  return output;
};

const fail = (visit: Visit, { family, named }: ResourceKind, told: TaskError, step: FailedStep): Failure => {
  const failure = new Failure("task", told.error, told.cause);
  const { error, cause } = failure;
  recordStep(visit, family, told.step ?? step, { ...named, ...given("error", error), ...given("cause", cause) });
  return failure;
};

const timeOut = (visit: Visit, { family, named }: ResourceKind, heartbeat: boolean): Failure => {
  const error = "States.Timeout";
  recordStep(visit, family, "TimedOut", { ...named, error });
  return Object.assign(new Failure("task", error, ""), heartbeat ? { alias: "States.HeartbeatTimeout" } : {});
};
