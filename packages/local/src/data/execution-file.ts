import { statSync } from "node:fs";
import type { HistoryEvent } from "@stepbook/asl";
import type { Entry, MapRunCounts, MapRunLimits, RunEnd } from "@stepbook/engine";
import type { Configurations } from "../configurations";
import type { LocalLimits } from "../options";
import { readFrom } from "./append-file";
import { type DamagedFile, readLines } from "./lines";

/** What an execution began with: the first line of its file. */
export interface StoredExecution {
  /** Of the layout of the file. */
  readonly format: 1;
  readonly number: number;
  readonly arn: string;
  readonly name: string;
  readonly stateMachineArn: string;
  readonly machine: {
    readonly number: number;
    readonly name: string;
    /** The name of its definition among those of the folder. */
    readonly definition: string;
    readonly roleArn: string;
    readonly configurations: Configurations;
    readonly revisionId?: string;
    readonly updateDate: number;
  };
  readonly stateMachineVersionArn?: string;
  readonly stateMachineAliasArn?: string;
  readonly startDate: number;
  readonly traceHeader?: string;
  readonly region: string;
  /** Of its chance. */
  readonly seed: number;
  /** Those that are lifted are null. */
  readonly limits: Readonly<Partial<Record<keyof LocalLimits, number | null>>>;
}

/** A moment in AWS's shape, as it is stored. */
export type StoredEvent = Omit<HistoryEvent, "timestamp"> & { readonly timestamp: number };

/** What an execution told: the same again where it is brought back by what came to it. */
export type Told =
  | { readonly event: StoredEvent }
  | { readonly mapRun: StoredMapRun }
  | { readonly mapRunEnd: StoredMapRunEnd; readonly of: number }
  | { readonly mapRunRedrive: number; readonly of: number }
  | { readonly begun: StoredChild; readonly of: number }
  | { readonly childEvent: StoredEvent; readonly of: number; readonly child: number }
  | { readonly childEnd: RunEnd; readonly of: number; readonly child: number }
  | { readonly childRedrive: number; readonly of: number; readonly child: number };

export interface StoredMapRun {
  readonly number: number;
  readonly arn: string;
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly definition: string;
  readonly express: boolean;
  readonly startTime: number;
}

export interface StoredMapRunEnd {
  readonly status: "SUCCEEDED" | "FAILED" | "ABORTED";
  readonly stopTime: number;
  readonly limits: MapRunLimits;
  readonly itemCounts: MapRunCounts;
  readonly executionCounts: MapRunCounts;
}

export interface StoredChild {
  readonly number: number;
  readonly arn: string;
  readonly name: string;
  readonly input: string;
  readonly itemCount: number;
  readonly startTime: number;
}

/** A redrive that was asked for, with its token. */
export interface StoredRedrive {
  readonly date: number;
  readonly token?: string;
}

/** How an execution ended, short: the last line of the file of one that has ended. */
export interface Summary {
  readonly status: RunEnd["status"];
  readonly stopTime: number;
  /** Its last redrive. */
  readonly redrive?: { readonly count: number; readonly date: number; readonly tokens: readonly StoredToken[] };
  readonly mapRuns: readonly MapRunName[];
}

/** A map run of an execution, and the name of its definition among those of the folder. */
export interface MapRunName {
  readonly arn: string;
  readonly definition: string;
}

export interface StoredToken {
  readonly token: string;
  readonly date: number;
}

/** A line of the file of an execution. */
export type Line =
  | { readonly execution: StoredExecution }
  | { readonly input: string }
  | { readonly entry: Entry }
  | { readonly redrive: StoredRedrive }
  | { readonly ended: Summary }
  | Told;

/** What the file of an execution holds, as far as it has been read or written. */
export class Contents {
  head: StoredExecution | undefined;
  input = "{}";
  readonly events: HistoryEvent[] = [];
  /** What came to it, and all that it told: where it is to be brought back. */
  readonly entries: Entry[] = [];
  readonly told: Told[] = [];
  /** What it told of its map runs. */
  readonly mapRuns: Exclude<Told, { readonly event: unknown }>[] = [];
  readonly redrives: StoredRedrive[] = [];
  /** How it ended, where that is the last thing that is known of it. */
  ended: Summary | undefined;
  /** How many bytes its entries take. */
  entryBytes = 0;
  #read = 0;
  #file: number | undefined;

  /** @param whole Whether the execution is to be brought back. */
  constructor(private readonly whole = false) {}

  /**
   * Reads what has come to the file since the last look.
   *
   * @throws DamagedFile
   */
  read(path: string): void {
    const { size, ino } = statSync(path);
    // A file that was written anew, without what is of no more use, is another one.
    if (ino !== this.#file || size < this.#read) this.#forget();
    this.#file = ino;
    if (size <= this.#read) return;
    const bytes = readFrom(path, this.#read);
    this.#read = readLines(bytes, { path, start: this.#read }, (line, length) => this.take(line as Line, length));
  }

  /** Where its last whole line ends. */
  get end(): number {
    return this.#read;
  }

  /** All up to there is known: it was written here. */
  goOnAt(path: string, end: number): void {
    this.#file = statSync(path, { throwIfNoEntry: false })?.ino;
    this.#read = end;
  }

  #forget(): void {
    for (const list of [this.events, this.entries, this.told, this.mapRuns, this.redrives]) list.length = 0;
    this.entryBytes = 0;
    this.#read = 0;
  }

  take(line: Line, bytes = 0): void {
    this.ended = "ended" in line ? line.ended : undefined;
    if ("execution" in line) this.head = line.execution;
    else if ("input" in line) this.input = line.input;
    else if ("redrive" in line) this.redrives.push(line.redrive);
    else if ("entry" in line) {
      if (this.whole) this.entries.push(line.entry);
      this.entryBytes += bytes;
    } else if (!("ended" in line)) {
      if (this.whole) this.told.push(line);
      if ("event" in line) this.events.push(eventOf(line.event));
      else this.mapRuns.push(line);
    }
  }
}

export const eventOf = ({ timestamp, ...event }: StoredEvent): HistoryEvent =>
  ({ timestamp: new Date(timestamp), ...event }) as HistoryEvent;

export const storedEvent = ({ timestamp, ...event }: HistoryEvent): StoredEvent =>
  ({ timestamp: timestamp.getTime(), ...event }) as StoredEvent;

const longestHead = 16_384;
const longestTail = 16_384;

/** The ends of the file of an execution. */
export interface Ends {
  readonly head?: StoredExecution;
  readonly ended?: Summary;
  /** What tells how it ended is damaged. */
  readonly damage?: DamagedFile;
}

/**
 * The first line of a file and, where it tells of an execution that has ended, the last: without all between.
 *
 * @throws DamagedFile where the first is damaged.
 */
export const readEnds = (path: string): Ends => {
  let head: StoredExecution | undefined;
  let ended: Summary | undefined;
  let damage: DamagedFile | undefined;
  const first = readFrom(path, 0, longestHead);
  const firstEnd = first.indexOf("\n") + 1;
  readLines(first.subarray(0, firstEnd), { path }, (line) => {
    head = (line as { readonly execution: StoredExecution }).execution;
  });
  const { size } = statSync(path);
  const start = Math.max(0, size - longestTail);
  const last = start === 0 ? first.subarray(0, size) : readFrom(path, start);
  if (last.at(-1) === newline) {
    const lineStart = last.lastIndexOf("\n", last.length - 2) + 1;
    if (lineStart > 0 && last.subarray(lineStart).includes('{"ended":'))
      readLines(
        last.subarray(lineStart),
        { path, start: start + lineStart },
        (line) => {
          ended = (line as { readonly ended: Summary }).ended;
        },
        (found) => {
          damage = found;
        },
      );
  }
  return { ...(head ? { head } : {}), ...(ended ? { ended } : {}), ...(damage ? { damage } : {}) };
};

const newline = 10;
