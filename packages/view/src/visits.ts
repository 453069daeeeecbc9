import type { HistoryEvent, Progress, StateStatus } from "@stepbook/asl";
import { detailsOf } from "@stepbook/graph";

type Threads = Progress["threads"];
type Place = NonNullable<ReturnType<Threads["places"]["get"]>>;
export type Frame = NonNullable<Place["frame"]>;

/** One stay in a state. Ids are those of events, times milliseconds since 1970. */
export interface Visit {
  readonly id: number;
  readonly name: string;
  readonly frame: Frame | undefined;
  readonly start: number;
  end?: number;
  status: StateStatus;
  /** The event that left it. */
  exit?: number;
  /** Whether its last try has failed, and no other has begun. */
  failing?: boolean;
  /** Its tries that failed. */
  readonly failures: { readonly start: number; readonly end: number; readonly error: string }[];
}

/** One item of a Map, in one visit of it. */
export interface Item {
  readonly owner: number;
  readonly index: number;
  readonly start: number;
  end?: number;
  status: StateStatus;
}

/** A history by the stays in states, and by the items of Maps, in the order in which they began. */
export interface Visits {
  readonly byId: ReadonlyMap<number, Visit>;
  readonly byName: ReadonlyMap<string, readonly Visit[]>;
  /** By the visit of the Map. */
  readonly items: ReadonlyMap<number, readonly Item[]>;
  /** The name of the state that an event belongs to. */
  stateOf(event: HistoryEvent): string | undefined;
}

type Threaded = {
  readonly byId: Map<number, Visit>;
  readonly items: Map<number, Map<number, Item>>;
  readonly tries: Map<number, number>;
  readonly before: Place | undefined;
  readonly place: Place | undefined;
};

type Step = (event: HistoryEvent, time: number, threaded: Threaded) => void;

const entered: Step = (event, time, { byId, place }) => {
  const { name } = detailsOf(event);
  if (typeof name !== "string") return;
  const failing = event.type === "FailStateEntered";
  byId.set(event.id, {
    id: event.id,
    name,
    frame: place?.frame,
    start: time,
    status: "running",
    failing,
    failures: [],
  });
};

const exited: Step = (event, time, { byId, before }) => {
  const visit = byId.get(before?.visit ?? -1);
  if (visit) Object.assign(visit, { end: time, exit: event.id, status: visit.failing ? "caught" : "succeeded" });
};

const aborted: Step = (_, time, { byId, place }) => {
  const visit = byId.get(place?.visit ?? -1);
  if (visit && visit.end === undefined) Object.assign(visit, { end: time, status: "aborted" });
};

const tried: Step = (_, time, { byId, tries, place }) => {
  const visit = byId.get(place?.visit ?? place?.frame?.owner ?? -1);
  if (!visit) return;
  visit.failing = false;
  tries.set(visit.id, time);
};

const failed: Step = (event, time, { byId, tries, place }) => {
  const visit = byId.get(place?.visit ?? -1);
  const { error } = detailsOf(event);
  if (!visit) return;
  visit.failing = true;
  visit.failures.push({
    start: tries.get(visit.id) ?? visit.start,
    end: time,
    error: typeof error === "string" ? error : "",
  });
};

const itemStarted: Step = (_, time, { items, place }) => {
  const { owner, item } = place?.frame ?? {};
  if (owner === undefined || item === undefined) return;
  const own = items.get(owner) ?? new Map<number, Item>();
  items.set(owner, own.set(item, { owner, index: item, start: time, status: "running" }));
};

const itemEnded =
  (status: StateStatus): Step =>
  (event, time, { items, place }) => {
    const { index } = detailsOf(event);
    const item = items.get(place?.visit ?? -1)?.get(typeof index === "number" ? index : 0);
    if (item) Object.assign(item, { end: time, status });
  };

const ITEM_STEPS: Readonly<Record<string, Step>> = {
  MapIterationStarted: itemStarted,
  MapIterationSucceeded: itemEnded("succeeded"),
  MapIterationFailed: itemEnded("failed"),
  MapIterationAborted: itemEnded("aborted"),
};

const STEPS: readonly (readonly [ending: RegExp, step: Step])[] = [
  [/StateEntered$/, entered],
  [/StateExited$/, exited],
  [/StateAborted$/, aborted],
  [/^(Task|LambdaFunction|Activity)Scheduled$|^(Map|Parallel)StateStarted$/, tried],
  [/^(?!Execution|MapRun).*(Failed|TimedOut)$/, failed],
];

const stepOf = ({ type }: HistoryEvent): Step | undefined =>
  Object.hasOwn(ITEM_STEPS, type) ? ITEM_STEPS[type] : STEPS.find(([ending]) => ending.test(type))?.[1];

/** @param progress That of all the events, which knows where each of them stands. */
export const visitsOf = (events: readonly HistoryEvent[], progress: Progress): Visits => {
  const { places } = progress.threads;
  const byId = new Map<number, Visit>();
  const items = new Map<number, Map<number, Item>>();
  const tries = new Map<number, number>();
  for (const event of events) {
    const threaded = {
      byId,
      items,
      tries,
      place: places.get(event.id),
      before: places.get(event.previousEventId ?? 0),
    };
    stepOf(event)?.(event, event.timestamp.getTime(), threaded);
  }
  endOpen(byId, items, progress);
  const byName = new Map<string, Visit[]>();
  for (const visit of byId.values()) {
    const same = byName.get(visit.name);
    if (same) same.push(visit);
    else byName.set(visit.name, [visit]);
  }
  return {
    byId,
    byName,
    items: new Map([...items].map(([owner, own]) => [owner, [...own.values()]])),
    stateOf: (event) => nameOf(event, places.get(event.id), byId),
  };
};

const nameOf = (
  event: HistoryEvent,
  place: Place | undefined,
  byId: ReadonlyMap<number, Visit>,
): string | undefined => {
  if (event.type.startsWith("Execution")) return undefined;
  const { name } = detailsOf(event);
  if (typeof name === "string" && /^\w+State|^MapIteration/.test(event.type)) return name;
  return byId.get(place?.visit ?? place?.frame?.owner ?? -1)?.name ?? place?.left;
};

/** Ends what no event has told the end of, with that of the item, the Map or the execution around it. */
const endOpen = (
  byId: ReadonlyMap<number, Visit>,
  items: ReadonlyMap<number, ReadonlyMap<number, Item>>,
  { stopTime }: Progress,
): void => {
  const endOf = (frame: Frame | undefined): number | undefined => {
    if (!frame) return stopTime;
    const item = frame.item === undefined ? undefined : items.get(frame.owner)?.get(frame.item)?.end;
    return item ?? byId.get(frame.owner)?.end ?? endOf(frame.parent);
  };
  for (const visit of byId.values()) {
    const end = visit.end ?? endOf(visit.frame);
    if (visit.end !== undefined || end === undefined) continue;
    Object.assign(visit, { end, status: visit.failing ? "failed" : "aborted" });
  }
  for (const own of items.values())
    for (const item of own.values()) {
      const end = item.end ?? byId.get(item.owner)?.end;
      if (item.end === undefined && end !== undefined) Object.assign(item, { end, status: "aborted" });
    }
};
