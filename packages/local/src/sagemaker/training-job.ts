import type {
  CreateTrainingJobInput,
  DescribeTrainingJobOutput,
  LogLine,
  MetricData,
  SecondaryStatus,
  SecondaryStatusTransition,
  TrainingJobStatus,
} from "./shapes";

/** How many lines of a log are kept. */
const keptLines = 10_000;

const messages: Readonly<Record<SecondaryStatus, string>> = {
  Starting: "Preparing the instances for training",
  Downloading: "Downloading input data",
  Training: "Training image download completed. Training in progress.",
  Uploading: "Uploading generated training model",
  Completed: "Training job completed",
  Failed: "Training job failed",
  Stopping: "Stopping the training job",
  Stopped: "Training job stopped",
  MaxRuntimeExceeded: "Training job runtime exceeded MaxRuntimeInSeconds provided",
};

export type TrainingEnd = "Completed" | "Failed" | "Stopped" | "MaxRuntimeExceeded";

const statusOfEnd: Readonly<Record<TrainingEnd, TrainingJobStatus>> = {
  Completed: "Completed",
  Failed: "Failed",
  Stopped: "Stopped",
  MaxRuntimeExceeded: "Stopped",
};

/** A training job and how far it is. */
export class TrainingJob {
  readonly logs: LogLine[] = [];
  readonly metrics: MetricData[] = [];
  readonly ended: Promise<void>;
  readonly creationTime: Date;
  status: TrainingJobStatus = "InProgress";
  artifacts: string | undefined;
  /** Why it was asked to end before its time. */
  cut: "Stopped" | "MaxRuntimeExceeded" | undefined;
  failureReason: string | undefined;
  private readonly controller = new AbortController();
  private readonly transitions: { Status: SecondaryStatus; StartTime: Date; EndTime?: Date; StatusMessage: string }[] =
    [];
  private readonly times: { start?: Date; end?: Date } = {};
  private resolveEnded: () => void = () => undefined;

  constructor(
    readonly request: CreateTrainingJobInput,
    readonly arn: string,
    private readonly now: () => Date,
    private onLog: ((line: LogLine) => void) | undefined,
  ) {
    this.creationTime = now();
    this.ended = new Promise((resolve) => {
      this.resolveEnded = resolve;
    });
    this.enter("Starting");
  }

  /** Aborted when the job is asked to end before its time. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get secondaryStatus(): SecondaryStatus {
    return this.transitions.at(-1)!.Status;
  }

  get endTime(): Date | undefined {
    return this.times.end;
  }

  get lastModified(): Date {
    return this.times.end ?? this.transitions.at(-1)!.StartTime;
  }

  enter(Status: SecondaryStatus, StatusMessage = messages[Status]): void {
    const StartTime = this.now();
    const before = this.transitions.at(-1);
    if (before) before.EndTime = StartTime;
    this.transitions.push({ Status, StartTime, StatusMessage });
    if (Status === "Downloading") this.times.start = StartTime;
  }

  print(line: string, stream: LogLine["stream"]): void {
    const told: LogLine = { jobName: this.request.TrainingJobName, line, time: this.now(), stream };
    this.logs.push(told);
    if (this.logs.length > keptLines) this.logs.splice(0, keptLines / 10);
    try {
      this.onLog?.(told);
    } catch (error) {
      this.onLog = undefined;
      this.print(`onLog threw, and is told no more: ${String(error)}`, "stderr");
    }
  }

  cutShort(why: "Stopped" | "MaxRuntimeExceeded"): void {
    if (this.cut !== undefined || this.status !== "InProgress") return;
    this.cut = why;
    this.status = "Stopping";
    this.enter("Stopping");
    this.controller.abort();
  }

  end(how: TrainingEnd, failureReason?: string): void {
    this.failureReason = failureReason;
    this.enter(how, failureReason ?? messages[how]);
    this.status = statusOfEnd[how];
    const end = this.now();
    this.times.end = end;
    this.transitions.at(-1)!.EndTime = end;
    this.resolveEnded();
  }

  describe(): DescribeTrainingJobOutput {
    const { Tags, ...request } = this.request as CreateTrainingJobInput & Record<string, unknown>;
    const { start, end } = this.times;
    const seconds = start && end && Math.max(1, Math.round((end.getTime() - start.getTime()) / 1000));
    const final = new Map(this.metrics.map((metric) => [metric.MetricName, metric]));
    return {
      EnableNetworkIsolation: false,
      EnableInterContainerTrafficEncryption: false,
      EnableManagedSpotTraining: false,
      ...request,
      TrainingJobArn: this.arn,
      TrainingJobStatus: this.status,
      SecondaryStatus: this.secondaryStatus,
      SecondaryStatusTransitions: this.transitions.map((one): SecondaryStatusTransition => ({ ...one })),
      ...(this.failureReason === undefined ? {} : { FailureReason: this.failureReason }),
      ...(this.artifacts === undefined ? {} : { ModelArtifacts: { S3ModelArtifacts: this.artifacts } }),
      ...(final.size === 0 ? {} : { FinalMetricDataList: [...final.values()] }),
      CreationTime: this.creationTime,
      LastModifiedTime: this.lastModified,
      ...(start === undefined ? {} : { TrainingStartTime: start }),
      ...(end === undefined || start === undefined ? {} : { TrainingEndTime: end }),
      ...(seconds === undefined ? {} : { TrainingTimeInSeconds: seconds, BillableTimeInSeconds: seconds }),
    };
  }
}
