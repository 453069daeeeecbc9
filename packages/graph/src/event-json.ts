import type { HistoryEvent } from "@stepbook/asl";
import type { EventJson } from "./questions";

/** An event as a page takes it: its time in milliseconds since 1970, and no text longer than told. */
export const eventJson = (event: HistoryEvent, longest: number): EventJson => {
  const { timestamp, ...rest } = event;
  return { ...(cut(rest, longest) as typeof rest), timestamp: timestamp.getTime() };
};

const cut = (value: unknown, longest: number): unknown => {
  if (typeof value === "string") return value.length > longest ? `${value.slice(0, longest)}…` : value;
  if (Array.isArray(value)) return value.map((item) => cut(item, longest));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, cut(member, longest)]));
};
