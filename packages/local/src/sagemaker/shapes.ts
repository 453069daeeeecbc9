/** A channel of input, in the shape of SageMaker. */
export interface Channel {
  readonly ChannelName: string;
  readonly DataSource: {
    readonly S3DataSource?: {
      readonly S3DataType: "S3Prefix" | "ManifestFile" | "AugmentedManifestFile";
      readonly S3Uri: string;
      readonly S3DataDistributionType?: string;
    };
    readonly FileSystemDataSource?: object;
  };
  readonly ContentType?: string;
  readonly CompressionType?: string;
  readonly RecordWrapperType?: string;
  readonly InputMode?: string;
}

export interface MetricDefinition {
  readonly Name: string;
  readonly Regex: string;
}

/**
 * What a training job is created from; members that are not named here are kept and described as they are.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTrainingJob.html
 */
export interface CreateTrainingJobInput {
  readonly TrainingJobName: string;
  readonly RoleArn: string;
  readonly AlgorithmSpecification: {
    readonly TrainingImage?: string;
    readonly AlgorithmName?: string;
    readonly TrainingInputMode: string;
    readonly MetricDefinitions?: readonly MetricDefinition[];
    readonly ContainerEntrypoint?: readonly string[];
    readonly ContainerArguments?: readonly string[];
  };
  readonly HyperParameters?: Readonly<Record<string, string>>;
  readonly Environment?: Readonly<Record<string, string>>;
  readonly InputDataConfig?: readonly Channel[];
  readonly OutputDataConfig: { readonly S3OutputPath: string; readonly KmsKeyId?: string };
  readonly ResourceConfig: {
    readonly InstanceType?: string;
    readonly InstanceCount?: number;
    readonly VolumeSizeInGB?: number;
  };
  readonly StoppingCondition?: { readonly MaxRuntimeInSeconds?: number; readonly MaxWaitTimeInSeconds?: number };
  /** Whether the job runs on instances that AWS may take back; then `MaxWaitTimeInSeconds` is given, too. */
  readonly EnableManagedSpotTraining?: boolean;
  /** Where checkpoints are kept: what an interrupted job goes on from. `LocalPath` is /opt/ml/checkpoints where it is left out. */
  readonly CheckpointConfig?: { readonly S3Uri: string; readonly LocalPath?: string };
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
}

/** How far a job of any kind is. */
export type JobStatus = "InProgress" | "Completed" | "Failed" | "Stopping" | "Stopped";

export type SecondaryStatus =
  | "Starting"
  | "Downloading"
  | "Training"
  | "Processing"
  | "Transforming"
  | "Uploading"
  | "Completed"
  | "Failed"
  | "Stopping"
  | "Stopped"
  | "MaxRuntimeExceeded"
  | "Interrupted"
  | "MaxWaitTimeExceeded";

export interface SecondaryStatusTransition {
  readonly Status: SecondaryStatus;
  readonly StartTime: Date;
  readonly EndTime?: Date;
  readonly StatusMessage: string;
}

export interface MetricData {
  readonly MetricName: string;
  readonly Value: number;
  readonly Timestamp: Date;
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeTrainingJob.html */
export interface DescribeTrainingJobOutput extends Omit<CreateTrainingJobInput, "Tags"> {
  readonly TrainingJobArn: string;
  readonly TrainingJobStatus: JobStatus;
  readonly SecondaryStatus: SecondaryStatus;
  readonly SecondaryStatusTransitions: readonly SecondaryStatusTransition[];
  readonly FailureReason?: string;
  readonly ModelArtifacts?: { readonly S3ModelArtifacts: string };
  readonly FinalMetricDataList?: readonly MetricData[];
  readonly CreationTime: Date;
  readonly TrainingStartTime?: Date;
  readonly TrainingEndTime?: Date;
  readonly LastModifiedTime: Date;
  readonly TrainingTimeInSeconds?: number;
  readonly BillableTimeInSeconds?: number;
  readonly EnableNetworkIsolation: boolean;
  readonly EnableInterContainerTrafficEncryption: boolean;
  readonly EnableManagedSpotTraining: boolean;
}

export interface TrainingJobSummary {
  readonly TrainingJobName: string;
  readonly TrainingJobArn: string;
  readonly CreationTime: Date;
  readonly TrainingEndTime?: Date;
  readonly LastModifiedTime: Date;
  readonly TrainingJobStatus: JobStatus;
  readonly SecondaryStatus: SecondaryStatus;
}

export interface ListTrainingJobsOutput {
  readonly TrainingJobSummaries: readonly TrainingJobSummary[];
  readonly NextToken?: string;
}

/** A line that a job printed. */
export interface LogLine {
  readonly jobName: string;
  readonly line: string;
  readonly time: Date;
  readonly stream: "stdout" | "stderr";
}
