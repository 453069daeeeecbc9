import type { HistoryEvent } from "@stepbook/asl";

interface Details {
  readonly name?: string;
  readonly index?: number;
  readonly resource?: string;
  readonly resourceType?: string;
  readonly error?: string;
  readonly cause?: string;
  readonly state?: string;
}

/** The most characters of a line that are told of a cause. */
const longest = 160;

/** One event as one line for people: when, its number, its type, and what it is about. */
export const eventLine = (event: HistoryEvent): string => {
  const { name, state, index, resource, resourceType, error, cause } = detailsOf(event);
  const about = [
    name ?? state,
    index === undefined ? undefined : `[${index}]`,
    resourceType === undefined ? resource : `${resourceType}:${resource}`,
    error,
    cause === undefined ? undefined : shortened(cause),
  ].filter(Boolean);
  const time = event.timestamp.toISOString().slice(11, 23);
  return [time, String(event.id).padStart(5), event.type, ...about].join(" ");
};

const detailsOf = (event: HistoryEvent): Details => {
  const key = Object.keys(event).find((one) => one.endsWith("EventDetails"));
  return key === undefined ? {} : (event as unknown as Record<string, Details>)[key]!;
};

const shortened = (text: string): string => {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
};
