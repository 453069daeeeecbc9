import { checkTuningJob } from "./check-tuning";
import { type JobRecord, lastModified } from "./job";
import { type JobKind, Jobs } from "./jobs";
import { type ListInput, page } from "./list";
import type { LogLine } from "./shapes";
import type { Shared } from "./shared";
import { bestOf, staticHyperparameters, trialSummary } from "./trial";
import { type TrainingJobsOfTuning, trialsOf, tune } from "./tune";
import type {
  CreateHyperParameterTuningJobInput,
  DescribeHyperParameterTuningJobOutput,
  HyperParameterTrainingJobSummary,
  HyperParameterTuningJobSummary,
  ListHyperParameterTuningJobsOutput,
  ListTrainingJobsForHyperParameterTuningJobInput,
  ListTrainingJobsForHyperParameterTuningJobOutput,
} from "./tuning-shapes";

interface Named {
  readonly HyperParameterTuningJobName: string;
}

/** The operations on hyperparameter tuning jobs. */
export interface HyperParameterTuningJobs {
  /**
   * Begins a job that begins training jobs, named `<tuning>-001-<8 letters>` and so on, with hyperparameters chosen within
   * the ranges. The same `RandomSeed` chooses the same. By the strategy:
   * - `Random`: anywhere.
   * - `Grid`: each combination of categorical values once.
   * - `Bayesian`: the first four anywhere, then where a Gaussian process of the values so far expects the most improvement.
   * - `Hyperband`: anywhere, by successive halving: after `MinResource` values of the objective (1 where it is left out),
   *   three times as many, and so on, a training job is stopped that is not among the best third of those that came there.
   *
   * Early stopping `Auto` stops a training job whose value is worse than the median of the others' averages so far, from its
   * third value on. A range scaled by `Auto` is searched by its powers where its end is a hundred times its beginning.
   *
   * @throws ValidationException where the request is wrong, ResourceInUse where the name is taken.
   * @see https://docs.aws.amazon.com/sagemaker/latest/dg/automatic-model-tuning-how-it-works.html
   */
  createHyperParameterTuningJob(
    input: CreateHyperParameterTuningJobInput,
  ): Promise<{ readonly HyperParameterTuningJobArn: string }>;
  describeHyperParameterTuningJob(input: Named): Promise<DescribeHyperParameterTuningJobOutput>;
  listHyperParameterTuningJobs(input?: ListInput): Promise<ListHyperParameterTuningJobsOutput>;
  listTrainingJobsForHyperParameterTuningJob(
    input: ListTrainingJobsForHyperParameterTuningJobInput,
  ): Promise<ListTrainingJobsForHyperParameterTuningJobOutput>;
  /** Asks a job to end: the training jobs that run are stopped, and no more are begun. */
  stopHyperParameterTuningJob(input: Named): Promise<object>;
  /** Waits until a tuning job has ended, however, and describes it. */
  hyperParameterTuningJobEnd(input: Named): Promise<DescribeHyperParameterTuningJobOutput>;
  /** A line for each training job that began or ended. */
  hyperParameterTuningJobLog(input: Named): Promise<readonly LogLine[]>;
}

type TuningRecord = JobRecord<CreateHyperParameterTuningJobInput>;
type Summary = HyperParameterTrainingJobSummary;

const count = (summaries: readonly Summary[], fits: (summary: Summary) => boolean): number =>
  summaries.filter(fits).length;

const countersOf = (all: readonly Summary[]) => ({
  TrainingJobStatusCounters: {
    Completed: count(all, ({ TrainingJobStatus }) => TrainingJobStatus === "Completed"),
    InProgress: count(all, ({ TrainingJobStatus }) => /^(InProgress|Stopping)$/.test(TrainingJobStatus)),
    RetryableError: 0,
    NonRetryableError: count(all, ({ TrainingJobStatus }) => TrainingJobStatus === "Failed"),
    Stopped: count(all, ({ TrainingJobStatus }) => TrainingJobStatus === "Stopped"),
  },
  ObjectiveStatusCounters: {
    Succeeded: count(all, ({ ObjectiveStatus }) => ObjectiveStatus === "Succeeded"),
    Pending: count(all, ({ ObjectiveStatus }) => ObjectiveStatus === "Pending"),
    Failed: count(all, ({ ObjectiveStatus }) => ObjectiveStatus === "Failed"),
  },
});

const timesOf = (record: TuningRecord) => ({
  CreationTime: record.creationTime,
  ...(record.endTime === undefined ? {} : { HyperParameterTuningEndTime: record.endTime }),
  LastModifiedTime: lastModified(record),
});

const objectiveIn = ({ request }: TuningRecord) =>
  request.HyperParameterTuningJobConfig.HyperParameterTuningJobObjective;

export const hyperParameterTuningJobs = (shared: Shared, training: TrainingJobsOfTuning): HyperParameterTuningJobs => {
  const summariesOf = (record: TuningRecord): readonly Summary[] =>
    trialsOf(record).map((trial) => trialSummary(trial, training.record(trial.name), objectiveIn(record)));
  const describe = (record: TuningRecord): DescribeHyperParameterTuningJobOutput => {
    const { Tags, ...request } = record.request;
    const all = summariesOf(record);
    const best = bestOf(all, objectiveIn(record));
    return {
      ...request,
      TrainingJobDefinition: {
        ...request.TrainingJobDefinition,
        StaticHyperParameters: staticHyperparameters(record.request),
      },
      HyperParameterTuningJobArn: record.arn,
      HyperParameterTuningJobStatus: record.status,
      ...timesOf(record),
      ...countersOf(all),
      ...(best === undefined ? {} : { BestTrainingJob: best }),
      ...(record.failureReason === undefined ? {} : { FailureReason: record.failureReason }),
    };
  };
  const summaryOf = (record: TuningRecord): HyperParameterTuningJobSummary => ({
    HyperParameterTuningJobName: record.name,
    HyperParameterTuningJobArn: record.arn,
    HyperParameterTuningJobStatus: record.status,
    Strategy: record.request.HyperParameterTuningJobConfig.Strategy,
    ...timesOf(record),
    ...countersOf(summariesOf(record)),
    ResourceLimits: record.request.HyperParameterTuningJobConfig.ResourceLimits,
  });
  const kind: JobKind<CreateHyperParameterTuningJobInput, DescribeHyperParameterTuningJobOutput> = {
    arnPart: "hyper-parameter-tuning-job",
    noun: "tuning job",
    missing: {
      code: "ResourceNotFound",
      message: (name) => `Amazon SageMaker can't find a tuning job with the name ${name}.`,
    },
    messages: {},
    takesTurn: false,
    nameOf: ({ HyperParameterTuningJobName }) => HyperParameterTuningJobName,
    check: checkTuningJob,
    work: tune(training),
    describe,
  };
  const jobs = new Jobs(kind, shared);
  return {
    createHyperParameterTuningJob: async (input) => ({ HyperParameterTuningJobArn: await jobs.create(input) }),
    describeHyperParameterTuningJob: async ({ HyperParameterTuningJobName }) =>
      jobs.describe(HyperParameterTuningJobName),
    async listHyperParameterTuningJobs(input = {}) {
      const { items, next } = jobs.list(input);
      return { HyperParameterTuningJobSummaries: items.map(summaryOf), ...next };
    },
    async listTrainingJobsForHyperParameterTuningJob(input) {
      const record = jobs.record(input.HyperParameterTuningJobName);
      return listOfTrials(summariesOf(record), input, training);
    },
    async stopHyperParameterTuningJob({ HyperParameterTuningJobName }) {
      jobs.stop(HyperParameterTuningJobName);
      return {};
    },
    hyperParameterTuningJobEnd: async ({ HyperParameterTuningJobName }) => jobs.end(HyperParameterTuningJobName),
    hyperParameterTuningJobLog: async ({ HyperParameterTuningJobName }) => jobs.log(HyperParameterTuningJobName),
  };
};

/** A page of the training jobs of a tuning job. */
const listOfTrials = (
  all: readonly Summary[],
  input: ListTrainingJobsForHyperParameterTuningJobInput,
  training: TrainingJobsOfTuning,
): ListTrainingJobsForHyperParameterTuningJobOutput => {
  const { SortBy = "Name", SortOrder = "Ascending", HyperParameterTuningJobName, ...rest } = input;
  const summaries = new Map(all.map((summary) => [summary.TrainingJobName, summary]));
  const objectiveValue = ({ name }: JobRecord): number =>
    summaries.get(name)?.FinalHyperParameterTuningJobObjectiveMetric?.Value ?? Number.POSITIVE_INFINITY;
  const records = all.map(({ TrainingJobName }) => training.record(TrainingJobName));
  const { items, next } = page(records, {
    ...rest,
    SortOrder,
    SortBy: SortBy === "FinalObjectiveMetricValue" ? objectiveValue : SortBy,
  });
  return { TrainingJobSummaries: items.map(({ name }) => summaries.get(name)!), ...next };
};
