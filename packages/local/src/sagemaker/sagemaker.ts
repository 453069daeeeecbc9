import { availableParallelism } from "node:os";
import { createS3, type S3 } from "../s3";
import { LocalServiceError } from "../service-error";
import { checkTrainingJob } from "./check-request";
import { listTrainingJobs } from "./list";
import type {
  CreateTrainingJobInput,
  DescribeTrainingJobOutput,
  ListTrainingJobsInput,
  ListTrainingJobsOutput,
  LogLine,
  MetricData,
} from "./shapes";
import { Slots } from "./slots";
import { train } from "./train";
import { TrainingJob } from "./training-job";

export interface SageMakerOptions {
  /** Where inputs come from and models go: a temporary S3. The folder of one, or one of `createS3`. */
  readonly s3?: string | S3;
  /**
   * The Python that runs scripts, as a name in PATH or a path. Left out, it is one that has what the image of the job
   * brings along, such as PyTorch: that of STEPBOOK_PYTHON, else python3 of PATH, else one of the system's.
   */
  readonly python?: string;
  /** Is told of every line that a job prints. */
  readonly onLog?: (line: LogLine) => void;
  /** The most jobs that run at once; others wait: the number of cores. */
  readonly atOnce?: number;
  /** The region in ARNs: us-east-1. */
  readonly region?: string;
  /** The account in ARNs, 12 digits: 123456789012. */
  readonly account?: string;
  /** The time: that of this machine. */
  readonly now?: () => Date;
}

interface Named {
  readonly TrainingJobName: string;
}

/**
 * SageMaker on this machine, in AWS's names and shapes. Each operation rejects with an Error whose `name` is AWS's code.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_Operations.html
 */
export interface SageMaker {
  /** Begins a job. @throws ValidationException where the request is wrong, ResourceInUse where the name is taken. */
  createTrainingJob(input: CreateTrainingJobInput): Promise<{ readonly TrainingJobArn: string }>;
  describeTrainingJob(input: Named): Promise<DescribeTrainingJobOutput>;
  listTrainingJobs(input?: ListTrainingJobsInput): Promise<ListTrainingJobsOutput>;
  /** Asks a job to end: its program gets SIGTERM, and 120 seconds to save its work. What it saved is kept. */
  stopTrainingJob(input: Named): Promise<object>;
  /** Waits until a training job has ended, however, and describes it. */
  trainingJobEnd(input: Named): Promise<DescribeTrainingJobOutput>;
  /** The last lines that a training job has printed, at most 10,000. */
  trainingJobLog(input: Named): Promise<readonly LogLine[]>;
  /** All values of the metrics of a training job so far, in the order of their time. */
  trainingJobMetrics(input: Named): Promise<readonly MetricData[]>;
}

/**
 * SageMaker on this machine: a training job runs its script in a child process, with the folders, variables and arguments
 * of SageMaker's containers, and its model goes to the local S3.
 *
 * @example
 * const s3 = createS3("data");
 * const sagemaker = createSageMaker({ s3, onLog: ({ line }) => console.log(line) });
 * const api = createLocalStepFunctions({ s3, sagemaker });
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo.html
 */
export const createSageMaker = (options: SageMakerOptions = {}): SageMaker => {
  const { region = "us-east-1", account = "123456789012", onLog, now = () => new Date() } = options;
  const { python } = options;
  const s3 = typeof options.s3 === "object" ? options.s3 : createS3(options.s3);
  const jobs = new Map<string, TrainingJob>();
  const slots = new Slots(options.atOnce ?? availableParallelism());
  const jobOf = ({ TrainingJobName }: Named): TrainingJob => {
    const job = jobs.get(TrainingJobName);
    if (job) return job;
    throw new LocalServiceError("ValidationException", "Requested resource not found.", {
      hint: `There is no training job ${JSON.stringify(TrainingJobName)}.`,
    });
  };
  return {
    async createTrainingJob(input) {
      checkTrainingJob(input);
      const request = structuredClone(input);
      const { TrainingJobName } = request;
      const arn = `arn:aws:sagemaker:${region}:${account}:training-job/${TrainingJobName.toLowerCase()}`;
      if (jobs.has(TrainingJobName))
        throw new LocalServiceError(
          "ResourceInUse",
          `Training job names must be unique within an AWS account and region, and a training job with this name already exists (${arn})`,
        );
      const job = new TrainingJob(request, arn, now, onLog);
      jobs.set(TrainingJobName, job);
      slots.run(() => train(job, { s3, python, region }), job.signal);
      return { TrainingJobArn: arn };
    },
    describeTrainingJob: async (input) => jobOf(input).describe(),
    listTrainingJobs: async (input = {}) => listTrainingJobs([...jobs.values()], input),
    async stopTrainingJob(input) {
      const job = jobOf(input);
      if (job.endTime)
        throw new LocalServiceError(
          "ValidationException",
          `The request was rejected because the training job is in status ${job.status}.`,
        );
      job.cutShort("Stopped");
      return {};
    },
    async trainingJobEnd(input) {
      const job = jobOf(input);
      await job.ended;
      return job.describe();
    },
    trainingJobLog: async (input) => [...jobOf(input).logs],
    trainingJobMetrics: async (input) => [...jobOf(input).metrics],
  };
};
