import type { GraphNode } from "@stepbook/graph";
import type { Desk } from "./desk";
import { type ChosenItem, isWithin } from "./items";
import { type Payload, payloadOf } from "./payloads";
import type { Shown } from "./shown";

/** The input or output of a state's latest visit, or of that in one item of a Map: by the history, else as the payload has it. */
export const payloadOfState = (
  { history }: Desk,
  { states, now, replayed }: Shown,
  { index, name }: GraphNode,
  field: "input" | "output",
  item?: ChosenItem,
): Payload | undefined => {
  if (history.events.length > 0) {
    const visits = history.visits().byName.get(name) ?? [];
    const visit = visits.filter(({ start, frame }) => start <= now && (!item || isWithin(frame, item))).at(-1);
    const isOver = visit?.exit !== undefined && (visit.end ?? 0) <= now;
    const id = field === "input" ? visit?.id : isOver ? visit.exit : undefined;
    const payload = id === undefined ? undefined : payloadOf(history.event(id), field);
    if (payload || item) return payload;
  }
  const io = replayed ? undefined : states[index]?.io;
  const text = io?.[field];
  return text === undefined ? undefined : { text, cut: io?.cut?.includes(field) ?? false };
};
