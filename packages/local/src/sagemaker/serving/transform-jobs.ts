import { checkRequest, type Rule, textFaults } from "../check-request";
import { type JobRecord, lastModified } from "../job";
import { type JobKind, Jobs } from "../jobs";
import type { ListInput } from "../list";
import { instanceType, jobName, s3OutputPath } from "../patterns";
import type { LogLine } from "../shapes";
import type { Shared } from "../shared";
import { type Model, thingName } from "./models";
import type { CreateTransformJobInput, DescribeTransformJobOutput, TransformJobSummary } from "./shapes";
import type { Things } from "./things";
import { transform } from "./transform";

interface Named {
  readonly TransformJobName: string;
}

/** The operations on batch transforms. */
export interface TransformJobs {
  /**
   * Begins a batch transform: the model answers for each object of a prefix, in a process of this machine.
   *
   * @throws ValidationException where the request is wrong or the model isn't there, ResourceInUse where the name is taken.
   */
  createTransformJob(input: CreateTransformJobInput): Promise<{ readonly TransformJobArn: string }>;
  describeTransformJob(input: Named): Promise<DescribeTransformJobOutput>;
  listTransformJobs(
    input?: ListInput,
  ): Promise<{ readonly TransformJobSummaries: readonly TransformJobSummary[]; readonly NextToken?: string }>;
  /** Asks a job to end. The objects that are done stay. */
  stopTransformJob(input: Named): Promise<object>;
  /** Waits until a batch transform has ended, however, and describes it. */
  transformJobEnd(input: Named): Promise<DescribeTransformJobOutput>;
  /** The last lines that the model has printed in a batch transform, at most 10,000. */
  transformJobLog(input: Named): Promise<readonly LogLine[]>;
}

const rules: readonly Rule[] = [
  { path: "TransformJobName", required: true, type: "text", pattern: jobName },
  { path: "ModelName", required: true, type: "text", pattern: thingName },
  { path: "Environment", type: "object" },
  { path: "BatchStrategy", type: "text", pattern: /^(MultiRecord|SingleRecord)$/ },
  { path: "TransformInput", required: true, type: "object" },
  { path: "TransformInput.DataSource", required: true, type: "object" },
  { path: "TransformInput.DataSource.S3DataSource", required: true, type: "object" },
  { path: "TransformInput.DataSource.S3DataSource.S3Uri", required: true, type: "text", pattern: s3OutputPath },
  {
    path: "TransformInput.DataSource.S3DataSource.S3DataType",
    required: true,
    type: "text",
    pattern: /^(S3Prefix|ManifestFile|AugmentedManifestFile)$/,
  },
  { path: "TransformInput.CompressionType", type: "text", pattern: /^(None|Gzip)$/ },
  { path: "TransformInput.SplitType", type: "text", pattern: /^(None|Line|RecordIO|TFRecord)$/ },
  { path: "TransformOutput", required: true, type: "object" },
  { path: "TransformOutput.S3OutputPath", required: true, type: "text", pattern: s3OutputPath },
  { path: "TransformOutput.AssembleWith", type: "text", pattern: /^(None|Line)$/ },
  { path: "TransformResources", required: true, type: "object" },
  { path: "TransformResources.InstanceType", required: true, type: "text", pattern: instanceType },
  { path: "TransformResources.InstanceCount", required: true, type: "count" },
];

const timesOf = (record: JobRecord) => ({
  CreationTime: record.creationTime,
  ...(record.endTime === undefined ? {} : { TransformEndTime: record.endTime }),
});

const describe = (record: JobRecord<CreateTransformJobInput>): DescribeTransformJobOutput => {
  const { Tags, ...request } = record.request;
  return {
    ...request,
    TransformJobArn: record.arn,
    TransformJobStatus: record.status,
    ...(record.failureReason === undefined ? {} : { FailureReason: record.failureReason }),
    ...timesOf(record),
    ...(record.startTime === undefined ? {} : { TransformStartTime: record.startTime }),
  };
};

const summaryOf = (record: JobRecord): TransformJobSummary => ({
  TransformJobName: record.name,
  TransformJobArn: record.arn,
  ...timesOf(record),
  LastModifiedTime: lastModified(record),
  TransformJobStatus: record.status,
  ...(record.failureReason === undefined ? {} : { FailureReason: record.failureReason }),
});

export const transformJobs = (shared: Shared, models: Things<Model>): TransformJobs => {
  const kind: JobKind<CreateTransformJobInput, DescribeTransformJobOutput> = {
    arnPart: "transform-job",
    noun: "transform job",
    missing: { code: "ValidationException", message: (name) => `Could not find requested job with name: ${name}` },
    messages: {},
    takesTurn: true,
    nameOf: ({ TransformJobName }) => TransformJobName,
    check(request) {
      checkRequest(request, rules, textFaults("environment", request.Environment));
      models.get(request.ModelName);
    },
    work: (job, shared) => transform(job, shared, (name) => models.get(name)),
    describe,
  };
  const jobs = new Jobs(kind, shared);
  return {
    createTransformJob: async (input) => ({ TransformJobArn: await jobs.create(input) }),
    describeTransformJob: async ({ TransformJobName }) => jobs.describe(TransformJobName),
    async listTransformJobs(input = {}) {
      const { items, next } = jobs.list(input);
      return { TransformJobSummaries: items.map(summaryOf), ...next };
    },
    async stopTransformJob({ TransformJobName }) {
      jobs.stop(TransformJobName);
      return {};
    },
    transformJobEnd: async ({ TransformJobName }) => jobs.end(TransformJobName),
    transformJobLog: async ({ TransformJobName }) => jobs.log(TransformJobName),
  };
};
