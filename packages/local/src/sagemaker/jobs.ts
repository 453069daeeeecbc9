import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { LocalServiceError } from "../service-error";
import { failureReasonOf } from "./failure";
import { Job, type JobEnd, type JobRecord, newRecord } from "./job";
import { type ListInput, type Page, page } from "./list";
import { type Keeper, type Kept, Records } from "./records";
import type { LogLine, MetricData, SecondaryStatus } from "./shapes";
import type { Shared } from "./shared";

/** A kind of jobs: what differs between training, processing, transform and tuning. */
export interface JobKind<Request extends object, Output> {
  /** What its ARNs have in their middle: `training-job`. */
  readonly arnPart: string;
  /** What messages call it: `training job`. */
  readonly noun: string;
  /** How SageMaker says that there is no job of a name. */
  readonly missing: {
    readonly code: "ResourceNotFound" | "ValidationException";
    readonly message: (name: string) => string;
  };
  /** What its phases are told by. */
  readonly messages: Readonly<Partial<Record<SecondaryStatus, string>>>;
  /** Whether it waits for its turn where as many jobs run as there may: not where it only begins others. */
  readonly takesTurn: boolean;
  readonly nameOf: (request: Request) => string;
  /** @throws LocalServiceError where SageMaker refuses the request. */
  readonly check: (request: Request) => void;
  /** Does the work; rejects where it fails. Where the job is cut short, it saves what there is and returns. */
  readonly work: (job: Job<Request>, shared: Shared) => Promise<void>;
  readonly describe: (record: JobRecord<Request>) => Output;
}

/** How often it is looked whether a job of another process has ended. */
const lookMilliseconds = 250;

/** The jobs that this process does now, by the folders of their records: whoever has the folder has the job. */
const running = new Map<string, Job<never>>();

/** The jobs of a kind: those of this process, and those that are recorded. */
export class Jobs<Request extends object, Output> {
  readonly #own = new Map<string, Job<Request>>();
  readonly #records: Records<Request>;

  constructor(
    private readonly kind: JobKind<Request, Output>,
    private readonly shared: Shared,
  ) {
    this.#records = new Records(() => this.#folder);
  }

  get #folder(): string {
    return join(this.shared.folder(), this.kind.arnPart);
  }

  /** A job of this process, if it is one. */
  #live(name: string): Job<Request> | undefined {
    return this.#own.get(name) ?? (running.get(join(this.#folder, name)) as Job<Request> | undefined);
  }

  /** Begins a job, and gives its ARN. `told` goes into its description. */
  async create(input: Request, told: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const { kind, shared } = this;
    kind.check(input);
    const request = structuredClone(input);
    const name = kind.nameOf(request);
    const arn = `arn:aws:sagemaker:${shared.region}:${shared.account}:${kind.arnPart}/${name.toLowerCase()}`;
    const job = this.#begin(newRecord(name, arn, request, shared.now(), told));
    this.#own.set(name, job);
    const place = join(this.#folder, name);
    running.set(place, job as unknown as Job<never>);
    void job.ended.then(() => running.delete(place));
    const work = (): Promise<void> => perform(job, () => kind.work(job, shared));
    if (kind.takesTurn) shared.slots.run(work, job.signal);
    else void work();
    return arn;
  }

  #begin(record: JobRecord<Request>): Job<Request> {
    const { now, onLog } = this.shared;
    let keeper: Keeper | undefined;
    try {
      keeper = this.#records.claim(record.name);
      if (keeper) return new Job(record, { now, onLog, messages: this.kind.messages, keeper });
    } catch (error) {
      throw new LocalServiceError("InternalFailure", `The job can't be recorded: ${(error as Error).message}`);
    }
    throw this.#taken(record.arn);
  }

  describe(name: string): Output {
    return this.kind.describe(this.record(name));
  }

  /** What is known of a job. */
  record(name: string): JobRecord<Request> {
    return this.#kept(name).record;
  }

  list(input: ListInput): Page<JobRecord<Request>> {
    const names = new Set([...this.#own.keys(), ...this.#records.names()]);
    const records = [...names].flatMap((name) => this.#live(name)?.record ?? this.#records.read(name)?.record ?? []);
    return page(records, input);
  }

  stop(name: string): void {
    const { status, endTime } = this.record(name);
    if (endTime)
      throw new LocalServiceError(
        "ValidationException",
        `The request was rejected because the ${this.kind.noun} is in status ${status}.`,
      );
    this.job(name).cutShort("Stopped");
  }

  /** Waits for the end of a job, however, and describes it. */
  async end(name: string): Promise<Output> {
    await this.#live(name)?.ended;
    while (this.record(name).endTime === undefined) await pause(lookMilliseconds);
    return this.describe(name);
  }

  log(name: string): readonly LogLine[] {
    this.record(name);
    return [...(this.#live(name)?.logs ?? this.#records.log(name).lines)];
  }

  metrics(name: string): readonly MetricData[] {
    this.record(name);
    return [...(this.#live(name)?.metrics ?? this.#records.log(name).metrics)];
  }

  /** A job of this process. */
  job(name: string): Job<Request> {
    const job = this.#live(name);
    if (job) return job;
    const { owner, record } = this.#kept(name);
    const where = owner ? `${owner.program}, process ${owner.pid} of ${owner.host}` : "a process that has ended";
    throw new LocalServiceError(
      "ValidationException",
      `The ${this.kind.noun} ${name}, in status ${record.status}, is done by ${where}, not by this one: turn to that one.`,
    );
  }

  #kept(name: string): Kept<Request> {
    const kept = this.#live(name) ?? this.#records.read(name);
    if (kept) return kept;
    const { missing, noun } = this.kind;
    const hint = `There is no ${noun} ${JSON.stringify(name)}.`;
    throw new LocalServiceError(missing.code, missing.message(name), { hint });
  }

  #taken(arn: string): LocalServiceError {
    const { noun } = this.kind;
    const Noun = noun.charAt(0).toUpperCase() + noun.slice(1);
    return new LocalServiceError(
      "ResourceInUse",
      `${Noun} names must be unique within an AWS account and region, and a ${noun} with this name already exists (${arn})`,
    );
  }
}

/** Does a job from its start to its end; never rejects. */
const perform = async <Request extends object>(job: Job<Request>, work: () => Promise<void>): Promise<void> => {
  const failure: unknown = job.cut
    ? undefined
    : await work().then(
        () => undefined,
        (error: unknown) => error,
      );
  const isCut = job.cut !== undefined && (failure === undefined || (failure as Error).name === "AbortError");
  if (isCut) job.end(job.cut as JobEnd);
  else if (failure === undefined) job.end("Completed");
  else job.end("Failed", failureReasonOf(failure));
};
