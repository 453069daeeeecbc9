import { checkTrainingJob } from "./check-training";
import { type JobRecord, lastModified } from "./job";
import { type JobKind, Jobs } from "./jobs";
import type { ListInput } from "./list";
import type {
  CreateTrainingJobInput,
  DescribeTrainingJobOutput,
  ListTrainingJobsOutput,
  LogLine,
  MetricData,
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
  /** Waits until a training job has ended, however, and describes it. */
  trainingJobEnd(input: Named): Promise<DescribeTrainingJobOutput>;
  /** The last lines that a training job has printed, at most 10,000. */
  trainingJobLog(input: Named): Promise<readonly LogLine[]>;
  /** All values of the metrics of a training job so far, in the order of their time. */
  trainingJobMetrics(input: Named): Promise<readonly MetricData[]>;
}

const describe = (record: JobRecord<CreateTrainingJobInput>): DescribeTrainingJobOutput => {
  const { Tags, ...request } = record.request;
  const { startTime, endTime, failureReason, finalMetrics, phases } = record;
  const seconds = startTime && endTime && Math.max(1, Math.round((endTime.getTime() - startTime.getTime()) / 1000));
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
    ...(seconds === undefined ? {} : { TrainingTimeInSeconds: seconds, BillableTimeInSeconds: seconds }),
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
    MaxRuntimeExceeded: "Training job runtime exceeded MaxRuntimeInSeconds provided",
  },
  takesTurn: true,
  nameOf: ({ TrainingJobName }) => TrainingJobName,
  check: checkTrainingJob,
  work: train,
  describe,
};

export const trainingJobs = (shared: Shared): TrainingJobs => {
  const jobs = new Jobs(kind, shared);
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
    trainingJobEnd: async ({ TrainingJobName }) => jobs.end(TrainingJobName),
    trainingJobLog: async ({ TrainingJobName }) => jobs.log(TrainingJobName),
    trainingJobMetrics: async ({ TrainingJobName }) => jobs.metrics(TrainingJobName),
  };
};
