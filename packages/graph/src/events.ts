import type { HistoryEvent } from "@stepbook/asl";
import type { EventView } from "./view";

const MOST_EVENTS = 200;
const MOST_DETAIL = 120;

/** The last events, each with the state that it belongs to, which is found by following `previousEventId`. */
export const eventsOf = (
  events: readonly HistoryEvent[],
  indices: ReadonlyMap<string, number>,
  start: number,
): readonly EventView[] => {
  const byId = new Map<number, HistoryEvent>();
  const firstId = events[0]?.id ?? 0;
  const contiguous = events.at(-1)?.id === firstId + events.length - 1;
  if (!contiguous) for (const event of events) byId.set(event.id, event);
  const find = (id: number) => (contiguous ? events[id - firstId] : byId.get(id));
  return events.slice(-MOST_EVENTS).map((event) => {
    const name = nameOf(event, find);
    const state = name === undefined ? undefined : indices.get(name);
    const detail = detailOf(event);
    return {
      id: event.id,
      type: event.type,
      at: event.timestamp.getTime() - start,
      ...(state !== undefined && { state }),
      ...(detail && { detail }),
    };
  });
};

type Details = { readonly [name: string]: unknown };

/** The details object of an event, under whatever key AWS put it; empty where there is none. */
export const detailsOf = (event: HistoryEvent): Details =>
  (Object.entries(event).find(([key]) => key.endsWith("EventDetails"))?.[1] as Details | undefined) ?? {};

/** The state that an event belongs to: of its own details, else of the event that led to it. */
const nameOf = (event: HistoryEvent, find: (id: number) => HistoryEvent | undefined): string | undefined => {
  let at: HistoryEvent | undefined = event.type.startsWith("Execution") ? undefined : event;
  for (let steps = 0; at && steps < 50; steps += 1) {
    const { name, state } = detailsOf(at);
    if (typeof name === "string") return name;
    if (typeof state === "string") return state;
    at = find(at.previousEventId ?? 0);
  }
  return undefined;
};

/** What an event tells in a line: its error, its resource, its item. */
export const detailOf = (event: HistoryEvent): string => {
  const { error, cause, resourceType, resource, index, length } = detailsOf(event);
  const text =
    error !== undefined || cause !== undefined
      ? [error, cause].filter((part) => part !== undefined).join(": ")
      : resource !== undefined
        ? [resourceType, resource].filter((part) => part !== undefined).join(":")
        : index !== undefined
          ? `item ${index}`
          : length !== undefined
            ? `${length} items`
            : "";
  return text.length <= MOST_DETAIL ? text : `${text.slice(0, MOST_DETAIL - 1)}…`;
};
