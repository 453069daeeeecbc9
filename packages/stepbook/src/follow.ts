import { type HistoryEvent, type Progress, reduceAll, startProgress } from "@stepbook/asl";
import type { Backend } from "./backends/backend";
import { StepbookError } from "./errors";
import { log } from "./logger";
import { onInterrupt } from "./notebook/interrupt";

/** What is known of a run. */
export interface Followed {
  readonly progress: Progress;
  readonly events: readonly HistoryEvent[];
}

/** How the following came to its end: with the run, or before it because the user interrupted the cell. */
type Outcome = "ended" | "interrupted";

type Listener = (followed: Followed) => void;

const followers = new WeakMap<object, Map<string, Follower>>();

/** The one follower of an execution, however many look at it. */
export function followerOf(backend: Backend, executionArn: string): Follower {
  const ofBackend = followers.get(backend.api) ?? new Map<string, Follower>();
  followers.set(backend.api, ofBackend);
  const follower = ofBackend.get(executionArn) ?? new Follower(backend, executionArn);
  ofBackend.set(executionArn, follower);
  return follower;
}

/** Reads an execution's history as it grows, while anybody looks, and keeps what it has read. */
export class Follower {
  readonly #backend: Backend;
  readonly #executionArn: string;
  readonly #listeners = new Set<Listener>();
  readonly #events: HistoryEvent[] = [];
  #progress = startProgress();
  #running: Promise<Outcome> | undefined;
  #interrupted = false;
  #wake: (() => void) | undefined;

  constructor(backend: Backend, executionArn: string) {
    this.#backend = backend;
    this.#executionArn = executionArn;
  }

  get followed(): Followed {
    return { progress: this.#progress, events: this.#events };
  }

  get ended(): boolean {
    return this.#progress.status !== "RUNNING" && this.#progress.status !== "PENDING_REDRIVE";
  }

  /** Calls back at each look at the run, changed or not, and fulfils at its end. */
  async watch(listener: Listener): Promise<Outcome> {
    this.#listeners.add(listener);
    try {
      this.#running ??= this.#follow().finally(() => {
        this.#running = undefined;
      });
      return await this.#running;
    } finally {
      this.#listeners.delete(listener);
    }
  }

  async #follow(): Promise<Outcome> {
    this.#interrupted = false;
    const stopListening = await onInterrupt(() => this.#interrupt());
    try {
      const { first, longest } = this.#backend.traits.poll;
      let pause = first;
      for (;;) {
        const fresh = await this.#read();
        this.#take(fresh ?? []);
        if (this.ended) return "ended";
        if (this.#interrupted && !this.#backend.traits.stopsOnInterrupt) return "interrupted";
        if (fresh === undefined) pause = Math.min(pause * 2, longest * 2);
        else pause = fresh.length > 0 ? first : Math.min(pause * 1.25, longest);
        await this.#sleep(pause * (0.9 + 0.2 * Math.random()));
      }
    } finally {
      stopListening();
    }
  }

  #take(fresh: readonly HistoryEvent[]): void {
    if (fresh.length > 0) {
      this.#events.push(...fresh);
      this.#progress = reduceAll(this.#progress, fresh);
    }
    for (const listener of this.#listeners) listener(this.followed);
  }

  /** The events after the last known one; undefined where the service asks to come back later. */
  async #read(): Promise<readonly HistoryEvent[] | undefined> {
    try {
      return (await this.#readBack(100)) ?? (await this.#readBack(1000)) ?? [];
    } catch (error) {
      if (!/Throttl|TooManyRequests|ServiceUnavailable|TimeoutError/.test((error as Error).name)) throw error;
      log("warn", `${(error as Error).name} while following ${this.#executionArn}; trying again later`);
      return undefined;
    }
  }

  /** Reads backwards as far as the last known event; undefined where a small page is not enough. */
  async #readBack(maxResults: number): Promise<readonly HistoryEvent[] | undefined> {
    const known = this.#progress.lastEventId;
    const fresh: HistoryEvent[] = [];
    for (let nextToken: string | undefined; ; ) {
      const page = await this.#backend.api.getExecutionHistory({
        executionArn: this.#executionArn,
        reverseOrder: true,
        maxResults,
        includeExecutionData: this.#backend.traits.followsData,
        ...(nextToken !== undefined && { nextToken }),
      });
      fresh.push(...page.events.filter((event) => event.id > known));
      nextToken = page.nextToken;
      const reached = nextToken === undefined || page.events.some((event) => event.id <= known);
      if (reached) return fresh.reverse();
      if (maxResults < 1000) return undefined;
    }
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
