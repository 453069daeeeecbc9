import type { Host } from "../host";
import { type Entry, failureOf, type News, toldFailure } from "./entry";

/** Something that was asked of the host, and has not come yet. */
export interface Pending {
  /** It has come, by what was recorded of it. */
  readonly deliver: (news: News | undefined) => void;
  /** Waits for it in earnest, where what was recorded does not tell of it. */
  readonly live: () => void;
  /** Waits no more. */
  readonly off?: () => void;
  /** Gets what is not told in full before it is delivered. */
  readonly fetch?: (news: News | undefined) => Promise<void>;
}

/** What was recorded does not fit what the execution does. */
export class JournalMismatch extends Error {
  override readonly name = "JournalMismatch";
}

export interface BookOptions {
  readonly host: Host;
  readonly startTime: number;
  readonly entries: readonly Entry[];
  readonly write: (entry: Entry) => void;
  /** Whether what it tells now is told for the first time: its last turn may have been cut off anywhere. */
  readonly isNew: () => boolean;
}

/** How many milliseconds an execution is at work before it gives way to others. */
const longestTurn = 8;

/**
 * The entries of one execution: those that were recorded are read, and then new ones are written.
 *
 * All that comes goes through one queue, a thing at a time, with a turn of the event loop to itself: promises of the
 * engine's own have settled before the next comes. Time stands still within a turn.
 */
export class Book {
  readonly host: Host;
  readonly pending = new Map<number, Pending>();
  readonly #entries: readonly Entry[];
  readonly #write: (entry: Entry) => void;
  readonly #isNew: () => boolean;
  readonly #queue: (() => void)[] = [];
  #position = 0;
  #last = 0;
  #time: number;
  #isReplaying: boolean;
  #looks = 0;
  #pauses = 0;
  #turnStart: number;
  #closed = false;
  #onIdle: (() => void)[] = [];
  #mismatch: JournalMismatch | undefined;

  constructor({ host, startTime, entries, write, isNew }: BookOptions) {
    this.#isNew = isNew;
    this.host = host;
    this.#entries = entries;
    this.#write = write;
    this.#time = startTime;
    this.#isReplaying = entries.length > 0;
    this.#turnStart = host.elapsed();
  }

  get time(): number {
    return this.#time;
  }

  /** Whether what was recorded is still being read: nothing is waited for in earnest yet. */
  get isReplaying(): boolean {
    return this.#isReplaying;
  }

  /** The number of the next thing that is asked for. */
  next(): number {
    this.#last += 1;
    return this.#last;
  }

  /** What was recorded next; undefined where what happens now happens for the first time. */
  get recorded(): Entry | undefined {
    return this.#entries[this.#position];
  }

  /** Whether what happens now happens for the first time. */
  get isFirst(): boolean {
    return this.recorded === undefined && this.#isNew();
  }

  /** Goes on to the entry after that. */
  turnPage(): void {
    this.#position += 1;
  }

  write(entry: Entry): void {
    this.#write(entry);
  }

  mismatch(message: string): void {
    this.#mismatch ??= new JournalMismatch(message);
  }

  /** Waits for what was asked for under a number: at once, or when all that was recorded has been read. */
  await(of: number, pending: Pending): void {
    this.pending.set(of, pending);
    if (!this.#isReplaying) pending.live();
  }

  /** Records that something could not be begun. */
  refusing<T>(of: number, begin: () => T): T {
    try {
      return begin();
    } catch (error) {
      const failure = toldFailure(error);
      this.write({ refused: of, failure });
      throw failureOf(failure);
    }
  }

  /** Throws again what was thrown when it was recorded. */
  refuseAgain(of: number): void {
    const next = this.recorded;
    if (!next || !("refused" in next) || next.refused !== of) return;
    this.turnPage();
    throw failureOf(next.failure);
  }

  /** Queues what has come for one who asked. */
  arriveOf(of: number, news: News | undefined, deliver: () => void, notBefore = 0): void {
    this.arrive((at) => (news === undefined ? { of, at } : { of, at, news }), deliver, notBefore);
  }

  arrive(entry: (at: number) => Entry, deliver: () => void, notBefore = 0): void {
    if (this.#closed) return;
    const { host } = this;
    host.busy(1);
    this.#queue.push(() => {
      this.#beginTurn(Math.max(host.now(), notBefore));
      this.write(entry(this.#time));
      deliver();
    });
    if (this.#queue.length === 1) host.breathe(this.#turn);
  }

  readonly #turn = (): void => {
    const { host } = this;
    try {
      if (!this.#closed) this.#queue[0]!();
    } finally {
      this.#queue.shift();
      host.busy(-1);
      if (this.#queue.length > 0) host.breathe(this.#turn);
      else for (const tell of this.#onIdle.splice(0)) tell();
    }
  };

  /** Resolves when all that has come so far is recorded. */
  idle(): Promise<void> | undefined {
    if (this.#queue.length === 0) return undefined;
    return new Promise((resolve) => {
      this.#onIdle.push(resolve);
    });
  }

  #beginTurn(time: number): void {
    this.#time = Math.max(this.#time, time);
    this.#looks = 0;
    this.#turnStart = this.host.elapsed();
  }

  /** A stopwatch that stands still within a turn, but for the moments at which the execution is to give way. */
  elapsed(): number {
    this.#looks += 1;
    const next = this.recorded;
    if (next) {
      if ("pause" in next && next.pause === this.#looks) {
        this.turnPage();
        this.#pauses += 1;
      }
    } else if (this.isFirst && this.host.elapsed() - this.#turnStart > longestTurn) {
      this.#turnStart = this.host.elapsed();
      this.write({ pause: this.#looks });
      this.#pauses += 1;
    }
    return this.#pauses * 1000;
  }

  /** Reads all that was recorded, a turn of the event loop for each, and then waits for the rest in earnest. */
  async replay(obey: (entry: Extract<Entry, { readonly command: unknown }>["command"]) => void): Promise<void> {
    if (!this.#isReplaying) return;
    this.host.busy(1);
    try {
      await this.#breath();
      while (this.recorded && !this.#mismatch && !this.#closed) {
        await this.#repeat(this.recorded, obey);
        await this.#breath();
      }
      if (this.#mismatch) throw this.#mismatch;
      this.#isReplaying = false;
      for (const { live } of [...this.pending.values()]) live();
    } finally {
      this.host.busy(-1);
    }
  }

  async #repeat(entry: Entry, obey: Parameters<Book["replay"]>[0]): Promise<void> {
    const place = `entry ${this.#position + 1} of what was recorded`;
    if ("command" in entry) {
      this.turnPage();
      this.#beginTurn(entry.at);
      obey(entry.command);
    } else if (!("of" in entry)) {
      this.mismatch(`${place} is ${JSON.stringify(entry).slice(0, 200)}, which the execution does not come to`);
    } else if (entry.of > this.#last) {
      this.mismatch(`${place} tells of number ${entry.of}, but only ${this.#last} things were asked for`);
    } else {
      await this.pending.get(entry.of)?.fetch?.(entry.news);
      this.turnPage();
      this.#beginTurn(entry.at);
      // Where nobody waits for it any more, nothing comes of it: as when it was recorded.
      this.pending.get(entry.of)?.deliver(entry.news);
    }
  }

  #breath(): Promise<void> {
    return new Promise((resolve) => {
      this.host.breathe(resolve);
    });
  }

  /** Nothing comes any more, and nothing is waited for. */
  close(): void {
    this.#closed = true;
    for (const { off } of this.pending.values()) off?.();
    this.pending.clear();
  }
}
