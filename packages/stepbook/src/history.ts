import type { HistoryEvent } from "@stepbook/asl";

type Details = { readonly name?: string; readonly resource?: string; readonly resourceType?: string };

/**
 * The state that each event belongs to, by the event's id. Where an event does not name its state, it is that of the
 * event before it in its branch.
 */
export function statesOfEvents(events: readonly HistoryEvent[]): ReadonlyMap<number, string> {
  const states = new Map<number, string>();
  for (const event of [...events].sort((a, b) => a.id - b.id)) {
    const named = /State(Entered|Exited)$/.test(event.type) ? detailsOf(event)?.name : undefined;
    const state = named ?? states.get(event.previousEventId ?? 0);
    if (state !== undefined) states.set(event.id, state);
  }
  return states;
}

/** The details object of an event, whatever its name. */
export function detailsOf(event: HistoryEvent): Details | undefined {
  const key = Object.keys(event).find((name) => name.endsWith("EventDetails"));
  return key === undefined ? undefined : (event as unknown as Record<string, Details>)[key];
}

/** The state where an execution's failure began. */
export function originOfFailure(events: readonly HistoryEvent[]): string | undefined {
  const last = events[events.length - 1];
  if (!last || !/^Execution(Failed|TimedOut|Aborted)$/.test(last.type)) return undefined;
  const states = statesOfEvents(events);
  const byId = new Map(events.map((event) => [event.id, event]));
  // The failure of a Parallel or a Map comes from a state within it: the deepest failure stands closest before.
  const failed = [...events]
    .reverse()
    .find(
      (event) =>
        /Failed$|TimedOut$|FailStateEntered$/.test(event.type) && !/^(Execution|Parallel|Map)/.test(event.type),
    );
  const from = failed ?? byId.get(last.previousEventId ?? 0);
  return from && states.get(from.id);
}
