import type { TaskCall } from "@stepbook/engine";
import type { LocalStepFunctions } from "../api";
import { checkArn } from "../arns";
import { checkName, checkText } from "../checks";
import type { Embedded } from "../embedded";
import { pageOf } from "../paging";
import type { ActivityRecord } from "../store";
import { checkTags } from "./tags";

type Operations = Pick<
  LocalStepFunctions,
  "createActivity" | "deleteActivity" | "describeActivity" | "listActivities" | "getActivityTask"
>;

/** What is done with activities, and how a worker asks for a task of one. */
export const activityOperations = (local: Embedded): Operations => {
  const { store, today, arnOf, activityOf } = local;
  return {
    async createActivity({ name, tags }) {
      const arn = arnOf("activity", checkName(name));
      const known = store.activity(arn);
      if (known) return { activityArn: arn, creationDate: known.creationDate };
      const creationDate = today();
      const number = store.number();
      const kept = checkTags(arn, tags);
      store.putActivity({ number, arn, name, creationDate, tags: kept, tasks: new Set(), workers: new Set() });
      return { activityArn: arn, creationDate };
    },

    async deleteActivity({ activityArn }) {
      store.deleteActivity(checkArn("activity", activityArn));
      return {};
    },

    async describeActivity({ activityArn }) {
      return headOf(activityOf(activityArn));
    },

    async listActivities(paging) {
      const { items, ...token } = pageOf(store.activities(), ({ number }) => number, paging);
      return { activities: items.map(headOf), ...token };
    },

    async getActivityTask({ activityArn, workerName }, { abortSignal } = {}) {
      const activity = activityOf(activityArn);
      checkText("workerName", workerName, 80);
      const task = await nextTask(local, activity, abortSignal);
      if (!task) return {};
      const { taskToken = "", parameters, signals } = task;
      local.tokens.hold(taskToken);
      signals.started(workerName);
      return { taskToken, input: JSON.stringify(parameters) };
    },
  };
};

const headOf = ({ arn, name, creationDate }: ActivityRecord) => ({ activityArn: arn, name, creationDate });

/** How long a worker waits for a task, in milliseconds. */
const longestPoll = 60_000;

/** The oldest task that waits, or the next that comes before the worker goes. */
const nextTask = (
  { clock }: Embedded,
  { tasks, workers }: ActivityRecord,
  abortSignal?: AbortSignal,
): Promise<TaskCall | undefined> => {
  if (abortSignal?.aborted) return Promise.resolve(undefined);
  const [waiting] = tasks;
  if (waiting) {
    tasks.delete(waiting);
    return Promise.resolve(waiting);
  }
  return new Promise((resolve) => {
    const take = (task?: TaskCall): void => {
      stopTimer();
      abortSignal?.removeEventListener("abort", leave);
      workers.delete(take);
      resolve(task);
    };
    const leave = (): void => take();
    const stopTimer = clock.sleep(longestPoll, leave);
    abortSignal?.addEventListener("abort", leave);
    workers.add(take);
  });
};
