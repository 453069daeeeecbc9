import type { Any } from "../placeholders/any";

/** What a kind of jobs of SageMaker is called, and what its description tells. */
export interface JobKind {
  /** As people say it. */
  readonly words: string;
  /** As AWS says it, in the names of its operations. */
  readonly noun: "TrainingJob" | "ProcessingJob" | "TransformJob" | "HyperParameterTuningJob" | "Endpoint";
  /** When its work began, beside its creation. */
  readonly start?: string;
  /** When it ended. */
  readonly end?: string;
  /** The statuses that it does not leave by itself. */
  readonly over: RegExp;
  /** The log group in CloudWatch, and how its streams begin. */
  readonly log: (name: string) => { readonly group: string; readonly prefix?: string };
  /** The figures that it has reached. */
  readonly metrics?: (description: Any) => readonly { readonly MetricName?: string; readonly Value?: number }[];
}

const ended = /^(Completed|Failed|Stopped|DeleteFailed)$/;
const groupOf = (group: string) => (name: string) => ({ group: `/aws/sagemaker/${group}`, prefix: `${name}/` });

/**
 * The kinds of jobs that tasks begin, by the action of SageMaker that begins one.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/logging-cloudwatch.html
 */
export const jobKinds: Readonly<Record<string, JobKind>> = {
  createTrainingJob: {
    words: "training job",
    noun: "TrainingJob",
    start: "TrainingStartTime",
    end: "TrainingEndTime",
    over: ended,
    log: groupOf("TrainingJobs"),
    metrics: ({ FinalMetricDataList }) => FinalMetricDataList ?? [],
  },
  createProcessingJob: {
    words: "processing job",
    noun: "ProcessingJob",
    start: "ProcessingStartTime",
    end: "ProcessingEndTime",
    over: ended,
    log: groupOf("ProcessingJobs"),
  },
  createTransformJob: {
    words: "batch transform",
    noun: "TransformJob",
    start: "TransformStartTime",
    end: "TransformEndTime",
    over: ended,
    log: groupOf("TransformJobs"),
  },
  createHyperParameterTuningJob: {
    words: "tuning job",
    noun: "HyperParameterTuningJob",
    end: "HyperParameterTuningEndTime",
    over: ended,
    log: (name) => ({ group: "/aws/sagemaker/TrainingJobs", prefix: `${name}-` }),
    metrics: tuningMetrics,
  },
  createEndpoint: endpoint(),
  updateEndpoint: endpoint(),
};

function endpoint(): JobKind {
  return {
    words: "endpoint",
    noun: "Endpoint",
    over: /^(InService|Failed|OutOfService|UpdateRollbackFailed)$/,
    log: (name) => ({ group: `/aws/sagemaker/Endpoints/${name}` }),
  };
}

/** How its training jobs fare, and the best figure so far. */
function tuningMetrics({ TrainingJobStatusCounters: counters = {}, BestTrainingJob: best }: Any) {
  const objective = best?.FinalHyperParameterTuningJobObjectiveMetric;
  const { Completed = 0, InProgress = 0, RetryableError = 0, NonRetryableError = 0, Stopped = 0 } = counters;
  const counted = {
    done: Completed,
    running: InProgress,
    failed: RetryableError + NonRetryableError,
    stopped: Stopped,
  };
  return [
    ...(objective ? [{ MetricName: `best ${objective.MetricName}`, Value: objective.Value }] : []),
    ...Object.entries(counted).flatMap(([words, Value]) => (Value > 0 ? [{ MetricName: words, Value }] : [])),
  ];
}
