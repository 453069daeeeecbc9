export type { ListInput } from "./list";
export type { ProcessingJobs } from "./processing-jobs";
export type {
  CreateProcessingJobInput,
  DescribeProcessingJobOutput,
  ListProcessingJobsOutput,
  ProcessingJobInput,
  ProcessingJobOutput,
  ProcessingJobSummary,
} from "./processing-shapes";
export { findPython, type Python } from "./python";
export { createSageMaker, type SageMaker, type SageMakerOptions } from "./sagemaker";
export type * from "./serving";
export type {
  Channel,
  CreateTrainingJobInput,
  DescribeTrainingJobOutput,
  JobStatus,
  ListTrainingJobsOutput,
  LogLine,
  MetricData,
  MetricDefinition,
  SecondaryStatus,
  SecondaryStatusTransition,
  TrainingJobSummary,
} from "./shapes";
export type { TrainingJobs } from "./training-jobs";
export type { HyperParameterTuningJobs } from "./tuning-jobs";
export type {
  CategoricalRange,
  CreateHyperParameterTuningJobInput,
  DescribeHyperParameterTuningJobOutput,
  HyperParameterTrainingJobSummary,
  HyperParameterTuningJobSummary,
  ListHyperParameterTuningJobsOutput,
  ListTrainingJobsForHyperParameterTuningJobInput,
  ListTrainingJobsForHyperParameterTuningJobOutput,
  NumberRange,
  ParameterRanges,
  TrainingJobDefinition,
  TuningObjective,
  TuningStrategy,
} from "./tuning-shapes";
