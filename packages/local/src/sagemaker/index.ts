export { findPython, type Python } from "./python";
export { createSageMaker, type SageMaker, type SageMakerOptions } from "./sagemaker";
export type {
  Channel,
  CreateTrainingJobInput,
  DescribeTrainingJobOutput,
  ListTrainingJobsInput,
  ListTrainingJobsOutput,
  LogLine,
  MetricData,
  MetricDefinition,
  SecondaryStatus,
  SecondaryStatusTransition,
  TrainingJobStatus,
  TrainingJobSummary,
} from "./shapes";
