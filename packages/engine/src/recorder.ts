import type { HistoryEvent, HistoryEventType } from "@stepbook/asl";
import { Failure } from "./failure";
import type { Host } from "./host";

/** The details object that an event of a type may have, whatever it is called. */
export type EventDetails = Readonly<Record<string, unknown>>;

/** What is told of every payload: that it is whole. */
export const whole: { readonly truncated: false } = { truncated: false };

/** Thrown into work that goes on after the execution has ended: it unwinds it, and nobody hears of it. */
class Over extends Error {
  override readonly name = "Over";
}

/** Writes the history of one execution: numbers the events and dates them by the execution's clock. */
export class Recorder {
  #lastId = 0;
  #closed = false;
  #time = Number.NaN;
  #date = new Date(Number.NaN);

  constructor(
    private readonly host: Host,
    private readonly sink: (event: HistoryEvent) => void,
    private readonly most: number,
  ) {}

  /** Adds an event. The last that the limit allows is kept for the event that ends the execution. */
  add(type: HistoryEventType, previousEventId: number, key?: string, details?: EventDetails): number {
    if (this.#closed) throw new Over();
    if (this.#lastId >= this.most - 1)
      throw new Failure(
        "runtime",
        "States.Runtime",
        `The execution reached the maximum number of history events (${this.most}).`,
      );
    return this.#write(type, previousEventId, key, details);
  }

  /** Adds the event that ends the execution: there is none after it. */
  close(type: HistoryEventType, previousEventId: number, key: string, details: EventDetails): void {
    this.#closed = true;
    this.#write(type, previousEventId, key, details);
  }

  /** Goes on with a history that was closed. */
  reopen(type: HistoryEventType, key: string, details: EventDetails): void {
    this.#closed = false;
    this.add(type, this.#lastId, key, details);
  }

  /** When the last event was written, in milliseconds since 1970. */
  get time(): number {
    return this.#time;
  }

  /** Whether there is room for more than the event that ends the execution. */
  get full(): boolean {
    return this.#lastId >= this.most - 1;
  }

  #write(type: HistoryEventType, previousEventId: number, key?: string, details?: EventDetails): number {
    const id = ++this.#lastId;
    const event: { [name: string]: unknown } = { timestamp: this.#now(), type, id, previousEventId };
    if (key !== undefined) event[key] = details;
    this.sink(event as unknown as HistoryEvent);
    return id;
  }

  /** One Date serves all events of the same millisecond. */
  #now(): Date {
    const time = this.host.now();
    if (time !== this.#time) {
      this.#time = time;
      this.#date = new Date(time);
    }
    return this.#date;
  }
}
