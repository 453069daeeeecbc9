import { existsSync, mkdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Journal } from "@stepbook/engine";
import { type Clock, later } from "../clock";
import { beatEvery } from "../heartbeats";
import { type Cataloged, type Keeper, Store } from "../store";
import { Tokens } from "../tokens";
import { type AppendFile, readFrom } from "./append-file";
import { Definitions } from "./definitions";
import type { Line, StoredExecution } from "./execution-file";
import { KeptExecution } from "./kept-execution";
import { readLines } from "./lines";
import { loadMapRuns } from "./map-runs";
import { Part, type PartSetting, settledAt } from "./part";
import { type ProcessFolder, ProcessFolders } from "./process-folders";
import { type Keep, Retention } from "./retention";
import { Shelf } from "./shelf";
import { Writer } from "./writer";

/** How a data folder is used. */
export interface DataOptions {
  /** Whether an answer waits until what it tells outlasts a loss of power. */
  readonly fsync?: boolean | undefined;
  readonly keep?: Keep | undefined;
}

/** How often the processes that share a folder are looked at, in milliseconds. */
const lookEvery = 500;

/** Brings an execution back that another process ran. */
export type Revive = (execution: KeptExecution) => Promise<void>;

const open = new Map<string, Data>();

const makeFolder = (path: string): void => {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    // On a disk that can only be read this is all that Node tells; without `recursive` it tells why.
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    mkdirSync(path);
  }
};

/** The data folder of a path: one for all services of this process. */
export const openData = (path: string, options: DataOptions): Data => {
  makeFolder(path);
  const real = realpathSync(resolve(path));
  const data = open.get(real) ?? new Data(real, options);
  open.set(real, data);
  data.join(options);
  return data;
};

/**
 * Lets go of a data folder: executions that have not ended go on in the next process, or service, that opens it. Services
 * that have it are of no more use.
 *
 * @param path The folder, as it stands in `data`.
 */
export const closeData = (path: string): void => {
  if (existsSync(path)) open.get(realpathSync(resolve(path)))?.close();
};

/**
 * A folder that keeps what a service knows. Several processes may have the same: each writes a part of its own and reads
 * those of the others. The part of a process that is gone goes to the next that looks.
 */
export class Data implements Keeper {
  readonly store: Store;
  readonly writer: Writer;
  /** What records the executions that run here. */
  readonly running = new Map<KeptExecution, Journal>();
  readonly #folders: ProcessFolders;
  readonly #definitions: Definitions;
  readonly #shelf: Shelf;
  readonly #setting: PartSetting;
  readonly #parts = new Map<string, Part>();
  readonly #retention: Retention;
  readonly #warn = (message: string): void => process.emitWarning(message, "StepbookWarning");
  readonly #told = new Set<string>();
  #own: Part;
  #fsync = false;
  #tokens: Tokens | undefined;
  #revive: Revive | undefined;
  #ready: Promise<unknown> = Promise.resolve();
  /** When the parts changed last, as far as they are known. */
  #seen = 0;
  #looked = 0;
  #beat = performance.now();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly path: string,
    { keep }: DataOptions,
  ) {
    writeOnce(join(path, ".gitignore"), "*\n");
    this.store = new Store(this);
    this.#definitions = new Definitions(path);
    this.writer = new Writer(
      () => this.#fsync,
      this.#warn,
      () => this.#definitions.flush(),
    );
    this.#folders = new ProcessFolders(path);
    this.#shelf = new Shelf((execution) => this.#forget(execution));
    this.#setting = {
      folders: this.#folders,
      definitions: this.#definitions,
      shelf: this.#shelf,
      store: this.store,
      tellDamage: (damage) => this.tellDamage(damage),
      changes: new Map(),
    };
    this.#retention = new Retention(keep, (execution) => this.#remove(execution));
    this.#lookAtProcesses();
    // What is damaged is left as it is.
    const [own = this.#make()] = this.#ownParts().filter(({ isWhole }) => isWhole);
    this.#own = own;
    for (const part of this.#ownParts()) if (part.isWhole) part.catalog.compact();
    this.#retention.begin(this.#ownParts());
    const parts = [...this.#parts.values()];
    if (parts.every((part) => part.isOwn && part.isWhole))
      this.#definitions.keepOnly(new Set(parts.flatMap((part) => part.definitionNames)));
  }

  join({ fsync }: DataOptions): void {
    this.#fsync ||= fsync === true;
  }

  /** Writes what waits, and gives the folder to the next that looks: nothing goes on here, and nothing more is kept. */
  close(): void {
    open.delete(this.path);
    clearInterval(this.#timer);
    const own = this.#ownParts();
    for (const journal of this.running.values()) journal.detach();
    this.writer.flush();
    for (const { folder } of own) this.#folders.giveBack(folder);
  }

  /** Has a service go on with what had not ended when its process did; `onBack` is told when all of it is where it was. */
  serve(revive: Revive, onBack: () => void): void {
    const isFirst = this.#revive === undefined;
    this.#revive = revive;
    if (isFirst) {
      this.#reviveAll(this.#ownParts());
      // What a process leaves is taken over even where nobody asks for anything.
      this.#timer = setInterval(() => this.#lookUnasked(), lookEvery).unref();
    }
    this.#ready = this.#ready.then(onBack);
  }

  /** Looks at what other processes have done. Resolves when all that goes on here has been brought to where it was. */
  async look(): Promise<void> {
    this.#lookAround();
    await this.#ready;
  }

  /** Resolves when all that has come so far is recorded. */
  async recorded(): Promise<void> {
    // What came of a promise comes to the journals once its callbacks have run.
    await turn();
    await Promise.all([...this.running.values()].map((journal) => journal.idle()));
  }

  /** Begins a file for an execution, and writes how it begins. Throws where that can't be written. */
  begin(head: StoredExecution, input: string): KeptExecution {
    const execution = this.#own.add(head);
    execution.append({ execution: head });
    execution.append({ input });
    try {
      this.writer.seal(execution.file);
    } catch (error) {
      this.writer.forget(execution.file);
      this.#own.drop(execution);
      rmSync(execution.file.path, { force: true });
      throw error;
    }
    return execution;
  }

  /** The tokens of tasks: whoever of this process asks may end any of them. */
  tokensBy(clock: Clock): Tokens {
    this.#tokens ??= new Tokens(clock, () => this.#runsElsewhere());
    return this.#tokens;
  }

  definitionName(text: string): string {
    return this.#definitions.put(text);
  }

  /** An execution has ended. What came to it is not kept where nothing more will come of it. */
  ended(execution: KeptExecution, entryBytes: number): void {
    execution.append({ ended: execution.summary });
    this.writer.touch(execution.file);
    this.writer.flush();
    if (execution.file.hasWaiting || execution.file.isLost) return;
    if (execution.end?.status === "SUCCEEDED" && entryBytes > worthwhile)
      this.#guarded(() => withoutEntries(execution.file));
    execution.letGo();
    this.#retention.add(execution);
  }

  /** An execution that had ended is to go on. */
  redriven(execution: KeptExecution): void {
    this.#retention.drop(execution);
    this.#shelf.drop(execution);
  }

  /** It goes on: processes that have seen its end are told to look again, once there is something to be seen. */
  tellRedriven(execution: KeptExecution): void {
    this.writer.flush();
    this.#own.catalog.putRedriven(this.store.number(), execution.arn);
    this.writer.touch(this.#own.catalog.file);
  }

  /** What is kept of an execution is damaged. */
  damaged(execution: KeptExecution, error: Error): void {
    execution.damaged = true;
    this.tellDamage(error);
  }

  /** Tells, once, where something that is kept is damaged. */
  tellDamage({ message }: Error): void {
    if (this.#told.has(message)) return;
    this.#told.add(message);
    this.#warn(message);
  }

  number(last: number): number {
    return Math.max(last + 1, Date.now() * 1000 + (process.pid % 1000));
  }

  changed(thing: Cataloged): void {
    const arn = "machine" in thing ? thing.machine.arn : "activity" in thing ? thing.activity.arn : thing.gone;
    const at = this.store.number();
    this.#setting.changes.set(arn, at);
    this.#own.catalog.put(at, thing);
    this.writer.touch(this.#own.catalog.file);
  }

  find(arn: unknown): void {
    if (typeof arn !== "string") return;
    const isWithin = arn.includes("/") || arn.includes(":mapRun:");
    const among = isWithin ? this.store.executionsOf(machineArnOf(arn)) : [this.store.known(arn)];
    for (const execution of among)
      if (execution instanceof KeptExecution && execution.end && !execution.hasMapRuns && execution.mapRuns.length > 0)
        loadMapRuns(execution, this.store);
  }

  #runsElsewhere(): string | undefined {
    this.#lookAround();
    const all = [...this.#parts.values()].flatMap(({ executions }) => [...executions]);
    return all.find(({ end, foreign }) => !end && foreign !== undefined)?.foreign;
  }

  #ownParts(): readonly Part[] {
    return [...this.#parts.values()].filter(({ isOwn }) => isOwn);
  }

  #make(): Part {
    return this.#add(this.#folders.make(), true);
  }

  #add(folder: ProcessFolder, isOwn: boolean): Part {
    const part = new Part(folder, this.#setting, isOwn);
    this.#parts.set(folder.name, part);
    part.look();
    return part;
  }

  #lookAround(): void {
    const isLongAgo = Math.abs(Date.now() - this.#looked) >= lookEvery;
    if (isLongAgo || this.#folders.changed !== this.#seen) this.#lookAtProcesses();
    for (const part of this.#parts.values()) if (!part.isOwn) part.look();
  }

  #lookUnasked(): void {
    try {
      this.#giveSign();
      this.#lookAtProcesses();
    } catch (error) {
      // Whoever asks for something is told that the folder can't be read.
      if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    }
  }

  #giveSign(): void {
    if (performance.now() - this.#beat < beatEvery) return;
    this.#beat = performance.now();
    for (const { folder } of this.#ownParts()) this.#folders.beat(folder);
  }

  #lookAtProcesses(): void {
    this.#looked = Date.now();
    this.#seen = settledAt(this.#folders.changed);
    const found = this.#folders.list();
    const names = new Set(found.map(({ name }) => name));
    for (const [name, part] of this.#parts) if (!part.isOwn && !names.has(name)) this.#parts.delete(name);
    const taken = found.flatMap((folder) => {
      const known = this.#parts.get(folder.name);
      if (known?.isOwn) return [];
      if (!this.#folders.isTaken(folder)) return this.#takeOver(folder, known);
      if (!known) this.#add(folder, false);
      return [];
    });
    if (this.#revive) this.#reviveAll(taken);
  }

  /** Goes on with the part of a process that is gone, unless another does so. */
  #takeOver(folder: ProcessFolder, known: Part | undefined): readonly Part[] {
    const own = this.#folders.take(folder);
    if (!own) return [];
    this.#parts.delete(folder.name);
    if (!known) return [this.#add(own, true)];
    known.own(own);
    this.#parts.set(own.name, known);
    for (const execution of known.executions) if (execution.end) this.#retention.add(execution);
    return [known];
  }

  #reviveAll(parts: readonly Part[]): void {
    const left = parts.flatMap((part) => [...part.executions].filter(({ end, damaged }) => !end && !damaged));
    if (left.length === 0) return;
    const back = Promise.all([this.#ready, ...left.map((execution) => this.#revive!(execution))]);
    // What cannot go on has failed before anybody is told of it.
    this.#ready = back.then(() => this.recorded()).then(turn);
  }

  /** Its history is not at hand any more: neither are its map runs. */
  #forget(execution: KeptExecution): void {
    execution.hasMapRuns = false;
    for (const { arn } of execution.mapRuns) {
      const record = this.store.knownMapRun(arn);
      if (record) this.store.dropMapRun(record);
    }
  }

  #remove(execution: KeptExecution): void {
    this.#forget(execution);
    this.store.dropExecution(execution);
    for (const part of this.#ownParts()) this.#guarded(() => part.remove(execution));
  }

  /** Does what may be left undone where the folder can't be written. */
  #guarded(job: () => void): void {
    try {
      job();
    } catch (error) {
      this.#warn((error as Error).message);
    }
  }
}

/** A turn of the event loop: what came before it has had its consequences. */
const turn = (): Promise<void> => new Promise((resolve) => later(resolve));

/** The machine that a map run or one of its children belongs to. */
const machineArnOf = (arn: string): string => {
  const [partition, name, states, region, account, , machine = ""] = arn.split(":");
  return [partition, name, states, region, account, "stateMachine", machine.split("/")[0]].join(":");
};

/** How many bytes are worth a file's being written anew. */
const worthwhile = 16_384;

const withoutEntries = (file: AppendFile): void => {
  const kept: unknown[] = [];
  readLines(readFrom(file.path, 0), { path: file.path }, (line) => {
    if (!("entry" in (line as Line))) kept.push(line);
  });
  file.replace(kept);
};

const writeOnce = (path: string, text: string): void => {
  if (!existsSync(path)) writeFileSync(path, text);
};
