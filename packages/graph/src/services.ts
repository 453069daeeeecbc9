import type { IconName } from "./icons";

export type { IconName };

interface ServiceRow {
  readonly name: string;
  readonly icon: IconName;
  /** Words for actions where their own name would not read well. */
  readonly actions?: Readonly<Record<string, string>>;
  /** The parameter that tells more than the action does. */
  readonly named?: string;
}

/** How the services that a Task calls are named and drawn, by their name in a resource's ARN. */
export const SERVICES: Readonly<Record<string, ServiceRow>> = {
  lambda: { name: "Lambda", icon: "lambda", actions: { invoke: "function" }, named: "FunctionName" },
  sagemaker: {
    name: "SageMaker",
    icon: "network",
    actions: {
      createTrainingJob: "training job",
      createTransformJob: "batch transform",
      createProcessingJob: "processing job",
      createHyperParameterTuningJob: "tuning job",
      createLabelingJob: "labeling job",
      createEndpoint: "endpoint",
      createEndpointConfig: "endpoint config",
      createModel: "create model",
    },
  },
  states: { name: "Step Functions", icon: "machine", actions: { startExecution: "execution" } },
  sqs: { name: "SQS", icon: "envelope", actions: { sendMessage: "send message" } },
  sns: { name: "SNS", icon: "bell" },
  events: { name: "EventBridge", icon: "bell", actions: { putEvents: "put events" } },
  dynamodb: { name: "DynamoDB", icon: "table" },
  s3: { name: "S3", icon: "bucket" },
  glue: { name: "Glue", icon: "funnel", actions: { startJobRun: "job" }, named: "JobName" },
  databrew: { name: "Glue DataBrew", icon: "funnel", actions: { startJobRun: "job" } },
  athena: { name: "Athena", icon: "table", actions: { startQueryExecution: "query" } },
  elasticmapreduce: {
    name: "EMR",
    icon: "network",
    actions: { addStep: "step", createCluster: "create cluster", terminateCluster: "end cluster" },
  },
  "emr-containers": { name: "EMR on EKS", icon: "network", actions: { startJobRun: "job" } },
  "emr-serverless": { name: "EMR Serverless", icon: "network", actions: { startJobRun: "job" } },
  batch: { name: "Batch", icon: "box", actions: { submitJob: "job" } },
  ecs: { name: "ECS", icon: "box", actions: { runTask: "task" } },
  eks: { name: "EKS", icon: "box" },
  bedrock: { name: "Bedrock", icon: "spark", actions: { invokeModel: "model" }, named: "ModelId" },
  codebuild: { name: "CodeBuild", icon: "box", actions: { startBuild: "build" } },
  apigateway: { name: "API Gateway", icon: "globe", actions: { invoke: "request" } },
  http: { name: "HTTP", icon: "globe", actions: { invoke: "request" }, named: "ApiEndpoint" },
  ses: { name: "SES", icon: "envelope" },
  sesv2: { name: "SES", icon: "envelope" },
  rekognition: { name: "Rekognition", icon: "spark" },
  textract: { name: "Textract", icon: "spark" },
  comprehend: { name: "Comprehend", icon: "spark" },
  transcribe: { name: "Transcribe", icon: "spark" },
  translate: { name: "Translate", icon: "spark" },
  polly: { name: "Polly", icon: "spark" },
  bedrockruntime: { name: "Bedrock", icon: "spark" },
  rds: { name: "RDS", icon: "table" },
  rdsdata: { name: "RDS Data", icon: "table" },
  redshiftdata: { name: "Redshift", icon: "table" },
  timestreamquery: { name: "Timestream", icon: "table" },
  firehose: { name: "Firehose", icon: "funnel" },
  kinesis: { name: "Kinesis", icon: "funnel" },
  ssm: { name: "Systems Manager", icon: "gear" },
  secretsmanager: { name: "Secrets Manager", icon: "gear" },
  ec2: { name: "EC2", icon: "box" },
  cloudwatch: { name: "CloudWatch", icon: "bell" },
  sfn: { name: "Step Functions", icon: "machine" },
  mediaconvert: { name: "MediaConvert", icon: "box", actions: { createJob: "job" } },
};
