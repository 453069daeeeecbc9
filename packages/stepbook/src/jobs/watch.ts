import type { HistoryEvent } from "@stepbook/asl";
import type { StateJob } from "@stepbook/graph";
import type { Backend } from "../backends/backend";
import { isTransient } from "../backends/transient";
import { sagemakerLinks } from "../console";
import { log } from "../logger";
import type { Any } from "../placeholders/any";
import { namesOf, type StartedJob, startedIn } from "./started";

/** So many jobs are asked for at a look: a Map may have hundreds at work. */
const mostAtOnce = 10;
/** So many jobs are shown of a state: the newest. */
const mostOfState = 5;
const tailLines = 20;

interface WatchedJob extends StartedJob {
  name: string | undefined;
  open: boolean;
  row: StateJob | undefined;
}

/**
 * How the jobs fare that an execution's tasks have begun: asked for at each look, once a job that is at work. The
 * execution is followed whatever comes of it.
 */
export class JobWatch {
  readonly #backend: Backend;
  readonly #executionArn: string;
  readonly #jobs: WatchedJob[] = [];
  #looking: Promise<void> | undefined;
  #turn = 0;
  #rows: readonly StateJob[] = [];

  constructor(backend: Backend, executionArn: string) {
    this.#backend = backend;
    this.#executionArn = executionArn;
  }

  /** What is known of the jobs: another list where anything has changed. */
  get rows(): readonly StateJob[] {
    return this.#rows;
  }

  /** Takes note of the jobs that begin. `events` are all that are known, `fresh` the last of them. */
  note(events: readonly HistoryEvent[], fresh: readonly HistoryEvent[]): void {
    for (const job of startedIn(events, fresh)) this.#jobs.push({ ...job, open: true, row: undefined });
  }

  /** Asks how they fare, where an earlier question is not still under way. Never rejects. */
  look(ended: boolean): Promise<void> {
    if (!this.#jobs.some(({ open }) => open)) return this.#looking ?? Promise.resolve();
    if (this.#looking) return ended ? this.#looking.then(() => this.look(true)) : this.#looking;
    this.#looking = this.#ask(ended).finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #ask(ended: boolean): Promise<void> {
    await this.#name();
    const open = this.#jobs.filter((job) => job.open);
    const from = open.length <= mostAtOnce ? 0 : (this.#turn * mostAtOnce) % open.length;
    this.#turn += 1;
    await Promise.all(
      [...open, ...open].slice(from, from + Math.min(mostAtOnce, open.length)).map((job) => this.#askFor(job)),
    );
    // What a task does not wait for may go on when the execution has ended: it is shown as it is then.
    if (ended) for (const job of this.#jobs) job.open = false;
    const rows = newest(this.#jobs).flatMap(({ row }) => row ?? []);
    if (JSON.stringify(rows) !== JSON.stringify(this.#rows)) this.#rows = rows;
  }

  async #name(): Promise<void> {
    const nameless = this.#jobs.filter((job) => job.open && job.name === undefined);
    if (nameless.length === 0) return;
    try {
      const names = await namesOf(this.#backend.api, this.#executionArn, nameless);
      for (const job of nameless) {
        job.name = names.get(job.event.id);
        job.open = job.name !== undefined;
      }
    } catch (error) {
      log("warn", `no names of the jobs of ${this.#executionArn}: ${(error as Error).message}`);
      if (!isTransient(error)) for (const job of nameless) job.open = false;
    }
  }

  async #askFor(job: WatchedJob): Promise<void> {
    const { kind, name, state } = job;
    if (name === undefined) return;
    const { traits } = this.#backend;
    const head: StateJob = { state, kind: kind.words, name, ...this.#links(job, name) };
    try {
      const description = await traits.sagemaker(`Describe${kind.noun}`, { [`${kind.noun}Name`]: name });
      const tail = traits.showsLogs ? await traits.jobLog(kind, name, tailLines) : [];
      const row = { ...head, ...told(job, description), ...(tail.length > 0 && { log: tail.map(({ line }) => line) }) };
      job.row = row;
      job.open = !kind.over.test(row.status ?? "");
    } catch (error) {
      if (isTransient(error) || isNotThereYet(error, job)) {
        job.row ??= head;
        log("warn", `no news of the job ${name}: ${(error as Error).message}`);
        return;
      }
      job.open = false;
      job.row = { ...(job.row ?? head), notice: (error as Error).message };
    }
  }

  #links({ action, region }: WatchedJob, name: string): Pick<StateJob, "links"> {
    if (!this.#backend.traits.hasConsole || region === undefined) return {};
    const links = sagemakerLinks({ partition: this.#executionArn.split(":")[1]!, region }, action, name);
    return links ? { links } : {};
  }
}

/** The newest jobs of each state, in their order. */
function newest(jobs: readonly WatchedJob[]): readonly WatchedJob[] {
  const counts = new Map<string, number>();
  const kept = [...jobs].reverse().filter(({ state }) => {
    const count = (counts.get(state) ?? 0) + 1;
    counts.set(state, count);
    return count <= mostOfState;
  });
  return kept.reverse();
}

/** A task is scheduled a moment before its request is sent. */
const patienceMilliseconds = 15_000;

const isNotThereYet = (error: unknown, { event, row }: WatchedJob): boolean =>
  row?.status === undefined &&
  /not found|could not find/i.test(String(error)) &&
  Date.now() - event.timestamp.getTime() < patienceMilliseconds;

function told({ kind }: WatchedJob, description: Any): Partial<StateJob> {
  const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
  const time = (value: unknown) => (value instanceof Date ? value.getTime() : undefined);
  const status = text(description[`${kind.noun}Status`]);
  const members = {
    status,
    phase: text(description.SecondaryStatus),
    startTime: (kind.start && time(description[kind.start])) ?? time(description.CreationTime),
    endTime: kind.end
      ? time(description[kind.end])
      : kind.over.test(status ?? "")
        ? time(description.LastModifiedTime)
        : undefined,
    reason: text(description.FailureReason),
    metrics: kind
      .metrics?.(description)
      .flatMap(({ MetricName, Value }) =>
        typeof MetricName === "string" && typeof Value === "number" ? [{ name: MetricName, value: Value }] : [],
      ),
  };
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
