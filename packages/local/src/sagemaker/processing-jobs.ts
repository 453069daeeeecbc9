import { checkProcessingJob } from "./check-processing";
import { type JobRecord, lastModified } from "./job";
import { type JobKind, Jobs } from "./jobs";
import type { ListInput } from "./list";
import { processData } from "./process";
import type {
  CreateProcessingJobInput,
  DescribeProcessingJobOutput,
  ListProcessingJobsOutput,
  ProcessingJobSummary,
} from "./processing-shapes";
import type { LogLine } from "./shapes";
import type { Shared } from "./shared";

interface Named {
  readonly ProcessingJobName: string;
}

/** The operations on processing jobs. */
export interface ProcessingJobs {
  /**
   * Begins a job: its entry point runs in a child process of this machine, by its Python, Node or shell.
   *
   * A container has its data below /opt/ml, which this machine can't have for each job: a folder of the job stands for it.
   * Arguments and variables that name /opt/ml name that folder, and so do the texts of the programs that lie beside the
   * entry point. Only a path that a program puts together, or that stands in other files, is not found.
   * An output whose S3UploadMode is Continuous is uploaded at the end, too, and the log says so. What there is of the
   * outputs is uploaded where the job fails or is stopped, too.
   *
   * @throws ValidationException where the request is wrong, ResourceInUse where the name is taken.
   * @see https://docs.aws.amazon.com/sagemaker/latest/dg/build-your-own-processing-container.html
   */
  createProcessingJob(input: CreateProcessingJobInput): Promise<{ readonly ProcessingJobArn: string }>;
  describeProcessingJob(input: Named): Promise<DescribeProcessingJobOutput>;
  listProcessingJobs(input?: ListInput): Promise<ListProcessingJobsOutput>;
  /** Asks a job to end: its program gets SIGTERM, and 120 seconds to save its work. What it saved is uploaded. */
  stopProcessingJob(input: Named): Promise<object>;
  /** Waits until a processing job has ended, however, and describes it. */
  processingJobEnd(input: Named): Promise<DescribeProcessingJobOutput>;
  /** The last lines that a processing job has printed, at most 10,000. */
  processingJobLog(input: Named): Promise<readonly LogLine[]>;
}

const timesOf = (record: JobRecord) => ({
  CreationTime: record.creationTime,
  LastModifiedTime: lastModified(record),
  ...(record.endTime === undefined ? {} : { ProcessingEndTime: record.endTime }),
});

const endOf = ({ failureReason, told }: JobRecord) => ({
  ...(failureReason === undefined ? {} : { FailureReason: failureReason }),
  ...(told as { readonly ExitMessage?: string }),
});

const describe = (record: JobRecord<CreateProcessingJobInput>): DescribeProcessingJobOutput => {
  const { Tags, ...request } = record.request;
  return {
    StoppingCondition: { MaxRuntimeInSeconds: 86_400 },
    ...request,
    ProcessingJobArn: record.arn,
    ProcessingJobStatus: record.status,
    ...endOf(record),
    ...timesOf(record),
    ...(record.startTime === undefined ? {} : { ProcessingStartTime: record.startTime }),
  };
};

const summaryOf = (record: JobRecord): ProcessingJobSummary => ({
  ProcessingJobName: record.name,
  ProcessingJobArn: record.arn,
  ...timesOf(record),
  ProcessingJobStatus: record.status,
  ...endOf(record),
});

const kind: JobKind<CreateProcessingJobInput, DescribeProcessingJobOutput> = {
  arnPart: "processing-job",
  noun: "processing job",
  missing: { code: "ValidationException", message: (name) => `Could not find requested job with name: ${name}` },
  messages: {},
  takesTurn: true,
  nameOf: ({ ProcessingJobName }) => ProcessingJobName,
  check: checkProcessingJob,
  work: processData,
  describe,
};

export const processingJobs = (shared: Shared): ProcessingJobs => {
  const jobs = new Jobs(kind, shared);
  return {
    createProcessingJob: async (input) => ({ ProcessingJobArn: await jobs.create(input) }),
    describeProcessingJob: async ({ ProcessingJobName }) => jobs.describe(ProcessingJobName),
    async listProcessingJobs(input = {}) {
      const { items, next } = jobs.list(input);
      return { ProcessingJobSummaries: items.map(summaryOf), ...next };
    },
    async stopProcessingJob({ ProcessingJobName }) {
      jobs.stop(ProcessingJobName);
      return {};
    },
    processingJobEnd: async ({ ProcessingJobName }) => jobs.end(ProcessingJobName),
    processingJobLog: async ({ ProcessingJobName }) => jobs.log(ProcessingJobName),
  };
};
