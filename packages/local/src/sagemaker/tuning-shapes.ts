import type { CreateTrainingJobInput, JobStatus } from "./shapes";

type Scaling = "Auto" | "Linear" | "Logarithmic" | "ReverseLogarithmic";

/** Numbers from one to another, as text. */
export interface NumberRange {
  readonly Name: string;
  readonly MinValue: string;
  readonly MaxValue: string;
  readonly ScalingType?: Scaling;
}

export interface CategoricalRange {
  readonly Name: string;
  readonly Values: readonly string[];
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ParameterRanges.html */
export interface ParameterRanges {
  readonly IntegerParameterRanges?: readonly NumberRange[];
  readonly ContinuousParameterRanges?: readonly NumberRange[];
  readonly CategoricalParameterRanges?: readonly CategoricalRange[];
}

export interface TuningObjective {
  readonly Type: "Minimize" | "Maximize";
  readonly MetricName: string;
}

export type TuningStrategy = "Bayesian" | "Random" | "Hyperband" | "Grid";

/** What all training jobs of a tuning job have in common. */
export interface TrainingJobDefinition
  extends Omit<CreateTrainingJobInput, "TrainingJobName" | "HyperParameters" | "Tags" | "ResourceConfig"> {
  readonly StaticHyperParameters?: Readonly<Record<string, string>>;
  readonly ResourceConfig?: CreateTrainingJobInput["ResourceConfig"];
}

/**
 * What a tuning job is created from; members that are not named here are kept and described as they are.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateHyperParameterTuningJob.html
 */
export interface CreateHyperParameterTuningJobInput {
  readonly HyperParameterTuningJobName: string;
  readonly HyperParameterTuningJobConfig: {
    readonly Strategy: TuningStrategy;
    readonly StrategyConfig?: {
      readonly HyperbandStrategyConfig?: { readonly MinResource?: number; readonly MaxResource?: number };
    };
    readonly HyperParameterTuningJobObjective: TuningObjective;
    readonly ResourceLimits: {
      readonly MaxNumberOfTrainingJobs?: number;
      readonly MaxParallelTrainingJobs: number;
      readonly MaxRuntimeInSeconds?: number;
    };
    readonly ParameterRanges: ParameterRanges;
    readonly TrainingJobEarlyStoppingType?: "Off" | "Auto";
    readonly TuningJobCompletionCriteria?: { readonly TargetObjectiveMetricValue?: number };
    readonly RandomSeed?: number;
  };
  readonly TrainingJobDefinition: TrainingJobDefinition;
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_HyperParameterTrainingJobSummary.html */
export interface HyperParameterTrainingJobSummary {
  readonly TrainingJobName: string;
  readonly TrainingJobArn: string;
  readonly CreationTime: Date;
  readonly TrainingStartTime?: Date;
  readonly TrainingEndTime?: Date;
  readonly TrainingJobStatus: JobStatus;
  readonly TunedHyperParameters: Readonly<Record<string, string>>;
  readonly FailureReason?: string;
  readonly FinalHyperParameterTuningJobObjectiveMetric?: TuningObjective & { readonly Value: number };
  readonly ObjectiveStatus: "Succeeded" | "Pending" | "Failed";
}

interface Counters {
  readonly TrainingJobStatusCounters: {
    readonly Completed: number;
    readonly InProgress: number;
    readonly RetryableError: number;
    readonly NonRetryableError: number;
    readonly Stopped: number;
  };
  readonly ObjectiveStatusCounters: { readonly Succeeded: number; readonly Pending: number; readonly Failed: number };
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeHyperParameterTuningJob.html */
export interface DescribeHyperParameterTuningJobOutput
  extends Omit<CreateHyperParameterTuningJobInput, "Tags">,
    Counters {
  readonly HyperParameterTuningJobArn: string;
  readonly HyperParameterTuningJobStatus: JobStatus;
  readonly CreationTime: Date;
  readonly HyperParameterTuningEndTime?: Date;
  readonly LastModifiedTime: Date;
  readonly BestTrainingJob?: HyperParameterTrainingJobSummary;
  readonly FailureReason?: string;
}

export interface HyperParameterTuningJobSummary extends Counters {
  readonly HyperParameterTuningJobName: string;
  readonly HyperParameterTuningJobArn: string;
  readonly HyperParameterTuningJobStatus: JobStatus;
  readonly Strategy: TuningStrategy;
  readonly CreationTime: Date;
  readonly HyperParameterTuningEndTime?: Date;
  readonly LastModifiedTime: Date;
  readonly ResourceLimits: CreateHyperParameterTuningJobInput["HyperParameterTuningJobConfig"]["ResourceLimits"];
}

export interface ListHyperParameterTuningJobsOutput {
  readonly HyperParameterTuningJobSummaries: readonly HyperParameterTuningJobSummary[];
  readonly NextToken?: string;
}

export interface ListTrainingJobsForHyperParameterTuningJobInput {
  readonly HyperParameterTuningJobName: string;
  readonly StatusEquals?: JobStatus;
  /** The name of the training jobs where it is left out. */
  readonly SortBy?: "Name" | "CreationTime" | "Status" | "FinalObjectiveMetricValue";
  readonly SortOrder?: "Ascending" | "Descending";
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

export interface ListTrainingJobsForHyperParameterTuningJobOutput {
  readonly TrainingJobSummaries: readonly HyperParameterTrainingJobSummary[];
  readonly NextToken?: string;
}
