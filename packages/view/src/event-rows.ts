import type { HistoryEvent } from "@stepbook/asl";
import { detailOf, type EventView } from "@stepbook/graph";
import type { Desk } from "./desk";
import type { Shown } from "./shown";

/** An event as a row. */
export interface EventRow {
  readonly id: number;
  readonly type: string;
  readonly time: number;
  /** The index and name of the state that it belongs to. */
  readonly state: number | undefined;
  readonly name: string;
  readonly detail: string;
  readonly previous: number | undefined;
  /** Whether the history told it, not the payload. */
  readonly known: boolean;
  /** All that is known of it. */
  readonly json: HistoryEvent | EventView;
}

export interface EventFilter {
  readonly state: number | undefined;
  readonly type: string;
  readonly text: string;
}

/** Gives the rows of what is shown, oldest first: the same list as long as the events are the same. */
export const createEventRows = ({ history }: Desk): ((shown: Shown) => readonly EventRow[]) => {
  let rows: readonly EventRow[] = [];
  let key: readonly unknown[] = [];
  return (shown) => {
    const { latest, drawing, replayed, now } = shown;
    const { events } = history;
    const count = replayed ? history.countAt(now) : events.length;
    const next: readonly unknown[] =
      events.length > 0 ? [events, events.length, count, drawing.graph] : [shown.view.execution?.events, drawing.graph];
    if (next.length === key.length && next.every((part, i) => part === key[i])) return rows;
    key = next;
    rows = events.length > 0 ? rowsOfHistory(history, count, drawing) : rowsOfPayload(shown, latest?.startTime ?? 0);
    return rows;
  };
};

const rowsOfHistory = (history: Desk["history"], count: number, { graph }: Shown["drawing"]): readonly EventRow[] => {
  const indices = new Map(graph.nodes.map(({ name, index }) => [name, index]));
  const visits = history.visits();
  return history.events.slice(0, count).map((event) => {
    const name = visits.stateOf(event) ?? "";
    return {
      id: event.id,
      type: event.type,
      time: event.timestamp.getTime(),
      state: indices.get(name),
      name,
      detail: detailOf(event),
      previous: event.previousEventId || undefined,
      known: true,
      json: event,
    };
  });
};

const rowsOfPayload = ({ view, drawing }: Shown, start: number): readonly EventRow[] =>
  (view.execution?.events ?? []).map((event) => ({
    id: event.id,
    type: event.type,
    time: start + event.at,
    state: event.state,
    name: event.state === undefined ? "" : (drawing.graph.nodes[event.state]?.name ?? ""),
    detail: event.detail ?? "",
    previous: undefined,
    known: false,
    json: event,
  }));

const texts = new WeakMap<EventRow, string>();

/** What is searched in an event: all that it tells. */
const textOf = (row: EventRow): string => {
  const known = texts.get(row) ?? `${row.id} ${row.type} ${row.name} ${JSON.stringify(row.json)}`.toLowerCase();
  texts.set(row, known);
  return known;
};

export const filtered = (rows: readonly EventRow[], { state, type, text }: EventFilter): readonly EventRow[] => {
  if (state === undefined && type === "" && text === "") return rows;
  const wanted = text.toLowerCase();
  return rows.filter(
    (row) =>
      (state === undefined || row.state === state) &&
      (type === "" || row.type === type) &&
      (wanted === "" || textOf(row).includes(wanted)),
  );
};
