import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { beat, beatEvery, Heartbeats } from "../heartbeats";
import { isThere, type Owner, thisProcess } from "../owner";
import { LocalServiceError } from "../service-error";
import { type JobRecord, lastModified, lastOfEach } from "./job";
import { removeFolder } from "./job-folder";
import type { LogLine, MetricData } from "./shapes";

/** When a log is put aside, in bytes: what is kept is between so much and twice that. */
const fullLog = 2 ** 21;

const [recordFile, logFile, oldLogFile] = ["record.json", "log.jsonl", "log.1.jsonl"];

/** Keeps what happens to a job of this process. */
export interface Keeper {
  save(record: JobRecord): void;
  append(line: LogLine, metrics: readonly MetricData[]): void;
  close(): void;
}

/** What is known of a job that this process does not do. */
export interface Kept<Request extends object> {
  readonly record: JobRecord<Request>;
  /** The process that does it, where there is one. */
  readonly owner?: Owner;
}

interface Stored {
  readonly owner: Owner;
  readonly record: JobRecord;
}

const inText = (value: Stored): string =>
  JSON.stringify(value, function (this: Readonly<Record<string, unknown>>, key, text) {
    const plain = this[key];
    return plain instanceof Date ? { $date: plain.getTime() } : text;
  });

const fromText = (text: string, folder: string): Stored => {
  try {
    return JSON.parse(text, (_, value) => (typeof value?.$date === "number" ? new Date(value.$date) : value)) as Stored;
  } catch (error) {
    const why = `${(error as Error).message}. Delete the folder to do without the job`;
    throw new LocalServiceError("InternalFailure", `${join(folder, recordFile)} is no record of a job: ${why}.`);
  }
};

/**
 * The jobs of a kind in a folder, which outlive their process: a folder for each, with its record and its log. A record is
 * replaced as a whole. Two processes may have the same folder.
 */
export class Records<Request extends object> {
  readonly #owner = thisProcess();
  readonly #heartbeats = new Heartbeats();
  readonly #ended = new Map<string, JobRecord<Request>>();

  constructor(private readonly folder: () => string) {}

  /** Takes a name for a job; undefined where there is a job of that name. */
  claim(name: string): Keeper | undefined {
    const folder = join(this.folder(), name);
    mkdirSync(this.folder(), { recursive: true });
    try {
      mkdirSync(folder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST" || this.read(name)) {
        if ((error as NodeJS.ErrnoException).code === "EEXIST") return undefined;
        throw error;
      }
    }
    return keeperOf(folder, this.#owner);
  }

  names(): readonly string[] {
    try {
      return readdirSync(this.folder());
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
      throw error;
    }
  }

  /** What is known of a job. One whose process is gone has failed with it. */
  read(name: string): Kept<Request> | undefined {
    const known = this.#ended.get(name);
    if (known) return { record: known };
    const folder = this.#folderOf(name);
    const text = folder && textOf(join(folder, recordFile));
    if (folder === undefined || text === undefined) return undefined;
    const { record, owner } = this.#whole(name, text, folder);
    if (record.endTime !== undefined) return this.#remembered(name, record);
    if (isThere(owner) ?? this.#heartbeats.isAlive(join(folder, recordFile))) return { record, owner };
    // It may have ended by itself between the two looks.
    const { record: last } = this.#whole(name, textOf(join(folder, recordFile)) ?? text, folder);
    if (last.endTime !== undefined) return this.#remembered(name, last);
    const failed = failedWith(owner, last, lastSeen(folder, last));
    removeFolder(last.folder);
    replace(folder, { owner, record: failed });
    return this.#remembered(name, failed);
  }

  /** A record, which has not all metrics as long as the job goes on: its log has them. */
  #whole(name: string, text: string, folder: string): { readonly owner: Owner; readonly record: JobRecord<Request> } {
    const { owner, record } = fromText(text, folder) as Stored & { readonly record: JobRecord<Request> };
    if (record.endTime !== undefined) return { owner, record };
    return {
      owner,
      record: { ...record, finalMetrics: lastOfEach([...record.finalMetrics, ...this.log(name).metrics]) },
    };
  }

  #remembered(name: string, record: JobRecord<Request>): Kept<Request> {
    this.#ended.set(name, record);
    return { record };
  }

  /** The last lines of a job, and the values of its metrics in them. */
  log(name: string): { readonly lines: readonly LogLine[]; readonly metrics: readonly MetricData[] } {
    const folder = this.#folderOf(name);
    const texts = folder === undefined ? [] : [oldLogFile, logFile].map((file) => textOf(join(folder, file)) ?? "");
    const entries = texts.flatMap((text) => text.split("\n")).flatMap(entryOf);
    return {
      lines: entries.map(({ line, time, stream }) => ({ jobName: name, line, time: new Date(time), stream })),
      metrics: entries.flatMap(({ time, metrics = [] }) =>
        metrics.map(([MetricName, Value]) => ({ MetricName, Value, Timestamp: new Date(time) })),
      ),
    };
  }

  #folderOf(name: string): string | undefined {
    return /^[a-zA-Z0-9-]{1,63}$/.test(name) ? join(this.folder(), name) : undefined;
  }
}

const textOf = (file: string): string | undefined => {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
};

const replace = (folder: string, stored: Stored): void => {
  const temporary = join(folder, `.${recordFile}.${process.pid}`);
  writeFileSync(temporary, inText(stored));
  renameSync(temporary, join(folder, recordFile));
};

/** When a job gave the last sign of life. */
const lastSeen = (folder: string, record: JobRecord): Date => {
  const written = statSync(join(folder, logFile), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return new Date(Math.max(lastModified(record).getTime(), written));
};

/** The record of a job whose process is gone. */
const failedWith = <Request extends object>(
  owner: Owner,
  record: JobRecord<Request>,
  endTime: Date,
): JobRecord<Request> => {
  const phase = record.phases.at(-1)!.Status;
  const failureReason = `InternalServerError: The process that did this job has ended before it, and the job with it: ${owner.program}, process ${owner.pid} of ${owner.host}, last seen at ${endTime.toISOString()}, when the job was in its step ${phase}. Its log goes on until then; start the job again under another name.`;
  const before = record.phases.map((one) => (one.EndTime ? one : { ...one, EndTime: endTime }));
  const last = { Status: "Failed", StartTime: endTime, EndTime: endTime, StatusMessage: failureReason } as const;
  const { folder, ...rest } = record;
  return { ...rest, status: "Failed", failureReason, endTime, phases: [...before, last] };
};

interface Entry {
  readonly line: string;
  readonly time: number;
  readonly stream: LogLine["stream"];
  readonly metrics?: readonly (readonly [name: string, value: number])[];
}

/** An entry of a log; the last one may have been cut off. */
const entryOf = (text: string): readonly Entry[] => {
  try {
    return text === "" ? [] : [JSON.parse(text) as Entry];
  } catch {
    return [];
  }
};

const keeperOf = (folder: string, owner: Owner): Keeper => {
  const path = join(folder, logFile);
  let file: number | undefined;
  let size = 0;
  const beats = setInterval(() => beat(join(folder, recordFile)), beatEvery).unref();
  const closeLog = (): void => {
    if (file !== undefined) closeSync(file);
    file = undefined;
  };
  return {
    save: (record) => replace(folder, { owner, record }),
    append({ line, time, stream }, found) {
      if (size > fullLog) {
        closeLog();
        renameSync(path, join(folder, oldLogFile));
        size = 0;
      }
      file ??= openSync(path, "a");
      const metrics = found.map(({ MetricName, Value }) => [MetricName, Value] as const);
      const entry: Entry = { line, time: time.getTime(), stream, ...(metrics.length > 0 && { metrics }) };
      size += writeSync(file, `${JSON.stringify(entry)}\n`);
    },
    close() {
      clearInterval(beats);
      closeLog();
    },
  };
};
