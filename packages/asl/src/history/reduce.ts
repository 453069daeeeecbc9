import { Draft } from "./draft";
import type { ErrorDetails, HistoryEvent, HistoryEventType } from "./event";
import type { Attempt, ExecutionStatus, ItemCounts, Progress, StateStatus } from "./progress";
import type { Failure, Place, Visit } from "./threads";

/** What one kind of event does to a progress. It gives the place of the event; by default that of the one before. */
type Step = (draft: Draft, event: HistoryEvent) => Place | undefined;

/** The details object of an event, under whatever key AWS put it; empty where there is none. */
const detailsOf = (event: HistoryEvent): Details => {
  for (const [key, value] of Object.entries(event))
    if (key.endsWith("Details") && typeof value === "object" && value !== null) return value as Details;
  return {};
};

interface Details extends ErrorDetails {
  readonly name?: string;
  readonly state?: string;
  readonly input?: string;
  readonly output?: string;
  readonly index?: number;
  readonly length?: number;
  readonly resource?: string;
  readonly resourceType?: string;
}

const typeOfState = (event: HistoryEvent): string => event.type.replace(/State(Entered|Exited|Aborted)$/, "");
const timeOf = (event: HistoryEvent): number => event.timestamp.getTime();
const at = (visit: Visit): Place => ({ visit: visit.id, frame: visit.frame });

const failureOf = (event: HistoryEvent, status: Failure["status"]): Failure => {
  const { error, cause } = detailsOf(event);
  return { status, ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
};

const executionStarted: Step = (draft, event) => {
  draft.setStatus("RUNNING", { startTime: timeOf(event), input: detailsOf(event).input });
  return undefined;
};

const executionEnded =
  (status: ExecutionStatus, failed: Failure["status"], others: StateStatus): Step =>
  (draft, event) => {
    const { output, error, cause } = detailsOf(event);
    draft.setStatus(status, { stopTime: timeOf(event), output, error, cause });
    const open = [...draft.visits.values()].reverse();
    const culprit = status === "FAILED" ? draft.visitOf(event) : undefined;
    draft.endAll(open, culprit, timeOf(event), failureOf(event, failed), others);
    return undefined;
  };

const executionRedriven: Step = (draft) => {
  draft.redrive();
  draft.setStatus("RUNNING", { stopTime: undefined, error: undefined, cause: undefined });
  return undefined;
};

const entered: Step = (draft, event) => {
  const { name = "", input } = detailsOf(event);
  return at(draft.enter(event, name, typeOfState(event), input));
};

const failEntered: Step = (draft, event) => {
  const place = entered(draft, event);
  const visit = draft.visits.get(event.id);
  if (visit) draft.change(visit, { failure: { status: "failed" } });
  return place;
};

const exited: Step = (draft, event) => {
  const { name = "", output } = detailsOf(event);
  const visit = draft.visitNamed(event, name) ?? draft.enter(event, name, typeOfState(event));
  draft.end(visit, visit.failure ? "caught" : "succeeded", timeOf(event), { output });
  return { left: name, frame: visit.frame };
};

const stateAborted: Step = (draft, event) => {
  const visit = draft.visitOf(event);
  if (visit?.type !== typeOfState(event)) return undefined;
  const group = draft.ownerOf(visit.frame);
  if (group && visit.failure) draft.change(group, { failure: visit.failure });
  draft.end(visit, visit.failure?.status ?? "aborted", timeOf(event));
  return at(visit);
};

/** Begins another try where the last one has ended. */
const tryAgain = (draft: Draft, visit: Visit, event: HistoryEvent): Visit => {
  if (visit.attempts.at(-1)?.status === "running") return visit;
  const attempt: Attempt = { status: "running", startTime: timeOf(event) };
  draft.change(visit, { attempts: [...visit.attempts, attempt], failure: undefined, over: undefined });
  return draft.visits.get(visit.id) ?? visit;
};

const scheduled: Step = (draft, event) => {
  const visit = draft.visitOf(event);
  if (!visit) return undefined;
  tryAgain(draft, visit, event);
  const { resource, resourceType } = detailsOf(event);
  if (resource) draft.noteResource(visit.name, resourceType ? `${resourceType}:${resource}` : resource);
  return at(visit);
};

const endTry = (draft: Draft, visit: Visit, event: HistoryEvent, failure: Failure): void => {
  const open = visit.attempts.at(-1);
  const attempts =
    open?.status === "running"
      ? [...visit.attempts.slice(0, -1), { ...open, ...failure, endTime: timeOf(event) }]
      : visit.attempts;
  draft.change(visit, { attempts, failure });
};

const tryFailed =
  (status: Failure["status"]): Step =>
  (draft, event) => {
    const { state } = detailsOf(event);
    const visit = state === undefined ? draft.visitOf(event) : draft.visitNamed(event, state);
    if (!visit) return undefined;
    endTry(draft, visit, event, failureOf(event, status));
    return at(visit);
  };

const parallelStarted: Step = (draft, event) => {
  const visit = draft.visitOf(event);
  if (!visit) return undefined;
  tryAgain(draft, visit, event);
  return { frame: { owner: visit.id, parent: visit.frame } };
};

const mapStarted: Step = (draft, event) => {
  const visit = draft.visitOf(event);
  if (!visit) return undefined;
  const total = detailsOf(event).length ?? 0;
  const items: ItemCounts = { total, queued: total, running: 0, succeeded: 0, failed: 0, aborted: 0 };
  draft.change(tryAgain(draft, visit, event), { items });
  return at(visit);
};

const groupEnded: Step = (draft, event) => {
  const visit = draft.groupOf(event, event.type.replace(/State\w+$/, ""));
  if (!visit) return undefined;
  draft.change(visit, { over: true });
  return at(visit);
};

const groupFailed: Step = (draft, event) => {
  const group = draft.groupOf(event, event.type.replace(/State\w+$/, ""));
  if (!group) return undefined;
  const culprit = draft.visitOf(event);
  const failure = group.failure ?? culprit?.failure ?? { status: "failed" };
  draft.endAll(draft.within(group), culprit, timeOf(event), failure, "aborted");
  endTry(draft, group, event, failure);
  const ended = draft.visits.get(group.id);
  if (ended) draft.change(ended, { over: true });
  return at(group);
};

type Count = Exclude<keyof ItemCounts, "total">;

const moveItem = (draft: Draft, visit: Visit, from: Count, to: Count): void => {
  const { items } = visit;
  if (items) draft.change(visit, { items: { ...items, [from]: Math.max(0, items[from] - 1), [to]: items[to] + 1 } });
};

const iterationStarted: Step = (draft, event) => {
  const { name = "", index = 0 } = detailsOf(event);
  const map = draft.visitNamed(event, name);
  if (!map) return undefined;
  moveItem(draft, map, "queued", "running");
  return { frame: { owner: map.id, item: index, parent: map.frame } };
};

const iterationEnded =
  (end: Count): Step =>
  (draft, event) => {
    const { name = "", index = 0 } = detailsOf(event);
    const map = draft.visitNamed(event, name);
    if (!map) return undefined;
    const culprit = draft.visitOf(event);
    moveItem(draft, map, "running", end);
    if (end === "succeeded") return at(map);
    const failure: Failure = culprit?.failure ?? { status: "failed" };
    const guilty = end === "failed" && culprit !== map ? culprit : undefined;
    draft.endAll(draft.within(map, index), guilty, timeOf(event), failure, "aborted");
    const current = draft.visits.get(map.id);
    if (end === "failed" && current) draft.change(current, { failure });
    return at(map);
  };

const noted: Step = () => undefined;

/** One row an event. What it does, and where the events that follow it stand. */
const steps: Readonly<Record<HistoryEventType, Step>> = {
  ExecutionStarted: executionStarted,
  ExecutionSucceeded: executionEnded("SUCCEEDED", "failed", "succeeded"),
  ExecutionFailed: executionEnded("FAILED", "failed", "aborted"),
  ExecutionTimedOut: executionEnded("TIMED_OUT", "timedOut", "timedOut"),
  ExecutionAborted: executionEnded("ABORTED", "aborted", "aborted"),
  ExecutionRedriven: executionRedriven,
  PassStateEntered: entered,
  ChoiceStateEntered: entered,
  WaitStateEntered: entered,
  TaskStateEntered: entered,
  ParallelStateEntered: entered,
  MapStateEntered: entered,
  SucceedStateEntered: entered,
  FailStateEntered: failEntered,
  PassStateExited: exited,
  ChoiceStateExited: exited,
  WaitStateExited: exited,
  TaskStateExited: exited,
  ParallelStateExited: exited,
  MapStateExited: exited,
  SucceedStateExited: exited,
  WaitStateAborted: stateAborted,
  TaskStateAborted: stateAborted,
  ParallelStateAborted: stateAborted,
  MapStateAborted: stateAborted,
  ParallelStateStarted: parallelStarted,
  ParallelStateSucceeded: groupEnded,
  ParallelStateFailed: groupFailed,
  MapStateStarted: mapStarted,
  MapStateSucceeded: groupEnded,
  MapStateFailed: groupFailed,
  MapIterationStarted: iterationStarted,
  MapIterationSucceeded: iterationEnded("succeeded"),
  MapIterationFailed: iterationEnded("failed"),
  MapIterationAborted: iterationEnded("aborted"),
  MapRunStarted: noted,
  MapRunSucceeded: noted,
  MapRunFailed: tryFailed("failed"),
  MapRunAborted: noted,
  MapRunRedriven: noted,
  LambdaFunctionScheduled: scheduled,
  LambdaFunctionScheduleFailed: tryFailed("failed"),
  LambdaFunctionStarted: noted,
  LambdaFunctionStartFailed: tryFailed("failed"),
  LambdaFunctionSucceeded: noted,
  LambdaFunctionFailed: tryFailed("failed"),
  LambdaFunctionTimedOut: tryFailed("timedOut"),
  TaskScheduled: scheduled,
  TaskStarted: noted,
  TaskStartFailed: tryFailed("failed"),
  TaskSubmitted: noted,
  TaskSubmitFailed: tryFailed("failed"),
  TaskSucceeded: noted,
  TaskFailed: tryFailed("failed"),
  TaskTimedOut: tryFailed("timedOut"),
  ActivityScheduled: scheduled,
  ActivityScheduleFailed: tryFailed("failed"),
  ActivityStarted: noted,
  ActivitySucceeded: noted,
  ActivityFailed: tryFailed("failed"),
  ActivityTimedOut: tryFailed("timedOut"),
  EvaluationFailed: tryFailed("failed"),
};

/** The progress of an execution of which nothing is known yet. */
export const startProgress = (): Progress => ({
  status: "RUNNING",
  states: new Map(),
  taken: new Map(),
  lastEventId: 0,
  threads: { places: new Map(), visits: new Map(), worst: new Map(), lapsed: new Map(), redriven: false },
});

/**
 * The progress after some more events of a history, in the order of their ids. It costs one copy and then a step an
 * event. Events that are not known, and a history that starts in the middle, are taken as they are: it never throws.
 */
export const reduceAll = (progress: Progress, events: Iterable<HistoryEvent>): Progress => {
  const draft = new Draft(progress);
  for (const event of events) {
    draft.reopen(event);
    const place = Object.hasOwn(steps, event.type) ? steps[event.type](draft, event) : undefined;
    draft.places.set(event.id, place ?? draft.before(event) ?? { frame: undefined });
    draft.lastEventId = Math.max(draft.lastEventId, event.id);
  }
  return draft.finish();
};

/**
 * The progress after one more event. The one given is not changed.
 *
 * @example
 * const progress = events.reduce(reduce, startProgress());
 */
export const reduce = (progress: Progress, event: HistoryEvent): Progress => reduceAll(progress, [event]);
