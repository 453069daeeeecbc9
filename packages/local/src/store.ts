import type { HistoryEvent } from "@stepbook/asl";
import type { MapRun, RunEnd, TaskCall } from "@stepbook/engine";
import type { MachineRecord, Revision } from "./machines";

/** An execution as the service keeps it. */
export interface ExecutionRecord {
  readonly number: number;
  readonly arn: string;
  readonly name: string;
  readonly stateMachineArn: string;
  /** What it runs, as it was when it began. */
  readonly machine: MachineAsRun;
  /** Where it was started by a version or an alias. */
  readonly stateMachineVersionArn?: string;
  readonly stateMachineAliasArn?: string;
  readonly startDate: Date;
  readonly input: string;
  readonly traceHeader?: string | undefined;
  readonly events: HistoryEvent[];
  /** A child of a map run is redriven with it alone. */
  run?: Steering | undefined;
  end?: RunEnd | undefined;
  /** Its last redrive, where it was redriven. */
  redrive?: Redrive;
  /** Are told when it has ended. */
  onEnd?: Set<(end: RunEnd) => void> | undefined;
  /** Another process runs it: it can be looked at here, and no more. */
  readonly foreign?: string | undefined;
  /** What is kept of it is damaged: nothing is told of it. */
  readonly damaged?: boolean;
  /** The map run that it is a child of, and how many items it works on. */
  readonly mapRunArn?: string;
  readonly itemCount?: number;
}

/** How an execution that runs here is told what to do. */
export interface Steering {
  stop(reason?: { readonly error?: string; readonly cause?: string }): void | Promise<void>;
  redrive?(): void | Promise<void>;
}

/** The machine of an execution: of a child of a map run, the states of its Map as a machine of their own. */
export interface MachineAsRun
  extends Pick<Revision, "definition" | "roleArn" | "configurations" | "revisionId" | "updateDate"> {
  /** Of the machine's record: another machine of the same name has another. */
  readonly number: number;
  readonly name: string;
}

/** The last redrive of an execution. */
export interface Redrive {
  readonly count: number;
  readonly date: Date;
  /** The tokens of the last redrives, and when these were: newest first. */
  readonly tokens: readonly { readonly token: string; readonly date: Date }[];
}

/** How an execution ends, as soon as it has. */
export const endOf = (record: ExecutionRecord): Promise<RunEnd> =>
  record.end
    ? Promise.resolve(record.end)
    : new Promise((resolve) => {
        record.onEnd ??= new Set();
        record.onEnd.add(resolve);
      });

/** Notes that an execution has ended, and tells those who wait for it. */
export const markEnded = (record: ExecutionRecord, end: RunEnd): void => {
  record.end = end;
  for (const tell of record.onEnd ?? []) tell(end);
  record.onEnd = undefined;
};

/** How many tokens of redrives are kept. */
const mostTokens = 10;

/** Notes that an execution goes on. */
export const markRedriven = (record: ExecutionRecord, date: Date, clientToken?: string): void => {
  const { count = 0, tokens = [] } = record.redrive ?? {};
  const kept = clientToken === undefined ? tokens : [{ token: clientToken, date }, ...tokens].slice(0, mostTokens);
  record.redrive = { count: count + 1, date, tokens: kept };
  record.end = undefined;
};

/** A map run as the service keeps it. */
export interface MapRunRecord {
  readonly number: number;
  readonly arn: string;
  readonly run: MapRun;
  status: "RUNNING" | "SUCCEEDED" | "FAILED" | "ABORTED";
  stopTime?: number;
  redrive?: Pick<Redrive, "count" | "date">;
  /** Oldest first. */
  readonly children: ExecutionRecord[];
}

/** An activity, and the tasks and workers that wait for each other. */
export interface ActivityRecord {
  readonly number: number;
  readonly arn: string;
  readonly name: string;
  readonly creationDate: Date;
  readonly tags: Map<string, string>;
  /** Oldest first. */
  readonly tasks: Set<TaskCall>;
  /** Workers, oldest first: each takes one task. */
  readonly workers: Set<(task: TaskCall) => void>;
}

/** A machine or an activity as it is after a change, or that it is gone. */
export type Cataloged =
  | { readonly machine: MachineRecord }
  | { readonly activity: Omit<ActivityRecord, "tasks" | "workers"> }
  | { readonly gone: string };

/** What keeps more than memory does. */
export interface Keeper {
  /** A number greater than all before it. */
  number(last: number): number;
  /** A machine or an activity is new, or has changed. */
  changed(thing: Cataloged): void;
  /** Looks for the child of a map run, or for the map run, that is not in memory. */
  find(arn: unknown): void;
}

/** What the service remembers: in memory, and as far as a keeper goes beyond the process. */
export class Store {
  readonly #machines = new Map<string, MachineRecord>();
  readonly #executions = new Map<string, ExecutionRecord>();
  readonly #activities = new Map<string, ActivityRecord>();
  readonly #mapRuns = new Map<string, MapRunRecord>();
  readonly #newest = new Map<string, ExecutionRecord[]>();
  #last = 0;

  constructor(private readonly keeper?: Keeper) {}

  /** The next number of anything. */
  number(): number {
    this.#last = this.keeper?.number(this.#last) ?? this.#last + 1;
    return this.#last;
  }

  /** Numbers from here on are greater. */
  passNumber(number: number): void {
    this.#last = Math.max(this.#last, number);
  }

  machine(arn: string): MachineRecord | undefined {
    return this.#machines.get(arn);
  }

  /** Oldest first. */
  machines(): readonly MachineRecord[] {
    return [...this.#machines.values()].sort(byNumber);
  }

  /** Keeps a machine that is new or has changed. */
  putMachine(record: MachineRecord): void {
    this.#machines.set(record.arn, record);
    this.keeper?.changed({ machine: record });
  }

  deleteMachine(arn: string): void {
    if (this.#machines.delete(arn)) this.keeper?.changed({ gone: arn });
  }

  execution(arn: string): ExecutionRecord | undefined {
    return this.#executions.get(arn) ?? this.#found(arn, this.#executions);
  }

  /** An execution that is in memory. */
  known(arn: string): ExecutionRecord | undefined {
    return this.#executions.get(arn);
  }

  /** A map run that is in memory. */
  knownMapRun(arn: string): MapRunRecord | undefined {
    return this.#mapRuns.get(arn);
  }

  /** Those of a machine that is or was there, without the children of its map runs. Oldest first. */
  executionsOf(stateMachineArn: string): readonly ExecutionRecord[] {
    return this.#newest.get(stateMachineArn) ?? [];
  }

  putExecution(record: ExecutionRecord): void {
    const { arn, stateMachineArn, mapRunArn } = record;
    const known = this.#executions.get(arn);
    this.#executions.set(arn, record);
    if (mapRunArn !== undefined) return;
    const list = this.#newest.get(stateMachineArn) ?? [];
    this.#newest.set(stateMachineArn, list);
    if (known) list.splice(list.indexOf(known), 1);
    list.splice(placeOf(list, record.number), 0, record);
  }

  /** Forgets an execution, or a child of a map run. */
  dropExecution(record: ExecutionRecord): void {
    const { arn, stateMachineArn } = record;
    if (this.#executions.get(arn) !== record) return;
    this.#executions.delete(arn);
    const list = this.#newest.get(stateMachineArn);
    const place = list?.indexOf(record) ?? -1;
    if (place >= 0) list!.splice(place, 1);
  }

  mapRun(arn: string): MapRunRecord | undefined {
    return this.#mapRuns.get(arn) ?? this.#found(arn, this.#mapRuns);
  }

  /** Newest first. */
  mapRunsOf(executionArn: string): readonly MapRunRecord[] {
    this.keeper?.find(executionArn);
    const found = [...this.#mapRuns.values()].filter(({ run }) => run.executionArn === executionArn);
    return found.sort(byNumber).reverse();
  }

  putMapRun(record: MapRunRecord): void {
    this.#mapRuns.set(record.arn, record);
  }

  /** Forgets a map run and its children. */
  dropMapRun(record: MapRunRecord): void {
    this.#mapRuns.delete(record.arn);
    for (const child of record.children) this.dropExecution(child);
  }

  activity(arn: string): ActivityRecord | undefined {
    return this.#activities.get(arn);
  }

  /** Oldest first. */
  activities(): readonly ActivityRecord[] {
    return [...this.#activities.values()].sort(byNumber);
  }

  /** Keeps an activity that is new or has changed. */
  putActivity(record: ActivityRecord): void {
    this.#activities.set(record.arn, record);
    this.keeper?.changed({ activity: record });
  }

  deleteActivity(arn: string): void {
    if (this.#activities.delete(arn)) this.keeper?.changed({ gone: arn });
  }

  /** Takes what is kept already: by this process before, or by another. */
  load(thing: Cataloged): void {
    if ("machine" in thing) this.#machines.set(thing.machine.arn, thing.machine);
    else if ("activity" in thing) {
      const known = this.#activities.get(thing.activity.arn);
      const waiting = { tasks: known?.tasks ?? new Set(), workers: known?.workers ?? new Set() };
      this.#activities.set(thing.activity.arn, { ...thing.activity, ...waiting });
    } else {
      this.#machines.delete(thing.gone);
      this.#activities.delete(thing.gone);
    }
  }

  #found<T>(arn: string, among: ReadonlyMap<string, T>): T | undefined {
    this.keeper?.find(arn);
    return among.get(arn);
  }
}

const byNumber = (one: { readonly number: number }, other: { readonly number: number }): number =>
  one.number - other.number;

/** Where a number belongs among others: nearly always at the end. */
const placeOf = (list: readonly ExecutionRecord[], number: number): number => {
  let place = list.length;
  while (place > 0 && list[place - 1]!.number > number) place -= 1;
  return place;
};
