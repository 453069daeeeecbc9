import type { HistoryEvent } from "@stepbook/asl";

type Details = {
  readonly name?: string;
  readonly state?: string;
  readonly resource?: string;
  readonly resourceType?: string;
};

/**
 * The state that each event belongs to, by the event's id. Where an event does not name its state, it is that of the
 * event before it in its branch.
 */
export function statesOfEvents(events: readonly HistoryEvent[]): ReadonlyMap<number, string> {
  const states = new Map<number, string>();
  for (const event of [...events].sort((a, b) => a.id - b.id)) {
    const details = detailsOf(event);
    const named = /State(Entered|Exited)$/.test(event.type) ? details?.name : details?.state;
    if (/^Execution/.test(event.type)) continue;
    const state = named ?? states.get(event.previousEventId ?? 0);
    if (state !== undefined) states.set(event.id, state);
  }
  return states;
}

/** What each event of a task works with, such as `lambda:invoke`, by the event's id: what scheduled the task tells it. */
export function resourcesOfEvents(events: readonly HistoryEvent[]): ReadonlyMap<number, string> {
  const resources = new Map<number, string>();
  for (const event of [...events].sort((a, b) => a.id - b.id)) {
    if (!isOfTask(event)) continue;
    const { resource, resourceType } = detailsOf(event) ?? {};
    const own = resourceType === undefined ? resource : `${resourceType}:${resource}`;
    const found = own ?? resources.get(event.previousEventId ?? 0);
    if (found !== undefined) resources.set(event.id, found);
  }
  return resources;
}

/** Whether an event tells of a task, and not of its state. */
export function isOfTask({ type }: HistoryEvent): boolean {
  return /^(Task(?!State)|LambdaFunction|Activity)/.test(type);
}

/** The details object of an event, whatever its name. */
export function detailsOf(event: HistoryEvent): Details | undefined {
  const key = Object.keys(event).find((name) => name.endsWith("EventDetails"));
  return key === undefined ? undefined : (event as unknown as Record<string, Details>)[key];
}

/** The state where an execution's failure began: that of the failure which the others come from. */
export function originOfFailure(events: readonly HistoryEvent[]): string | undefined {
  const last = events[events.length - 1];
  if (last?.type !== "ExecutionFailed") return undefined;
  const byId = new Map(events.map((event) => [event.id, event]));
  let event: HistoryEvent | undefined = last;
  while (event && !isOrigin(event)) event = byId.get(event.previousEventId ?? 0);
  event ??= [...events].reverse().find(isOrigin) ?? byId.get(last.previousEventId ?? 0);
  return event && statesOfEvents(events).get(event.id);
}

/** Whether a failure begins with it: those of Parallel and Map come from a state within. */
function isOrigin({ type }: HistoryEvent): boolean {
  return type === "FailStateEntered" || (/(Failed|TimedOut)$/.test(type) && !/^(Execution|Parallel|Map)/.test(type));
}
