import { below } from "./archive";
import type { JobRecord } from "./job";
import type { CreateTrainingJobInput } from "./shapes";
import type {
  CreateHyperParameterTuningJobInput,
  HyperParameterTrainingJobSummary,
  TuningObjective,
} from "./tuning-shapes";

/** A training job of a tuning job, and the hyperparameters that were chosen for it. */
export interface Trial {
  readonly name: string;
  readonly tuned: Readonly<Record<string, string>>;
}

/** The hyperparameters of all training jobs: SageMaker tells them what is measured, too. */
export const staticHyperparameters = (
  request: CreateHyperParameterTuningJobInput,
): Readonly<Record<string, string>> => ({
  _tuning_objective_metric: request.HyperParameterTuningJobConfig.HyperParameterTuningJobObjective.MetricName,
  ...request.TrainingJobDefinition.StaticHyperParameters,
});

type Checkpoints = NonNullable<CreateTrainingJobInput["CheckpointConfig"]>;

/** What is no place in S3 is left to be refused with the rest of the request. */
const checkpointsOf = (config: Checkpoints, name: string): Checkpoints =>
  typeof config.S3Uri === "string" ? { ...config, S3Uri: below(config.S3Uri, name) } : config;

/** The request of a training job. Each has checkpoints of its own. */
export const trialRequest = (
  request: CreateHyperParameterTuningJobInput,
  TrainingJobName: string,
  tuned: Trial["tuned"],
): CreateTrainingJobInput => {
  const { StaticHyperParameters, CheckpointConfig, HyperParameterTuningResourceConfig, ...definition } =
    request.TrainingJobDefinition as CreateHyperParameterTuningJobInput["TrainingJobDefinition"] & {
      readonly HyperParameterTuningResourceConfig?: CreateTrainingJobInput["ResourceConfig"];
    };
  return {
    ...definition,
    ResourceConfig: (definition.ResourceConfig ?? HyperParameterTuningResourceConfig)!,
    ...(CheckpointConfig && { CheckpointConfig: checkpointsOf(CheckpointConfig, TrainingJobName) }),
    TrainingJobName,
    HyperParameters: { ...staticHyperparameters(request), ...tuned },
  };
};

/** The value that a training job is judged by; undefined where it has not ended, or not told it. */
export const objectiveOf = (record: JobRecord, { MetricName }: TuningObjective): number | undefined =>
  record.endTime === undefined || record.status === "Failed"
    ? undefined
    : record.finalMetrics.find((metric) => metric.MetricName === MetricName)?.Value;

/** What a tuning job tells of one of its training jobs. */
export const trialSummary = (
  { tuned }: Trial,
  record: JobRecord,
  objective: TuningObjective,
): HyperParameterTrainingJobSummary => {
  const value = objectiveOf(record, objective);
  const { startTime, endTime, failureReason } = record;
  return {
    TrainingJobName: record.name,
    TrainingJobArn: record.arn,
    CreationTime: record.creationTime,
    ...(startTime === undefined ? {} : { TrainingStartTime: startTime }),
    ...(endTime === undefined ? {} : { TrainingEndTime: endTime }),
    TrainingJobStatus: record.status,
    TunedHyperParameters: tuned,
    ...(failureReason === undefined ? {} : { FailureReason: failureReason }),
    ...(value === undefined
      ? {}
      : {
          FinalHyperParameterTuningJobObjectiveMetric: {
            Type: objective.Type,
            MetricName: objective.MetricName,
            Value: value,
          },
        }),
    ObjectiveStatus: value !== undefined ? "Succeeded" : endTime === undefined ? "Pending" : "Failed",
  };
};

/** The best of some training jobs. */
export const bestOf = (
  summaries: readonly HyperParameterTrainingJobSummary[],
  { Type }: TuningObjective,
): HyperParameterTrainingJobSummary | undefined => {
  const costOf = (one: HyperParameterTrainingJobSummary): number => {
    const value = one.FinalHyperParameterTuningJobObjectiveMetric?.Value;
    return value === undefined ? Number.POSITIVE_INFINITY : Type === "Minimize" ? value : -value;
  };
  const [best] = summaries
    .filter((one) => one.ObjectiveStatus === "Succeeded")
    .sort((one, other) => costOf(one) - costOf(other));
  return best;
};
