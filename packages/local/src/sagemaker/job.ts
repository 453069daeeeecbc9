import type { Keeper } from "./records";
import type { JobStatus, LogLine, MetricData, SecondaryStatus, SecondaryStatusTransition } from "./shapes";

/** How many lines of a log are kept. */
const keptLines = 10_000;

export type JobEnd = "Completed" | "Failed" | "Stopped" | "MaxRuntimeExceeded" | "MaxWaitTimeExceeded";

/** Why a job was asked to end before its time. */
export type Cut = Exclude<JobEnd, "Completed" | "Failed">;

const statusOfEnd: Readonly<Record<JobEnd, JobStatus>> = {
  Completed: "Completed",
  Failed: "Failed",
  Stopped: "Stopped",
  MaxRuntimeExceeded: "Stopped",
  MaxWaitTimeExceeded: "Stopped",
};

/** A time without an instance. */
export interface Interruption {
  readonly seconds: number;
}

/** All that a job is described by: plain data. */
export interface JobRecord<Request extends object = object> {
  readonly name: string;
  readonly arn: string;
  readonly request: Request;
  readonly creationTime: Date;
  status: JobStatus;
  phases: readonly SecondaryStatusTransition[];
  /** When its work began: its input is being fetched. */
  startTime?: Date;
  endTime?: Date;
  failureReason?: string;
  /** The folder of this machine that its program works in, as long as there is one. */
  folder?: string;
  /** The last value of each metric. */
  finalMetrics: readonly MetricData[];
  /** Further members of its description, which only its kind has. */
  told: Readonly<Record<string, unknown>>;
}

/** A new job's record. */
export const newRecord = <Request extends object>(
  name: string,
  arn: string,
  request: Request,
  creationTime: Date,
  told: Readonly<Record<string, unknown>>,
): JobRecord<Request> => ({
  name,
  arn,
  request,
  creationTime,
  status: "InProgress",
  phases: [],
  finalMetrics: [],
  told,
});

/** The last value of each metric. */
export const lastOfEach = (metrics: readonly MetricData[]): readonly MetricData[] => [
  ...new Map(metrics.map((metric) => [metric.MetricName, metric])).values(),
];

/** When a job was changed last. */
export const lastModified = ({ endTime, phases, creationTime }: JobRecord): Date =>
  endTime ?? phases.at(-1)?.StartTime ?? creationTime;

interface Effects {
  readonly now: () => Date;
  readonly onLog: ((line: LogLine) => void) | undefined;
  /** What a phase is told by. */
  readonly messages: Readonly<Partial<Record<SecondaryStatus, string>>>;
  /** Where the job is recorded. */
  readonly keeper: Keeper;
}

/** A job of any kind that this process does, from its creation to its end. */
export class Job<Request extends object = object> {
  readonly logs: LogLine[] = [];
  readonly metrics: MetricData[] = [];
  readonly ended: Promise<void>;
  cut: Cut | undefined;
  interruption: Interruption | undefined;
  /** Is called when the job has told values of metrics. */
  onMetrics: (() => void) | undefined;
  #controller = new AbortController();
  readonly #effects: Effects;
  #onLog: Effects["onLog"];
  #keeper: Keeper | undefined;
  #resolveEnded: () => void = () => undefined;

  constructor(
    readonly record: JobRecord<Request>,
    effects: Effects,
  ) {
    this.#effects = effects;
    this.#onLog = effects.onLog;
    this.ended = new Promise((resolve) => {
      this.#resolveEnded = resolve;
    });
    this.#begin("Starting");
    effects.keeper.save(record);
    this.#keeper = effects.keeper;
  }

  get request(): Request {
    return this.record.request;
  }

  /** Aborted when the job is asked to end before its time, or interrupted. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  enter(Status: SecondaryStatus): void {
    this.#begin(Status);
    this.#save();
  }

  #begin(Status: SecondaryStatus, StatusMessage = this.#effects.messages[Status] ?? Status): void {
    const StartTime = this.#effects.now();
    const { record } = this;
    const before = record.phases.map((phase) => (phase.EndTime ? phase : { ...phase, EndTime: StartTime }));
    record.phases = [...before, { Status, StartTime, StatusMessage }];
    if (Status === "Downloading") record.startTime ??= StartTime;
  }

  #save(): void {
    this.#keep((keeper) => keeper.save(this.record));
  }

  /** Records what happened. The job goes on where that can't be: its log says so. */
  #keep(what: (keeper: Keeper) => void): void {
    try {
      if (this.#keeper) what(this.#keeper);
    } catch (error) {
      this.#keeper = undefined;
      this.print(`The job is not recorded any more: ${(error as Error).message}`, "stderr");
    }
  }

  /** Takes a line into the log, with the values of metrics that it tells. */
  print(line: string, stream: LogLine["stream"], find: FindMetrics = () => []): void {
    const told: LogLine = { jobName: this.record.name, line, time: this.#effects.now(), stream };
    this.logs.push(told);
    if (this.logs.length > keptLines) this.logs.splice(0, keptLines / 10);
    const found = find(line, told.time);
    if (found.length > 0) {
      this.metrics.push(...found);
      this.record.finalMetrics = lastOfEach([...this.record.finalMetrics, ...found]);
    }
    this.#keep((keeper) => keeper.append(told, found));
    if (found.length > 0) this.onMetrics?.();
    try {
      this.#onLog?.(told);
    } catch (error) {
      this.#onLog = undefined;
      this.print(`onLog threw, and is told no more: ${String(error)}`, "stderr");
    }
  }

  /** Adds members to what is told of the job. */
  tell(members: Readonly<Record<string, unknown>>): void {
    this.record.told = { ...this.record.told, ...members };
    this.#save();
  }

  /** Tells the folder that is gone with the job. */
  worksIn(folder: string): void {
    this.record.folder = folder;
    this.#save();
  }

  cutShort(why: Cut): void {
    if (this.cut !== undefined || this.record.status !== "InProgress") return;
    this.cut = why;
    this.record.status = "Stopping";
    this.enter("Stopping");
    this.#controller.abort();
  }

  /** Takes the instance of a job away. What works on the job sees to it that it goes on, by `goOn`. */
  interrupt(interruption: Interruption): void {
    this.interruption = interruption;
    this.#controller.abort();
  }

  /** The job can be asked to end, or be interrupted, once more. */
  goOn(): void {
    this.interruption = undefined;
    if (this.cut === undefined) this.#controller = new AbortController();
  }

  end(how: JobEnd, failureReason?: string): void {
    const { record } = this;
    if (failureReason !== undefined) record.failureReason = failureReason;
    delete record.folder;
    this.#begin(how, failureReason);
    record.status = statusOfEnd[how];
    const last = record.phases.at(-1)!;
    record.endTime = last.StartTime;
    record.phases = [...record.phases.slice(0, -1), { ...last, EndTime: last.StartTime }];
    this.#save();
    this.#keep((keeper) => keeper.close());
    this.#resolveEnded();
  }
}

/** Finds the values of metrics in a line. */
export type FindMetrics = (line: string, time: Date) => readonly MetricData[];
