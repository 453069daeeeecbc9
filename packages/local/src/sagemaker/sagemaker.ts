import { availableParallelism } from "node:os";
import { join } from "node:path";
import { createS3, type S3 } from "../s3";
import { type ProcessingJobs, processingJobs } from "./processing-jobs";
import { type Serving, serving } from "./serving";
import type { LogLine } from "./shapes";
import type { Shared } from "./shared";
import { Slots } from "./slots";
import { newTrainingJobs, type TrainingJobs, trainingJobs } from "./training-jobs";
import { type HyperParameterTuningJobs, hyperParameterTuningJobs } from "./tuning-jobs";

export interface SageMakerOptions {
  /** Where inputs come from and models go: a temporary S3. The folder of one, or one of `createS3`. */
  readonly s3?: string | S3;
  /**
   * The Python that runs scripts, as a name in PATH or a path. Left out, it is one that has what the image of the job
   * brings along, such as PyTorch: that of STEPBOOK_PYTHON, else python3 of PATH, else one of the system's.
   */
  readonly python?: string;
  /**
   * Where jobs and their logs are recorded: the hidden folder `.sagemaker` of the S3's folder. Another SageMaker on the same
   * folder tells of the jobs of before; one whose process was killed has Failed. Two processes may have one at once.
   */
  readonly folder?: string;
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

/**
 * SageMaker on this machine, in AWS's names and shapes. Each operation rejects with an Error whose `name` is AWS's code.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_Operations.html
 */
export interface SageMaker extends TrainingJobs, HyperParameterTuningJobs, ProcessingJobs, Serving {}

/**
 * SageMaker on this machine: a training or processing job runs its script in a child process, with the folders, variables
 * and arguments of SageMaker's containers, and what it makes goes to the local S3. A tuning job searches by such training
 * jobs. A model is served by a process of its own, for an endpoint or a batch transform.
 *
 * @example
 * const s3 = createS3("data");
 * const sagemaker = createSageMaker({ s3, onLog: ({ line }) => console.log(line) });
 * const api = createLocalStepFunctions({ s3, sagemaker });
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo.html
 */
export const createSageMaker = (options: SageMakerOptions = {}): SageMaker => {
  const s3 = typeof options.s3 === "object" ? options.s3 : createS3(options.s3);
  const shared: Shared = {
    s3,
    // The folder of a temporary S3 is made when it is asked for.
    folder: () => options.folder ?? join(s3.folder, ".sagemaker"),
    python: options.python,
    region: options.region ?? "us-east-1",
    account: options.account ?? "123456789012",
    now: options.now ?? (() => new Date()),
    onLog: options.onLog,
    slots: new Slots(options.atOnce ?? availableParallelism()),
  };
  const training = newTrainingJobs(shared);
  return {
    ...trainingJobs(training),
    ...hyperParameterTuningJobs(shared, training),
    ...processingJobs(shared),
    ...serving(shared),
  };
};
