import { type HistoryEvent, type Progress, readHistory, reduceAll, startProgress } from "@stepbook/asl";
import type { StateJob } from "@stepbook/graph";
import type { Backend } from "./backends/backend";
import { isThrottling, isTransient } from "./backends/transient";
import { StepbookError } from "./errors";
import { JobWatch } from "./jobs/watch";
import { log } from "./logger";
import { MapRunTally } from "./map-run-counts";
import { onInterrupt } from "./notebook/interrupt";

/** What is known of a run. */
export interface Followed {
  readonly progress: Progress;
  readonly events: readonly HistoryEvent[];
  /** The jobs that its tasks have begun; another list where anything of them has changed. */
  readonly jobs: readonly StateJob[];
}

/** How a watching came to its end: with the run, or because the user interrupted the cell, or the watcher left. */
type Outcome = "ended" | "interrupted" | "left";

type Listener = (followed: Followed) => void;

/** They last as long as somebody has the execution: a notebook that starts thousands keeps none of their histories. */
const followers = new WeakMap<object, Map<string, WeakRef<Follower>>>();
const forgotten = new FinalizationRegistry<() => void>((forget) => forget());

/** The one follower of an execution, however many look at it. */
export function followerOf(backend: Backend, executionArn: string): Follower {
  const ofBackend = followers.get(backend.api) ?? new Map<string, WeakRef<Follower>>();
  followers.set(backend.api, ofBackend);
  const known = ofBackend.get(executionArn)?.deref();
  if (known) return known;
  const follower = new Follower(backend, executionArn);
  const reference = new WeakRef(follower);
  ofBackend.set(executionArn, reference);
  forgotten.register(follower, () => {
    if (ofBackend.get(executionArn) === reference) ofBackend.delete(executionArn);
  });
  return follower;
}

/** So many failures of a kind that passes, one after the other, are not waited for any longer. */
const mostFailures = 30;

/** How long, in milliseconds, a look waits for news of jobs: while the run goes on, and at its end. */
const quickAnswer = 100;
const longestAnswer = 5000;

/** Waits for something, but not for long. */
async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}

/** Reads an execution's history as it grows, while anybody looks, and keeps what it has read. */
export class Follower {
  readonly #backend: Backend;
  readonly #executionArn: string;
  readonly #listeners = new Set<Listener>();
  readonly #events: HistoryEvent[] = [];
  readonly #mapRuns = new MapRunTally();
  readonly #jobs: JobWatch;
  #progress = startProgress();
  #shown = this.#progress;
  #running: Promise<Outcome> | undefined;
  #interrupted = false;
  /** The last event of a run that ended, where it is known to go on. */
  #goesOnAfter = 0;
  #wake: (() => void) | undefined;

  constructor(backend: Backend, executionArn: string) {
    this.#backend = backend;
    this.#executionArn = executionArn;
    this.#jobs = new JobWatch(backend, executionArn);
  }

  get followed(): Followed {
    return { progress: this.#shown, events: this.#events, jobs: this.#jobs.rows };
  }

  get ended(): boolean {
    const { status, lastEventId } = this.#progress;
    return status !== "RUNNING" && status !== "PENDING_REDRIVE" && lastEventId > this.#goesOnAfter;
  }

  /** Looks once at a run that has ended: it may have been redriven by somebody else. */
  async lookAgain(): Promise<void> {
    await this.#look();
  }

  /** Tells that a run that has ended goes on, as after a redrive. */
  reopen(): void {
    this.#goesOnAfter = this.#progress.lastEventId;
  }

  /** Calls back at each look at the run, changed or not, and fulfils at its end, or when the watcher leaves. */
  async watch(listener: Listener, leave?: AbortSignal): Promise<Outcome> {
    this.#listeners.add(listener);
    try {
      for (;;) {
        const outcome = await this.#orLeft(this.#run(), leave);
        // What ended for want of watchers begins anew where one has come meanwhile.
        if (outcome !== "left" || leave?.aborted) return outcome;
      }
    } finally {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#wake?.();
    }
  }

  #run(): Promise<Outcome> {
    this.#running ??= this.#follow().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  #orLeft(running: Promise<Outcome>, leave: AbortSignal | undefined): Promise<Outcome> {
    if (!leave) return running;
    if (leave.aborted) return Promise.resolve("left");
    return new Promise((resolve, reject) => {
      const left = () => resolve("left");
      leave.addEventListener("abort", left, { once: true });
      running.then(resolve, reject).finally(() => leave.removeEventListener("abort", left));
    });
  }

  async #follow(): Promise<Outcome> {
    this.#interrupted = false;
    const stopListening = await onInterrupt(() => this.#interrupt());
    try {
      const { first, longest } = this.#backend.traits.poll;
      let pause = first;
      let failures = 0;
      for (;;) {
        try {
          const changed = await this.#look();
          failures = 0;
          pause = changed ? first : Math.min(pause * 1.25, longest);
        } catch (error) {
          failures += 1;
          if (!isTransient(error) || failures === mostFailures) throw error;
          log("warn", `${(error as Error).message} (while following ${this.#executionArn}; trying again)`);
          pause = Math.min(pause * 2, longest * (isThrottling(error) ? 4 : 2));
        }
        if (this.ended) return "ended";
        if (this.#interrupted && !this.#backend.traits.stopsOnInterrupt) return "interrupted";
        if (this.#listeners.size === 0) return "left";
        await this.#sleep(pause * (0.8 + 0.4 * Math.random()));
        if (this.#listeners.size === 0) return "left";
      }
    } finally {
      stopListening();
    }
  }

  /** One look at the run. Tells whether anything has changed. */
  async #look(): Promise<boolean> {
    const { api, traits } = this.#backend;
    const fresh = await readHistory(api, {
      executionArn: this.#executionArn,
      known: this.#progress.lastEventId,
      includeExecutionData: traits.followsData,
    });
    if (fresh.length > 0) {
      this.#events.push(...fresh);
      this.#progress = reduceAll(this.#progress, fresh);
      this.#mapRuns.note(this.#events, fresh);
      this.#jobs.note(this.#events, fresh);
    }
    const jobs = this.#jobs.rows;
    const asked = this.#jobs.look(this.ended);
    const counted = await this.#mapRuns.look(api, this.ended);
    await within(this.ended ? longestAnswer : quickAnswer, asked);
    const changed = fresh.length > 0 || counted || jobs !== this.#jobs.rows;
    if (changed) this.#shown = this.#mapRuns.in(this.#progress);
    for (const listener of this.#listeners) listener(this.followed);
    return changed;
  }

  #interrupt(): void {
    this.#interrupted = true;
    this.#wake?.();
    if (!this.#backend.traits.stopsOnInterrupt) return;
    const stop = {
      executionArn: this.#executionArn,
      error: "Interrupted",
      cause: "The notebook's cell was interrupted.",
    };
    this.#backend.api.stopExecution(stop).catch((error) => log("error", `stopping failed: ${error}`));
  }

  #sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** What is told where the run goes on and only the looking at it was ended. */
export function goesOn(name: string, backend: Backend): StepbookError {
  return new StepbookError(
    `Interrupted: ${JSON.stringify(name)} goes on at ${backend.name}. Await it again, or end it with execution.stop().`,
  );
}
