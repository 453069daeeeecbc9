import type { HistoryEvent } from "@stepbook/asl";
import type { AskKernel, EventJson } from "@stepbook/graph";

/** Cuts long texts, as a kernel does in a history. */
const cut = (value: unknown): unknown => {
  if (typeof value === "string") return value.length > 2000 ? `${value.slice(0, 2000)}…` : value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cut(inner)]));
};

const json = (event: HistoryEvent): EventJson => ({ ...event, timestamp: event.timestamp.getTime() }) as EventJson;

/** A kernel with the history of one execution, which notes what it was asked. */
export const kernelOf = (events: readonly HistoryEvent[], page = 3) => {
  const asked: (readonly [name: string, asked: object])[] = [];
  const answers: Readonly<Record<string, (asked: never) => unknown>> = {
    history: ({ after }: { after: number }) => {
      const rest = events.filter(({ id }) => id > after);
      return { events: rest.slice(0, page).map((event) => cut(json(event))), more: rest.length > page };
    },
    event: ({ id }: { id: number }) => json(events.find((event) => event.id === id)!),
    log: () => ["epoch 1"],
    stop: () => null,
    redrive: () => null,
  };
  const ask = (async (name: string, question: object) => {
    asked.push([name, question]);
    return answers[name]!(question as never);
  }) as AskKernel;
  return { ask, asked, names: () => asked.map(([name]) => name) };
};
