import type { Invocation, TaskCall, TaskProgress } from "@stepbook/engine";
import { followAgain } from "./action";
import { awaitWorker } from "./activity";
import type { TaskHost } from "./invoke";
import { failed } from "./lambda";
import { resourceOf } from "./resource";

/**
 * Goes on with a task that a process had begun which is gone: where somebody else has its token, where no worker has
 * taken it, or where its job is an execution of this service. All others may have been done or not: they fail.
 */
export const resumeTask = (call: TaskCall, { started, submitted }: TaskProgress, host: TaskHost): Invocation => {
  if (resourceOf(call.resource).kind === "activity") return started ? awaitToken(call, host) : awaitWorker(call, host);
  if (submitted && call.pattern === "callback") return awaitToken(call, host);
  return (submitted && followAgain(call, submitted, host)) ?? failed("States.TaskFailed", interrupted(call));
};

const awaitToken = (call: TaskCall, { local: { tokens } }: TaskHost): Invocation => {
  const end = (): void => tokens.close(call.taskToken);
  return { result: tokens.open(call).finally(end), cancel: end };
};

const interrupted = ({ state }: TaskCall): string =>
  `The process that ran the task of the state ${JSON.stringify(state)} ended before the task did. The task may have done its work, a part of it, or nothing; a Retry of States.TaskFailed, or a redrive, does it again.`;
