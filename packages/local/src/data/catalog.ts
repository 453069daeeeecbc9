import { existsSync, statSync } from "node:fs";
import type { RoutingConfigurationListItem, StateMachineType } from "@stepbook/asl";
import type { MachineProgram } from "@stepbook/engine";
import { checkProgram } from "../checks";
import type { Configurations } from "../configurations";
import type { MachineRecord, Publishing, Revision, VersionRecord } from "../machines";
import type { Cataloged } from "../store";
import { AppendFile, readFrom } from "./append-file";
import type { Definitions } from "./definitions";
import { type DamagedFile, readLines } from "./lines";

/** A change of the catalog, `at` a number that grows with each: of two that tell of the same thing the later holds. */
type Change = { readonly at: number } & (
  | { readonly machine: StoredMachine }
  | { readonly activity: StoredActivity }
  | { readonly gone: string }
  /** An execution whose end others may have seen goes on. */
  | { readonly redriven: string }
);

interface StoredRevision {
  readonly definition: string;
  readonly roleArn: string;
  readonly configurations: Configurations;
  readonly revisionId?: string;
  readonly updateDate: number;
}

interface StoredMachine {
  readonly number: number;
  readonly arn: string;
  readonly name: string;
  readonly type: StateMachineType;
  readonly creationDate: number;
  readonly created: Publishing;
  readonly revisions: readonly StoredRevision[];
  /** Places among the revisions. */
  readonly revision: number;
  readonly versions: readonly (Pick<VersionRecord, "number" | "arn" | "description"> & {
    readonly creationDate: number;
    readonly revision: number;
  })[];
  readonly lastVersion: number;
  readonly aliases: readonly {
    readonly number: number;
    readonly arn: string;
    readonly name: string;
    readonly creationDate: number;
    readonly updateDate: number;
    readonly description?: string | undefined;
    readonly routing: readonly RoutingConfigurationListItem[];
  }[];
  readonly tags: readonly (readonly [string, string])[];
  readonly deleting?: true;
}

interface StoredActivity {
  readonly number: number;
  readonly arn: string;
  readonly name: string;
  readonly creationDate: number;
  readonly tags: readonly (readonly [string, string])[];
}

/** How many lines more than there are things make a catalog worth to be written anew. */
const slack = 1000;

/**
 * The machines and activities that one process has made or changed: each line tells how one of them was after a change.
 * The file of another process is only read.
 */
export class Catalog {
  readonly file: AppendFile;
  readonly #latest = new Map<string, Change>();
  #lines = 0;
  #read = 0;

  constructor(
    pathOf: () => string,
    private readonly definitions: Definitions,
  ) {
    this.file = new AppendFile(pathOf, () => [...this.#latest.values()]);
  }

  put(at: number, thing: Cataloged): void {
    const change = changeOf(at, thing, this.definitions);
    this.#take(change);
    this.file.append(change);
  }

  putRedriven(at: number, redriven: string): void {
    this.#take({ at, redriven });
    this.file.append({ at, redriven });
  }

  /**
   * Reads what has come since the last look, and gives each thing that changed with the number of its change; nothing to
   * load where an execution goes on. Each line stands for itself: those that are damaged are told of, and left out.
   */
  read(
    take: (at: number, arn: string, load: () => Cataloged | undefined) => void,
    onDamage: (damage: DamagedFile) => void,
  ): void {
    const { path } = this.file;
    if (!existsSync(path)) return;
    if (statSync(path).size < this.#read) this.#read = 0;
    const bytes = readFrom(path, this.#read);
    const takeRecord = (record: unknown): void => {
      const change = record as Change;
      this.#take(change);
      take(change.at, arnOf(change), () => thingOf(change, this.definitions));
    };
    this.#read = readLines(bytes, { path, start: this.#read }, takeRecord, onDamage);
    this.file.goOnAt(this.#read);
  }

  /** Writes it anew where most of its lines tell of what has changed since. */
  compact(): void {
    if (this.#lines <= 2 * this.#latest.size + slack) return;
    for (const [arn, change] of this.#latest) if ("redriven" in change) this.#latest.delete(arn);
    this.file.replace([...this.#latest.values()]);
    this.#lines = this.#latest.size;
  }

  /** The definitions that it names. */
  *definitionNames(): Iterable<string> {
    for (const change of this.#latest.values())
      if ("machine" in change) for (const { definition } of change.machine.revisions) yield definition;
  }

  #take(change: Change): void {
    this.#lines += 1;
    this.#latest.set(arnOf(change), change);
  }
}

const arnOf = (change: Change): string => {
  if ("machine" in change) return change.machine.arn;
  if ("activity" in change) return change.activity.arn;
  return "gone" in change ? change.gone : change.redriven;
};

const changeOf = (at: number, thing: Cataloged, definitions: Definitions): Change => {
  if ("machine" in thing) return { at, machine: storedMachine(thing.machine, definitions) };
  if ("gone" in thing) return { at, gone: thing.gone };
  const { number, arn, name, creationDate, tags } = thing.activity;
  return { at, activity: { number, arn, name, creationDate: creationDate.getTime(), tags: [...tags] } };
};

const thingOf = (change: Change, definitions: Definitions): Cataloged | undefined => {
  if ("redriven" in change) return undefined;
  if ("machine" in change) return { machine: machineOf(change.machine, definitions) };
  if ("gone" in change) return { gone: change.gone };
  const { activity } = change;
  return {
    activity: { ...activity, creationDate: new Date(activity.creationDate), tags: new Map(activity.tags) },
  };
};

const storedMachine = (machine: MachineRecord, definitions: Definitions): StoredMachine => {
  const { number, arn, name, type, created, lastVersion, deleting } = machine;
  const revisions = [...new Set([machine.revision, ...machine.versions.map(({ revision }) => revision)])];
  return {
    ...{ number, arn, name, type, created, lastVersion },
    creationDate: machine.creationDate.getTime(),
    revisions: revisions.map(({ definition, roleArn, configurations, revisionId, updateDate }) => ({
      definition: definitions.put(definition),
      ...{ roleArn, configurations },
      ...(revisionId === undefined ? {} : { revisionId }),
      updateDate: updateDate.getTime(),
    })),
    revision: revisions.indexOf(machine.revision),
    versions: machine.versions.map(({ revision, creationDate, ...version }) => ({
      ...version,
      creationDate: creationDate.getTime(),
      revision: revisions.indexOf(revision),
    })),
    aliases: [...machine.aliases.values()].map(({ creationDate, updateDate, ...alias }) => ({
      ...alias,
      creationDate: creationDate.getTime(),
      updateDate: updateDate.getTime(),
    })),
    tags: [...machine.tags],
    ...(deleting ? { deleting } : {}),
  };
};

const machineOf = (stored: StoredMachine, definitions: Definitions): MachineRecord => {
  const { number, arn, name, type, created, lastVersion, deleting } = stored;
  const revisions = stored.revisions.map((revision) => revisionOf(revision, type, definitions));
  return {
    ...{ number, arn, name, type, created, lastVersion },
    creationDate: new Date(stored.creationDate),
    revision: revisions[stored.revision]!,
    versions: stored.versions.map(({ revision, creationDate, ...version }) => ({
      ...version,
      creationDate: new Date(creationDate),
      revision: revisions[revision]!,
    })),
    aliases: new Map(
      stored.aliases.map(({ creationDate, updateDate, ...alias }) => [
        alias.name,
        { ...alias, creationDate: new Date(creationDate), updateDate: new Date(updateDate) },
      ]),
    ),
    tags: new Map(stored.tags),
    ...(deleting ? { deleting } : {}),
  };
};

/** A revision, whose definition is read and compiled when it is asked for. */
const revisionOf = (
  { definition: name, updateDate, ...stored }: StoredRevision,
  type: StateMachineType,
  definitions: Definitions,
): Revision => {
  let program: MachineProgram | undefined;
  return {
    ...stored,
    updateDate: new Date(updateDate),
    get definition() {
      return definitions.get(name);
    },
    get program() {
      program ??= checkProgram(definitions.get(name), type);
      return program;
    },
  };
};
