import type { JobStatus } from "./shapes";

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProcessingInput.html */
export interface ProcessingJobInput {
  readonly InputName: string;
  readonly AppManaged?: boolean;
  readonly S3Input?: {
    readonly S3Uri: string;
    readonly LocalPath?: string;
    readonly S3DataType: string;
    readonly S3InputMode?: string;
    readonly S3DataDistributionType?: string;
    readonly S3CompressionType?: string;
  };
  readonly DatasetDefinition?: object;
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProcessingOutput.html */
export interface ProcessingJobOutput {
  readonly OutputName: string;
  readonly AppManaged?: boolean;
  readonly S3Output?: { readonly S3Uri?: string; readonly LocalPath?: string; readonly S3UploadMode: string };
  readonly FeatureStoreOutput?: object;
}

/**
 * What a processing job is created from; members that are not named here are kept and described as they are.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateProcessingJob.html
 */
export interface CreateProcessingJobInput {
  readonly ProcessingJobName: string;
  readonly RoleArn: string;
  readonly AppSpecification: {
    readonly ImageUri: string;
    readonly ContainerEntrypoint?: readonly string[];
    readonly ContainerArguments?: readonly string[];
  };
  readonly ProcessingResources: {
    readonly ClusterConfig: {
      readonly InstanceCount: number;
      readonly InstanceType: string;
      readonly VolumeSizeInGB: number;
      readonly VolumeKmsKeyId?: string;
    };
  };
  readonly ProcessingInputs?: readonly ProcessingJobInput[];
  readonly ProcessingOutputConfig?: { readonly Outputs: readonly ProcessingJobOutput[]; readonly KmsKeyId?: string };
  readonly Environment?: Readonly<Record<string, string>>;
  readonly StoppingCondition?: { readonly MaxRuntimeInSeconds?: number };
  readonly NetworkConfig?: object;
  readonly ExperimentConfig?: object;
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeProcessingJob.html */
export interface DescribeProcessingJobOutput extends Omit<CreateProcessingJobInput, "Tags"> {
  readonly ProcessingJobArn: string;
  readonly ProcessingJobStatus: JobStatus;
  /** The first 1,024 characters that the program wrote to /opt/ml/output/message. */
  readonly ExitMessage?: string;
  readonly FailureReason?: string;
  readonly CreationTime: Date;
  readonly ProcessingStartTime?: Date;
  readonly ProcessingEndTime?: Date;
  readonly LastModifiedTime: Date;
}

export interface ProcessingJobSummary {
  readonly ProcessingJobName: string;
  readonly ProcessingJobArn: string;
  readonly CreationTime: Date;
  readonly ProcessingEndTime?: Date;
  readonly LastModifiedTime: Date;
  readonly ProcessingJobStatus: JobStatus;
  readonly FailureReason?: string;
  readonly ExitMessage?: string;
}

export interface ListProcessingJobsOutput {
  readonly ProcessingJobSummaries: readonly ProcessingJobSummary[];
  readonly NextToken?: string;
}
