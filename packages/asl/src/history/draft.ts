import type { HistoryEvent } from "./event";
import type { Attempt, ExecutionStatus, ItemCounts, Progress, StateProgress, StateStatus } from "./progress";
import { type Failure, type Frame, type Lapsed, type Place, type Visit, worse } from "./threads";

const noItems: ItemCounts = { total: 0, queued: 0, running: 0, succeeded: 0, failed: 0, aborted: 0 };
const neverEntered: StateProgress = { status: "notStarted", entered: 0, active: 0, succeeded: 0, attempts: [] };

type Changes<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** A copy with some members changed, and those without a value left out. */
const changed = <T extends object>(value: T, changes: Changes<T>): T => {
  const copy = { ...value };
  for (const key of Object.keys(changes) as (keyof T)[]) {
    const member = changes[key];
    if (member !== undefined) copy[key] = member as T[keyof T];
    else if (key in copy) delete copy[key];
  }
  return copy;
};

interface Ending {
  readonly output?: string | undefined;
  readonly error?: string;
  readonly cause?: string;
}

type Head = Omit<Progress, "states" | "taken" | "threads" | "lastEventId">;

/** A progress while events are added to it. It copies once, so that many events cost no more than their number. */
export class Draft {
  readonly states: Map<string, StateProgress>;
  readonly taken: Map<string, Set<string>>;
  readonly places: Map<number, Place>;
  readonly visits: Map<number, Visit>;
  readonly worst: Map<string, StateStatus>;
  readonly lapsed: Map<number, Lapsed>;
  redriven: boolean;
  head: Head;
  lastEventId: number;

  constructor(progress: Progress) {
    const { states, taken, threads, lastEventId, ...head } = progress;
    this.states = new Map(states);
    this.taken = new Map([...taken].map(([name, targets]) => [name, new Set(targets)]));
    this.places = new Map(threads.places);
    this.visits = new Map(threads.visits);
    this.worst = new Map(threads.worst);
    this.lapsed = new Map(threads.lapsed);
    this.redriven = threads.redriven;
    this.head = head;
    this.lastEventId = lastEventId;
  }

  finish(): Progress {
    const { states, taken, places, visits, worst, lapsed, redriven, lastEventId } = this;
    return { ...this.head, states, taken, lastEventId, threads: { places, visits, worst, lapsed, redriven } };
  }

  /** The place of the event before. */
  before(event: HistoryEvent): Place | undefined {
    return this.places.get(event.previousEventId ?? 0);
  }

  /** The visit that an event without a name belongs to. */
  visitOf(event: HistoryEvent): Visit | undefined {
    const place = this.before(event);
    return place?.visit === undefined ? this.ownerOf(place?.frame) : this.visits.get(place.visit);
  }

  ownerOf(frame: Frame | undefined): Visit | undefined {
    return frame && this.visits.get(frame.owner);
  }

  /** Once the execution was redriven: goes on with the visits that ended badly and that an event belongs to. */
  reopen(event: HistoryEvent): void {
    if (!this.redriven || event.type === "ExecutionRedriven") return;
    const place = this.before(event);
    const at = event.timestamp.getTime();
    for (let frame = place?.frame; frame; frame = frame.parent) this.goOn(frame.owner, at);
    if (place?.visit !== undefined && !event.type.endsWith("Entered")) this.goOn(place.visit, at);
  }

  private goOn(id: number, at: number): void {
    const lapsed = this.lapsed.get(id);
    if (!lapsed) return;
    this.lapsed.delete(id);
    const { visit } = lapsed;
    const attempts: readonly Attempt[] = [...visit.attempts, { status: "running", startTime: at }];
    this.visits.set(id, changed(visit, { attempts, failure: undefined, over: undefined }));
    const state = this.stateNamed(visit.name);
    this.note(visit.name, {
      status: "running",
      active: state.active + 1,
      endTime: undefined,
      error: undefined,
      cause: undefined,
      attempts,
      ...(visit.items ? { items: replaceCounts(state.items, lapsed.items, visit.items) } : {}),
    });
    if (visit.frame?.item !== undefined) this.goOnWithItem(visit.frame);
  }

  /** Counts an item among those that are worked on again. */
  private goOnWithItem(frame: Frame): void {
    const owner = this.ownerOf(frame);
    if (!owner?.items) return;
    const { failed, aborted, running } = owner.items;
    const from = failed > 0 ? { failed: failed - 1 } : aborted > 0 ? { aborted: aborted - 1 } : undefined;
    if (from) this.change(owner, { items: { ...owner.items, ...from, running: running + 1 } });
  }

  /** The visit of a state by name: the one at the event before, or the nearest around it. */
  visitNamed(event: HistoryEvent, name: string): Visit | undefined {
    const place = this.before(event);
    const here = place?.visit === undefined ? undefined : this.visits.get(place.visit);
    if (here?.name === name) return here;
    for (let frame = place?.frame; frame; frame = frame.parent) {
      const owner = this.ownerOf(frame);
      if (owner?.name === name) return owner;
    }
    const candidates = [...this.visits.values()].filter((visit) => visit.name === name);
    return candidates.find((visit) => visit.cause === event.previousEventId) ?? candidates.at(-1);
  }

  /** The Map or Parallel whose end an event tells: the nearest of the type that has not ended yet. */
  groupOf(event: HistoryEvent, type: string): Visit | undefined {
    const here = this.visitOf(event);
    if (here?.type === type && !here.over) return here;
    for (let frame = here ? here.frame : this.before(event)?.frame; frame; frame = frame.parent) {
      const owner = this.ownerOf(frame);
      if (owner?.type === type && !owner.over) return owner;
    }
    return undefined;
  }

  /** Every visit that goes on within a Map or Parallel, or within one item of it, however deep; the innermost first. */
  within(group: Visit, item?: number): Visit[] {
    const inside = (visit: Visit): boolean => {
      for (let frame = visit.frame; frame; frame = frame.parent)
        if (frame.owner === group.id) return item === undefined || frame.item === item;
      return false;
    };
    return [...this.visits.values()].filter(inside).reverse();
  }

  private note(name: string, changes: Changes<StateProgress>): void {
    this.states.set(name, changed(this.stateNamed(name), changes));
  }

  private stateNamed(name: string): StateProgress {
    return this.states.get(name) ?? neverEntered;
  }

  private statusOf(name: string, active: number): StateStatus {
    return active > 0 ? "running" : (this.worst.get(name) ?? "succeeded");
  }

  enter(event: HistoryEvent, name: string, type: string, input?: string): Visit {
    const place = this.before(event);
    const startTime = event.timestamp.getTime();
    const attempts: readonly Attempt[] = [{ status: "running", startTime }];
    const frame = place?.frame;
    const visit: Visit = { id: event.id, name, type, frame, cause: event.previousEventId ?? 0, attempts };
    this.visits.set(event.id, visit);
    if (place?.left !== undefined) {
      const targets = this.taken.get(place.left) ?? new Set();
      this.taken.set(place.left, targets.add(name));
    }
    const { entered, active } = this.stateNamed(name);
    this.note(name, {
      status: "running",
      entered: entered + 1,
      active: active + 1,
      startTime,
      endTime: undefined,
      attempts,
      input,
      output: undefined,
    });
    return visit;
  }

  /** Replaces a visit, and shows its tries where it is the latest of its state. */
  change(visit: Visit, changes: Changes<Visit>): void {
    this.visits.set(visit.id, changed(visit, changes));
    const state = this.stateNamed(visit.name);
    if (changes.attempts && state.attempts === visit.attempts) this.note(visit.name, { attempts: changes.attempts });
    if (changes.items) this.note(visit.name, { items: replaceCounts(state.items, visit.items, changes.items) });
  }

  noteResource(name: string, resource: string): void {
    this.note(name, { resource });
  }

  /** Ends a visit, and the state with it where no other visit goes on. */
  end(visit: Visit, status: StateStatus, at: number, more: Ending = {}): void {
    const { error = visit.failure?.error, cause = visit.failure?.cause } = more;
    const last = visit.attempts.at(-1);
    const attempts =
      last?.status === "running"
        ? [...visit.attempts.slice(0, -1), changed(last, { status, endTime: at, error, cause })]
        : visit.attempts;
    const items = visit.items && settled(visit.items, status);
    this.change(visit, { attempts, ...(items ? { items } : {}) });
    this.visits.delete(visit.id);
    if (status !== "succeeded" && status !== "caught")
      this.lapsed.set(visit.id, { visit: { ...visit, attempts }, items });
    this.worst.set(visit.name, worse(this.worst.get(visit.name), status));
    const state = this.stateNamed(visit.name);
    const active = Math.max(0, state.active - 1);
    this.note(visit.name, {
      active,
      status: this.statusOf(visit.name, active),
      succeeded: state.succeeded + (status === "succeeded" ? 1 : 0),
      ...(state.attempts === attempts ? { endTime: at, output: more.output ?? state.output } : {}),
      ...(status === "succeeded" ? {} : { error: error ?? state.error, cause: cause ?? state.cause }),
    });
  }

  /**
   * Ends some of the visits that go on: the culprit and what surrounds it fail by `failure`, the others are aborted,
   * each unless it failed by itself.
   */
  endAll(
    visits: readonly Visit[],
    culprit: Visit | undefined,
    at: number,
    failure: Failure,
    others: StateStatus,
  ): void {
    const guilty = new Set(culprit && [culprit.id]);
    for (let frame = culprit?.frame; frame; frame = frame.parent) guilty.add(frame.owner);
    for (const visit of visits) {
      const own = guilty.has(visit.id) ? { ...failure, ...visit.failure } : visit.failure;
      this.end(visit, own?.status ?? others, at, own);
    }
  }

  redrive(): void {
    this.redriven = true;
    for (const [name, status] of this.worst) if (status !== "succeeded" && status !== "caught") this.worst.delete(name);
  }

  setStatus(status: ExecutionStatus, changes: Changes<Head>): void {
    this.head = changed(this.head, { ...changes, status });
  }
}

const replaceCounts = (sum: ItemCounts = noItems, before: ItemCounts = noItems, after: ItemCounts): ItemCounts => ({
  total: sum.total - before.total + after.total,
  queued: sum.queued - before.queued + after.queued,
  running: sum.running - before.running + after.running,
  succeeded: sum.succeeded - before.succeeded + after.succeeded,
  failed: sum.failed - before.failed + after.failed,
  aborted: sum.aborted - before.aborted + after.aborted,
});

/** The counts of a Map that has ended: an item still open then went the way of the Map. */
const settled = (items: ItemCounts, status: StateStatus): ItemCounts => {
  const open = items.queued + items.running;
  const end = status === "succeeded" ? "succeeded" : "aborted";
  return { ...items, queued: 0, running: 0, [end]: items[end] + open };
};
