import type { JobStatus } from "../shapes";

type Tags = readonly { readonly Key: string; readonly Value: string }[];

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ContainerDefinition.html */
export interface ContainerDefinition {
  readonly Image?: string;
  readonly ContainerHostname?: string;
  readonly Mode?: string;
  readonly ModelDataUrl?: string;
  readonly Environment?: Readonly<Record<string, string>>;
}

/**
 * What a model is created from; members that are not named here are kept and described as they are.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModel.html
 */
export interface CreateModelInput {
  readonly ModelName: string;
  readonly PrimaryContainer?: ContainerDefinition;
  readonly Containers?: readonly ContainerDefinition[];
  readonly ExecutionRoleArn?: string;
  readonly EnableNetworkIsolation?: boolean;
  readonly VpcConfig?: object;
  readonly Tags?: Tags;
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeModel.html */
export interface DescribeModelOutput extends Omit<CreateModelInput, "Tags"> {
  readonly ModelArn: string;
  readonly CreationTime: Date;
}

export interface ModelSummary {
  readonly ModelName: string;
  readonly ModelArn: string;
  readonly CreationTime: Date;
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariant.html */
export interface ProductionVariant {
  readonly VariantName: string;
  readonly ModelName?: string;
  readonly InitialInstanceCount?: number;
  readonly InstanceType?: string;
  readonly InitialVariantWeight?: number;
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DataCaptureConfig.html */
export interface DataCaptureConfig {
  readonly EnableCapture?: boolean;
  readonly InitialSamplingPercentage: number;
  readonly DestinationS3Uri: string;
  readonly CaptureOptions: readonly { readonly CaptureMode: string }[];
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html */
export interface CreateEndpointConfigInput {
  readonly EndpointConfigName: string;
  readonly ProductionVariants: readonly ProductionVariant[];
  readonly DataCaptureConfig?: DataCaptureConfig;
  readonly KmsKeyId?: string;
  readonly Tags?: Tags;
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpointConfig.html */
export interface DescribeEndpointConfigOutput extends Omit<CreateEndpointConfigInput, "Tags"> {
  readonly EndpointConfigArn: string;
  readonly CreationTime: Date;
}

export interface EndpointConfigSummary {
  readonly EndpointConfigName: string;
  readonly EndpointConfigArn: string;
  readonly CreationTime: Date;
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpoint.html */
export interface CreateEndpointInput {
  readonly EndpointName: string;
  readonly EndpointConfigName: string;
  readonly Tags?: Tags;
}

export type EndpointStatus = "Creating" | "InService" | "Updating" | "Deleting" | "Failed";

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpoint.html */
export interface DescribeEndpointOutput {
  readonly EndpointName: string;
  readonly EndpointArn: string;
  readonly EndpointConfigName: string;
  readonly ProductionVariants?: readonly {
    readonly VariantName: string;
    readonly CurrentWeight: number;
    readonly DesiredWeight: number;
    readonly CurrentInstanceCount: number;
    readonly DesiredInstanceCount: number;
  }[];
  readonly EndpointStatus: EndpointStatus;
  readonly FailureReason?: string;
  readonly CreationTime: Date;
  readonly LastModifiedTime: Date;
}

export interface EndpointSummary {
  readonly EndpointName: string;
  readonly EndpointArn: string;
  readonly EndpointStatus: EndpointStatus;
  readonly CreationTime: Date;
  readonly LastModifiedTime: Date;
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html */
export interface InvokeEndpointInput {
  readonly EndpointName: string;
  readonly Body: Uint8Array | string;
  readonly ContentType?: string;
  readonly Accept?: string;
  readonly TargetVariant?: string;
}

export interface InvokeEndpointOutput {
  readonly Body: Uint8Array;
  readonly ContentType: string;
  readonly InvokedProductionVariant: string;
}

/** What a list of models, configurations or endpoints is asked by. */
export interface ListThingsInput {
  readonly NameContains?: string;
  readonly StatusEquals?: EndpointStatus;
  readonly SortBy?: "Name" | "CreationTime";
  /** The newest first, or Z before A, where it is left out. */
  readonly SortOrder?: "Ascending" | "Descending";
  /** 1 to 100; 10 where it is left out. */
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTransformJob.html */
export interface CreateTransformJobInput {
  readonly TransformJobName: string;
  readonly ModelName: string;
  readonly MaxConcurrentTransforms?: number;
  readonly ModelClientConfig?: {
    readonly InvocationsTimeoutInSeconds?: number;
    readonly InvocationsMaxRetries?: number;
  };
  /** In megabytes; 6 where it is left out. */
  readonly MaxPayloadInMB?: number;
  readonly BatchStrategy?: "MultiRecord" | "SingleRecord";
  readonly Environment?: Readonly<Record<string, string>>;
  readonly TransformInput: {
    readonly DataSource: { readonly S3DataSource: { readonly S3DataType: string; readonly S3Uri: string } };
    readonly ContentType?: string;
    readonly CompressionType?: "None" | "Gzip";
    readonly SplitType?: "None" | "Line" | "RecordIO" | "TFRecord";
  };
  readonly TransformOutput: {
    readonly S3OutputPath: string;
    readonly Accept?: string;
    readonly AssembleWith?: "None" | "Line";
    readonly KmsKeyId?: string;
  };
  readonly TransformResources: { readonly InstanceType: string; readonly InstanceCount: number };
  readonly DataProcessing?: DataProcessing;
  readonly ExperimentConfig?: object;
  readonly Tags?: Tags;
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/dg/batch-transform-data-processing.html */
export interface DataProcessing {
  /** What of a record the model gets, as a JSONPath: `$[1:]`. */
  readonly InputFilter?: string;
  /** What of a record is written. */
  readonly OutputFilter?: string;
  readonly JoinSource?: "Input" | "None";
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeTransformJob.html */
export interface DescribeTransformJobOutput extends Omit<CreateTransformJobInput, "Tags"> {
  readonly TransformJobArn: string;
  readonly TransformJobStatus: JobStatus;
  readonly FailureReason?: string;
  readonly CreationTime: Date;
  readonly TransformStartTime?: Date;
  readonly TransformEndTime?: Date;
}

export interface TransformJobSummary {
  readonly TransformJobName: string;
  readonly TransformJobArn: string;
  readonly CreationTime: Date;
  readonly TransformEndTime?: Date;
  readonly LastModifiedTime: Date;
  readonly TransformJobStatus: JobStatus;
  readonly FailureReason?: string;
}
