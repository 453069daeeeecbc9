import { randomInt, randomUUID } from "node:crypto";
import { seededRandom } from "@stepbook/engine";
import { byHalving, byMedian, type EarlyStopping } from "./early-stopping";
import { JobFailure } from "./failure";
import type { Job } from "./job";
import type { Jobs } from "./jobs";
import { type Point, SearchSpace } from "./search-space";
import type { CreateTrainingJobInput, DescribeTrainingJobOutput } from "./shapes";
import { strategies } from "./strategies";
import { objectiveOf, type Trial, trialRequest } from "./trial";
import type { CreateHyperParameterTuningJobInput } from "./tuning-shapes";
import { within } from "./work";

export type TrainingJobsOfTuning = Jobs<CreateTrainingJobInput, DescribeTrainingJobOutput>;

type TuningJob = Job<CreateHyperParameterTuningJobInput>;

/** After how many training jobs without a success no more are begun, as at SageMaker. */
const patience = 5;

interface Attempt {
  readonly point: Point;
  readonly job: Job<CreateTrainingJobInput>;
}

/** Begins the training jobs of a tuning job, one after the other or side by side, until there are enough. */
export const tune =
  (training: TrainingJobsOfTuning) =>
  (job: TuningJob): Promise<void> => {
    const { MaxRuntimeInSeconds } = job.request.HyperParameterTuningJobConfig.ResourceLimits;
    const search = (): Promise<void> => searchFor(job, training);
    job.enter("Training");
    return MaxRuntimeInSeconds === undefined
      ? search()
      : within(MaxRuntimeInSeconds, job, "MaxRuntimeExceeded", search);
  };

const searchFor = async (job: TuningJob, training: TrainingJobsOfTuning): Promise<void> => {
  const { HyperParameterTuningJobConfig: config } = job.request;
  const { Strategy, ResourceLimits, HyperParameterTuningJobObjective: objective } = config;
  const space = new SearchSpace(config.ParameterRanges);
  const random = seededRandom(config.RandomSeed ?? randomInt(2 ** 31));
  const most = ResourceLimits.MaxNumberOfTrainingJobs ?? space.size;
  const isBehind = earlyStoppingOf(config);
  const sign = objective.Type === "Minimize" ? 1 : -1;
  const attempts: Attempt[] = [];
  const running = new Set<Promise<void>>();
  let enough = false;

  const costOf = (attempt: Attempt): number | undefined => {
    const value = objectiveOf(attempt.job.record, objective);
    return value === undefined ? undefined : sign * value;
  };
  const costsOf = (one: Job): readonly number[] =>
    one.metrics.filter(({ MetricName }) => MetricName === objective.MetricName).map(({ Value }) => sign * Value);
  const stopAll = (): void => {
    for (const { job: one } of attempts) one.cutShort("Stopped");
  };
  const isEnough = (): boolean => {
    const target = config.TuningJobCompletionCriteria?.TargetObjectiveMetricValue;
    const costs = attempts.flatMap((one) => costOf(one) ?? []);
    return target !== undefined && costs.some((cost) => cost <= sign * target);
  };
  const begin = async (): Promise<void> => {
    const tried = attempts.map((attempt) => {
      const cost = costOf(attempt);
      return { point: attempt.point, ...(cost === undefined ? {} : { cost }) };
    });
    const point = strategies[Strategy]({ space, random, tried });
    const trial: Trial = { name: nameOf(job, attempts.length + 1), tuned: space.valuesOf(point) };
    await training.create(trialRequest(job.request, trial.name, trial.tuned), { TuningJobArn: job.record.arn });
    const one = training.job(trial.name);
    attempts.push({ point, job: one });
    job.tell({ trials: [...trialsOf(job.record), trial] });
    job.print(`${trial.name} begins with ${JSON.stringify(trial.tuned)}`, "stdout");
    if (isBehind)
      one.onMetrics = () => {
        const others = attempts.filter((other) => other.job !== one).map((other) => costsOf(other.job));
        if (isBehind(costsOf(one), others)) one.cutShort("Stopped");
      };
    const ended = one.ended.then(() => {
      running.delete(ended);
      const value = objectiveOf(one.record, objective);
      const told = value === undefined ? (one.record.failureReason ?? "no value") : `${value}`;
      job.print(`${trial.name} is ${one.record.status}: ${objective.MetricName} ${told}`, "stdout");
      enough ||= isEnough();
      if (enough) stopAll();
    });
    running.add(ended);
  };

  job.signal.addEventListener("abort", stopAll);
  try {
    for (;;) {
      const mayBegin = () => !enough && !job.cut && attempts.length < most && !isHopeless(attempts, costOf);
      while (mayBegin() && running.size < ResourceLimits.MaxParallelTrainingJobs) await begin();
      if (running.size === 0) break;
      await Promise.race(running);
    }
  } finally {
    job.signal.removeEventListener("abort", stopAll);
  }
  if (!job.cut && attempts.every((one) => costOf(one) === undefined)) throw failureOf(attempts);
};

const earlyStoppingOf = ({
  Strategy,
  StrategyConfig,
  TrainingJobEarlyStoppingType,
}: CreateHyperParameterTuningJobInput["HyperParameterTuningJobConfig"]): EarlyStopping | undefined => {
  const { MinResource = 1, MaxResource = Number.POSITIVE_INFINITY } = StrategyConfig?.HyperbandStrategyConfig ?? {};
  if (Strategy === "Hyperband") return byHalving(MinResource, MaxResource);
  return TrainingJobEarlyStoppingType === "Auto" ? byMedian : undefined;
};

const nameOf = ({ record }: TuningJob, number: number): string =>
  `${record.name}-${String(number).padStart(3, "0")}-${randomUUID().slice(0, 8)}`;

/** The training jobs that a tuning job has begun. */
export const trialsOf = ({ told }: { readonly told: Readonly<Record<string, unknown>> }): readonly Trial[] =>
  (told.trials ?? []) as readonly Trial[];

const isHopeless = (attempts: readonly Attempt[], costOf: (attempt: Attempt) => number | undefined): boolean =>
  attempts.length >= patience &&
  attempts.every((one) => one.job.record.endTime !== undefined && costOf(one) === undefined);

const failureOf = (attempts: readonly Attempt[]): JobFailure => {
  const failed = attempts.find(({ job }) => job.record.status === "Failed");
  if (failed && attempts.every(({ job }) => job.record.status === "Failed"))
    return new JobFailure(
      undefined,
      `No training job succeeded after ${attempts.length} attempts. Please take a look at the training job failures to get more details. The first was: ${failed.job.record.failureReason}`,
    );
  return new JobFailure(
    undefined,
    `No objective metrics found after running ${attempts.length} training jobs. Please ensure that the custom algorithm is emitting the objective metric as defined by the regular expression provided.`,
  );
};
