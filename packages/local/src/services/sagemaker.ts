import type { Json, JsonObject } from "@stepbook/asl";
import { TaskError } from "@stepbook/engine";
import type { CreateTrainingJobInput, SageMaker } from "../sagemaker";
import { optimizedError, sdkError } from "./faults";
import { usualHeaders } from "./metadata";
import type { Action, Follow, Service } from "./service";

/** A value as a task's result tells it; times as `time` says. */
const told = (value: unknown, time: (date: Date) => Json): Json => {
  if (value instanceof Date) return time(value);
  if (Array.isArray(value)) return value.map((item) => told(item, time));
  if (typeof value !== "object" || value === null) return value as Json;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, told(member, time)]));
};

const inMilliseconds = (date: Date): Json => date.getTime();
const asText = (date: Date): Json => date.toISOString();

/** Waits for the job to end. Where nobody waits for the task any more, the job is stopped. */
const follow: Follow = async (_, { parameters, local, signal }) => {
  const job = { TrainingJobName: String(parameters.TrainingJobName) };
  // It may have ended by itself just before.
  const stop = (): void => void local.sagemaker.stopTrainingJob(job).catch(() => undefined);
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop);
  local.clock.busy(1);
  try {
    const end = await local.sagemaker.trainingJobEnd(job);
    const description = told(end, inMilliseconds);
    if (end.TrainingJobStatus === "Completed") return description;
    throw new TaskError("States.TaskFailed", JSON.stringify(description));
  } finally {
    local.clock.busy(-1);
    signal.removeEventListener("abort", stop);
  }
};

const createTrainingJob: Action = {
  request: async ({ parameters, local }) => ({
    ...(await local.sagemaker.createTrainingJob(parameters as unknown as CreateTrainingJobInput)),
  }),
  job: { sync: follow },
};

type Operation = "describeTrainingJob" | "listTrainingJobs" | "stopTrainingJob";

/** The members that are times, which a task gives as text. */
const withTimes = (parameters: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      /Time(After|Before)$/.test(name) ? (new Date(value as string) as unknown as Json) : (value as Json),
    ]),
  );

const asking = (operation: Operation): Action => ({
  request: async ({ parameters, local }) => {
    const ask = local.sagemaker[operation] as (input: JsonObject) => ReturnType<SageMaker[Operation]>;
    return told(await ask(withTimes(parameters)), asText);
  },
});

const own = new Set(["ResourceInUse", "ResourceNotFound", "ResourceLimitExceeded"]);

/**
 * Training on this machine: `arn:aws:states:::sagemaker:createTrainingJob`, and with `.sync`.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html
 */
export const sagemaker: Service = {
  actions: { createTrainingJob },
  errorOf: optimizedError("SageMaker", "AmazonSageMaker", { generic: "AmazonSageMakerException", own }),
  headersOf: usualHeaders("application/x-amz-json-1.1"),
};

export const sagemakerSdk: Service = {
  actions: {
    createTrainingJob: { request: createTrainingJob.request },
    describeTrainingJob: asking("describeTrainingJob"),
    listTrainingJobs: asking("listTrainingJobs"),
    stopTrainingJob: asking("stopTrainingJob"),
  },
  errorOf: sdkError("SageMaker", { generic: "SageMakerException", own }),
};
