import type { Invocation, TaskCall } from "@stepbook/engine";
import type { TaskHost } from "./invoke";
import { failed } from "./lambda";

/** Gives a task to the worker that has waited for longest, or keeps it until one comes. */
export const awaitWorker = (call: TaskCall, { local }: TaskHost): Invocation => {
  const { store, tokens } = local;
  const activity = store.activity(call.resource);
  if (!activity) return failed("ActivityDoesNotExist", `Activity Does Not Exist: '${call.resource}'`, "ScheduleFailed");
  const [worker] = activity.workers;
  const end = (): void => {
    activity.tasks.delete(call);
    tokens.close(call.taskToken);
  };
  const result = tokens.open(call).finally(end);
  if (worker) worker(call);
  else activity.tasks.add(call);
  return { result, cancel: end };
};
