import type { HistoryEvent } from "@stepbook/asl";

const LONGEST_TYPE = 100;
const DEEPEST = 20;
/** The latest that a date can be. */
const LAST_TIME = 8.64e15;

const isObject = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Reads what a kernel answers when it is asked for events: those that follow an id, and are events. */
export const readEvents = (
  answer: unknown,
  after: number,
): { readonly events: readonly HistoryEvent[]; readonly more: boolean } => {
  if (!isObject(answer) || !Array.isArray(answer.events)) throw new Error("The kernel's answer is not a history.");
  let last = after;
  const events: HistoryEvent[] = [];
  for (const one of answer.events) {
    const event = readEvent(one);
    if (!event || event.id <= last) continue;
    last = event.id;
    events.push(event);
  }
  return { events, more: answer.more === true };
};

/** An event as JSON, with its time as a date; undefined where it is none. */
export const readEvent = (json: unknown): HistoryEvent | undefined => {
  if (!isObject(json)) return undefined;
  const { id, type, timestamp } = json;
  if (!Number.isSafeInteger(id) || typeof type !== "string" || type.length > LONGEST_TYPE) return undefined;
  if (isDeep(json)) return undefined;
  if (typeof timestamp !== "number" || !(Math.abs(timestamp) <= LAST_TIME)) return undefined;
  return { ...json, timestamp: new Date(timestamp) } as unknown as HistoryEvent;
};

/** Whether a value is nested deeper than any event: to write it as text could exhaust the stack. */
const isDeep = (value: unknown): boolean => {
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth < DEEPEST && level.length > 0; depth += 1)
    level = level.flatMap((one) => (typeof one === "object" && one !== null ? Object.values(one) : []));
  return level.length > 0;
};
