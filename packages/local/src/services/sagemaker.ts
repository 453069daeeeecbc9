import type { Json, JsonObject } from "@stepbook/asl";
import { TaskError } from "@stepbook/engine";
import type { SageMaker } from "../sagemaker";
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

type Operation = keyof SageMaker;

/** Calls an operation by its name: the request is the task's, and SageMaker checks it. */
const call = (sagemaker: SageMaker, operation: Operation, input: JsonObject): Promise<object> =>
  (sagemaker[operation] as unknown as (input: JsonObject) => Promise<object>)(input);

/** A kind of jobs that a task waits for. */
interface Followed {
  /** The member that names a job. */
  readonly name: string;
  /** The member of its description that tells how it ended: well where it is Completed. */
  readonly status: string;
  readonly end: Operation;
  readonly stop: Operation;
}

/** Waits for the job to end. Where nobody waits for the task any more, the job is stopped. */
const follow =
  ({ name, status, end, stop }: Followed): Follow =>
  async (_, { parameters, local, signal }) => {
    const job = { [name]: String(parameters[name]) };
    // It may have ended by itself just before.
    const stopIt = (): void => void call(local.sagemaker, stop, job).catch(() => undefined);
    if (signal.aborted) stopIt();
    signal.addEventListener("abort", stopIt);
    local.clock.busy(1);
    try {
      const description = told(await call(local.sagemaker, end, job), inMilliseconds) as JsonObject;
      if (description[status] === "Completed") return description;
      throw new TaskError("States.TaskFailed", JSON.stringify(description));
    } finally {
      local.clock.busy(-1);
      signal.removeEventListener("abort", stopIt);
    }
  };

/** What tasks wait for, by the operation that begins it. */
const followed = {
  createTrainingJob: {
    name: "TrainingJobName",
    status: "TrainingJobStatus",
    end: "trainingJobEnd",
    stop: "stopTrainingJob",
  },
  createProcessingJob: {
    name: "ProcessingJobName",
    status: "ProcessingJobStatus",
    end: "processingJobEnd",
    stop: "stopProcessingJob",
  },
  createTransformJob: {
    name: "TransformJobName",
    status: "TransformJobStatus",
    end: "transformJobEnd",
    stop: "stopTransformJob",
  },
  createHyperParameterTuningJob: {
    name: "HyperParameterTuningJobName",
    status: "HyperParameterTuningJobStatus",
    end: "hyperParameterTuningJobEnd",
    stop: "stopHyperParameterTuningJob",
  },
} as const satisfies Partial<Record<Operation, Followed>>;

/** The members that are times, which a task gives as text. */
const withTimes = (parameters: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      /Time(After|Before)$/.test(name) ? (new Date(value as string) as unknown as Json) : (value as Json),
    ]),
  );

const asking = (operation: Operation): Action => ({
  request: async ({ parameters, local }) => told(await call(local.sagemaker, operation, withTimes(parameters)), asText),
});

/** What tasks ask for, and have once it is answered. */
const answered = [
  ...["createModel", "createEndpointConfig", "createEndpoint", "updateEndpoint"],
] as const satisfies readonly Operation[];

/** The operations that tasks reach by the AWS SDK alone. */
const others = [
  ...["describeTransformJob", "listTransformJobs", "stopTransformJob"],
  ...["describeModel", "listModels", "deleteModel"],
  ...["describeEndpointConfig", "listEndpointConfigs", "deleteEndpointConfig"],
  ...["describeEndpoint", "listEndpoints", "deleteEndpoint"],
  ...["describeTrainingJob", "listTrainingJobs", "stopTrainingJob"],
  ...["describeHyperParameterTuningJob", "listHyperParameterTuningJobs", "stopHyperParameterTuningJob"],
  "listTrainingJobsForHyperParameterTuningJob",
  ...["describeProcessingJob", "listProcessingJobs", "stopProcessingJob"],
] as const satisfies readonly Operation[];

const actionsOf = <Name extends string>(names: readonly Name[], action: (name: Name) => Action) =>
  Object.fromEntries(names.map((name) => [name, action(name)]));

const created = Object.keys(followed) as (keyof typeof followed)[];

const own = new Set(["ResourceInUse", "ResourceNotFound", "ResourceLimitExceeded"]);

/**
 * SageMaker on this machine, such as `arn:aws:states:::sagemaker:createTrainingJob`, and with `.sync`.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html
 */
export const sagemaker: Service = {
  actions: {
    ...actionsOf(created, (name) => ({ ...asking(name), job: { sync: follow(followed[name]) } })),
    ...actionsOf(answered, asking),
  },
  errorOf: optimizedError("SageMaker", "AmazonSageMaker", { generic: "AmazonSageMakerException", own }),
  headersOf: usualHeaders("application/x-amz-json-1.1"),
};

export const sagemakerSdk: Service = {
  actions: actionsOf([...created, ...answered, ...others], asking),
  errorOf: sdkError("SageMaker", { generic: "SageMakerException", own }),
};
