import { LocalServiceError } from "../service-error";
import { checkTrainingJob } from "./check-training";
import { type Job, type JobRecord, lastModified } from "./job";
import { type JobKind, Jobs } from "./jobs";
import type { ListInput } from "./list";
import type {
  CreateTrainingJobInput,
  DescribeTrainingJobOutput,
  ListTrainingJobsOutput,
  LogLine,
  MetricData,
  SecondaryStatus,
  SecondaryStatusTransition,
  TrainingJobSummary,
} from "./shapes";
import type { Shared } from "./shared";
import { train } from "./train";

interface Named {
  readonly TrainingJobName: string;
}

/** The operations on training jobs. */
export interface TrainingJobs {
  /** Begins a job. @throws ValidationException where the request is wrong, ResourceInUse where the name is taken. */
  createTrainingJob(input: CreateTrainingJobInput): Promise<{ readonly TrainingJobArn: string }>;
  describeTrainingJob(input: Named): Promise<DescribeTrainingJobOutput>;
  listTrainingJobs(input?: ListInput): Promise<ListTrainingJobsOutput>;
  /** Asks a job to end: its program gets SIGTERM, and 120 seconds to save its work. What it saved is kept. */
  stopTrainingJob(input: Named): Promise<object>;
  /**
   * Takes the instance of a managed spot training job back, as AWS does when it needs it: its program gets SIGTERM, and 120
   * seconds. The job then begins anew, with nothing but its checkpoints, and waits `WaitSeconds` before it does, 0 where
   * they are left out. That time is not billed; where it goes on beyond `MaxWaitTimeInSeconds`, the job is Stopped. AWS has
   * no such operation.
   *
   * @throws ValidationException where the job is no managed spot training job, or its program does not run.
   */
  interruptTrainingJob(input: Named & { readonly WaitSeconds?: number }): Promise<object>;
  /** Waits until a training job has ended, however, and describes it. */
  trainingJobEnd(input: Named): Promise<DescribeTrainingJobOutput>;
  /** The last lines that a training job has printed, at most 10,000. */
  trainingJobLog(input: Named): Promise<readonly LogLine[]>;
  /** All values of the metrics of a training job so far, in the order of their time. */
  trainingJobMetrics(input: Named): Promise<readonly MetricData[]>;
}

const inSeconds = (milliseconds: number): number => Math.max(1, Math.round(milliseconds / 1000));

/** When an instance is paid for: not while the job has none. */
const billed: ReadonlySet<SecondaryStatus> = new Set(["Downloading", "Training", "Uploading", "Stopping"]);

const billedMilliseconds = (phases: readonly SecondaryStatusTransition[]): number =>
  phases
    .filter(({ Status }) => billed.has(Status))
    .reduce((sum, { StartTime, EndTime = StartTime }) => sum + EndTime.getTime() - StartTime.getTime(), 0);

const describe = (record: JobRecord<CreateTrainingJobInput>): DescribeTrainingJobOutput => {
  const { Tags, ...request } = record.request;
  const { startTime, endTime, failureReason, finalMetrics, phases } = record;
  return {
    EnableNetworkIsolation: false,
    EnableInterContainerTrafficEncryption: false,
    EnableManagedSpotTraining: false,
    ...request,
    TrainingJobArn: record.arn,
    TrainingJobStatus: record.status,
    SecondaryStatus: phases.at(-1)!.Status,
    SecondaryStatusTransitions: phases,
    ...(failureReason === undefined ? {} : { FailureReason: failureReason }),
    ...record.told,
    ...(finalMetrics.length === 0 ? {} : { FinalMetricDataList: finalMetrics }),
    CreationTime: record.creationTime,
    LastModifiedTime: lastModified(record),
    ...(startTime === undefined ? {} : { TrainingStartTime: startTime }),
    ...(endTime === undefined || startTime === undefined ? {} : { TrainingEndTime: endTime }),
    ...(endTime === undefined || startTime === undefined
      ? {}
      : {
          TrainingTimeInSeconds: inSeconds(endTime.getTime() - startTime.getTime()),
          BillableTimeInSeconds: inSeconds(billedMilliseconds(phases)),
        }),
  };
};

const summaryOf = (record: JobRecord): TrainingJobSummary => ({
  TrainingJobName: record.name,
  TrainingJobArn: record.arn,
  CreationTime: record.creationTime,
  ...(record.endTime === undefined ? {} : { TrainingEndTime: record.endTime }),
  LastModifiedTime: lastModified(record),
  TrainingJobStatus: record.status,
  SecondaryStatus: record.phases.at(-1)!.Status,
});

const kind: JobKind<CreateTrainingJobInput, DescribeTrainingJobOutput> = {
  arnPart: "training-job",
  noun: "training job",
  missing: { code: "ValidationException", message: () => "Requested resource not found." },
  messages: {
    Starting: "Preparing the instances for training",
    Downloading: "Downloading input data",
    Training: "Training image download completed. Training in progress.",
    Uploading: "Uploading generated training model",
    Completed: "Training job completed",
    Failed: "Training job failed",
    Stopping: "Stopping the training job",
    Stopped: "Training job stopped",
    Interrupted: "The instances of the managed spot training job were taken back",
    MaxWaitTimeExceeded: "Training job wait time exceeded MaxWaitTimeInSeconds provided",
    MaxRuntimeExceeded: "Training job runtime exceeded MaxRuntimeInSeconds provided",
  },
  takesTurn: true,
  nameOf: ({ TrainingJobName }) => TrainingJobName,
  check: checkTrainingJob,
  work: train,
  describe,
};

const interrupt = (job: Job<CreateTrainingJobInput>, seconds: number): void => {
  const refuse = (why: string): never => {
    throw new LocalServiceError(
      "ValidationException",
      `The training job ${job.record.name} can't be interrupted: ${why}.`,
    );
  };
  const { status, phases } = job.record;
  const phase = phases.at(-1)!.Status;
  if (!job.request.EnableManagedSpotTraining) refuse("it has no EnableManagedSpotTraining");
  if (!(seconds >= 0 && Number.isFinite(seconds))) refuse(`WaitSeconds is a number from 0 on, but is ${seconds}`);
  if (status !== "InProgress" || !(phase === "Training" || phase === "Downloading"))
    refuse(`it is in status ${status}, ${phase}, and has no instance to lose`);
  job.interrupt({ seconds });
};

/** The training jobs, which tuning jobs begin, too. */
export const newTrainingJobs = (shared: Shared) => new Jobs(kind, shared);

export const trainingJobs = (jobs: ReturnType<typeof newTrainingJobs>): TrainingJobs => {
  return {
    createTrainingJob: async (input) => ({ TrainingJobArn: await jobs.create(input) }),
    describeTrainingJob: async ({ TrainingJobName }) => jobs.describe(TrainingJobName),
    async listTrainingJobs(input = {}) {
      const { items, next } = jobs.list(input);
      return { TrainingJobSummaries: items.map(summaryOf), ...next };
    },
    async stopTrainingJob({ TrainingJobName }) {
      jobs.stop(TrainingJobName);
      return {};
    },
    async interruptTrainingJob({ TrainingJobName, WaitSeconds = 0 }) {
      interrupt(jobs.job(TrainingJobName), WaitSeconds);
      return {};
    },
    trainingJobEnd: async ({ TrainingJobName }) => jobs.end(TrainingJobName),
    trainingJobLog: async ({ TrainingJobName }) => jobs.log(TrainingJobName),
    trainingJobMetrics: async ({ TrainingJobName }) => jobs.metrics(TrainingJobName),
  };
};
