import { mkdirSync, readdirSync, statSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import type { Store } from "../store";
import { AppendFile } from "./append-file";
import { Catalog } from "./catalog";
import type { Definitions } from "./definitions";
import { readEnds, type StoredExecution } from "./execution-file";
import { KeptExecution } from "./kept-execution";
import { DamagedFile } from "./lines";
import { loadMapRuns } from "./map-runs";
import type { ProcessFolder, ProcessFolders } from "./process-folders";
import type { Shelf } from "./shelf";

/** What all parts of a data folder share. */
export interface PartSetting {
  readonly folders: ProcessFolders;
  readonly definitions: Definitions;
  readonly shelf: Shelf;
  readonly store: Store;
  readonly tellDamage: (damage: Error) => void;
  /** For each thing of all catalogs the number of its last change. */
  readonly changes: Map<string, number>;
}

/** A folder whose time of change lies back so far has no more changes at that time, in milliseconds. */
const settled = 100;

/** The time of change of a folder that was looked at; 0 where what changes at the same time may yet come. */
export const settledAt = (changed: number): number => (Date.now() - changed > settled ? changed : 0);

/** What one process keeps: its catalog, and a file for each execution that it runs or ran. */
export class Part {
  readonly catalog: Catalog;
  readonly #executions = new Map<string, KeptExecution>();
  readonly #skipped = new Set<string>();
  #seen = 0;
  #isDamaged = false;

  constructor(
    readonly folder: ProcessFolder,
    private readonly setting: PartSetting,
    /** Whether this process writes it. */
    public isOwn: boolean,
  ) {
    this.catalog = new Catalog(() => this.#path("catalog.log"), setting.definitions);
    if (isOwn) mkdirSync(this.#path("executions"), { recursive: true });
  }

  get executions(): Iterable<KeptExecution> {
    return this.#executions.values();
  }

  /** A file for an execution that begins. */
  add(head: StoredExecution): KeptExecution {
    const name = `${head.number}.log`;
    const { shelf, definitions } = this.setting;
    const execution = new KeptExecution(head, this.#file(name), shelf, definitions);
    this.#executions.set(name, execution);
    return execution;
  }

  /** Whether all of it could be read. */
  get isWhole(): boolean {
    return !this.#isDamaged;
  }

  /** The names of all definitions that are of use here. */
  get definitionNames(): readonly string[] {
    const ofExecutions = [...this.executions].flatMap(({ head, mapRuns }) => [
      head.machine.definition,
      ...mapRuns.map(({ definition }) => definition),
    ]);
    return [...this.catalog.definitionNames(), ...ofExecutions];
  }

  /** Forgets an execution that could not be begun. */
  drop(execution: KeptExecution): void {
    this.#executions.delete(`${execution.number}.log`);
  }

  /** Deletes the file of an execution, where it is one of these. */
  remove(execution: KeptExecution): void {
    const name = `${execution.number}.log`;
    if (this.#executions.get(name) !== execution) return;
    this.#executions.delete(name);
    this.setting.shelf.drop(execution);
    unlinkSync(this.#path("executions", name));
  }

  /** Reads what is new. */
  look(): void {
    this.#lookAtCatalog();
    this.#lookAtFolder();
    if (this.isOwn) return;
    for (const execution of this.#executions.values())
      if (!execution.end && !execution.damaged) this.#update(execution);
  }

  /** It is this process's own now, as its last process left it. */
  own(folder: ProcessFolder): void {
    this.folder.name = folder.name;
    this.look();
    this.isOwn = true;
    for (const execution of this.#executions.values()) execution.foreign = undefined;
  }

  #lookAtCatalog(): void {
    const { store, changes } = this.setting;
    const take: Parameters<Catalog["read"]>[0] = (at, arn, load) => {
      store.passNumber(at);
      if (at <= (changes.get(arn) ?? 0)) return;
      changes.set(arn, at);
      const thing = load();
      if (thing) store.load(thing);
      else this.#lookAgainAt(arn);
    };
    this.#guarded(this.#path("catalog.log"), () => this.catalog.read(take, (damage) => this.#note(damage)));
  }

  /** An execution goes on whose end has been seen. */
  #lookAgainAt(arn: string): void {
    const execution = this.setting.store.known(arn);
    if (execution instanceof KeptExecution && execution.foreign !== undefined) this.#update(execution);
  }

  #lookAtFolder(): void {
    const path = this.#path("executions");
    const changed = this.#changeOf(path);
    if (changed === undefined || changed === this.#seen) return;
    this.#seen = settledAt(changed);
    for (const name of readdirSync(path)) {
      if (this.#executions.has(name) || this.#skipped.has(name) || !/^\d+\.log$/.test(name)) continue;
      this.#guarded(
        this.#path("executions", name),
        () => this.#meet(name),
        () => this.#skipped.add(name),
      );
    }
  }

  #meet(name: string): void {
    const { shelf, definitions, store } = this.setting;
    const file = this.#file(name);
    const { head, ended, damage } = readEnds(file.path);
    // Its process has only just begun to write it, or died as it did.
    if (!head) return;
    const execution = new KeptExecution(head, file, shelf, definitions);
    file.goOnAt(statSync(file.path).size);
    if (!this.isOwn) execution.foreign = `process ${this.folder.owner?.pid}`;
    this.#executions.set(name, execution);
    store.passNumber(head.number);
    store.putExecution(execution);
    if (damage) {
      execution.damaged = true;
      this.#note(damage);
    } else if (ended) execution.take(ended);
    else this.#update(execution);
  }

  /** Reads how an execution of another process goes on. */
  #update(execution: KeptExecution): void {
    this.#guarded(
      execution.file.path,
      () => {
        const { contents } = execution;
        const { ended, mapRuns, redrives } = contents;
        execution.take(ended);
        if (!ended && redrives.length > 0) execution.recall(contents);
        if (mapRuns.length > 0) loadMapRuns(execution, this.setting.store);
      },
      () => {
        execution.damaged = true;
      },
    );
  }

  #guarded(path: string, job: () => void, onDamage: () => void = () => undefined): void {
    try {
      job();
    } catch (error) {
      // A process may take over its folder, or delete a file, at any time.
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
      if (!(error instanceof Error)) throw error;
      onDamage();
      this.#note(error instanceof DamagedFile ? error : new Error(`${path} cannot be read: ${error.message}`));
    }
  }

  #note(damage: Error): void {
    this.#isDamaged = true;
    this.setting.tellDamage(damage);
  }

  #changeOf(path: string): number | undefined {
    try {
      return statSync(path).mtimeMs;
    } catch {
      return undefined;
    }
  }

  #file(name: string): AppendFile {
    return new AppendFile(() => this.#path("executions", name));
  }

  #path(...names: readonly string[]): string {
    return join(this.setting.folders.pathOf(this.folder), ...names);
  }
}
