import type { HistoryEvent } from "@stepbook/asl";
import type { MapRun, Run, RunEnd, TaskCall } from "@stepbook/engine";
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
  run?: (Pick<Run, "stop"> & Partial<Pick<Run, "redrive">>) | undefined;
  end?: RunEnd | undefined;
  /** Its last redrive, where it was redriven. */
  redrive?: Redrive;
  /** Are told when it has ended. */
  onEnd?: Set<(end: RunEnd) => void> | undefined;
  /** The map run that it is a child of, and how many items it works on. */
  readonly mapRunArn?: string;
  readonly itemCount?: number;
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
  delete record.end;
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

/** What the service remembers: here in memory, for as long as the process lives. */
export class Store {
  readonly #machines = new Map<string, MachineRecord>();
  readonly #executions = new Map<string, ExecutionRecord>();
  readonly #activities = new Map<string, ActivityRecord>();
  readonly #mapRuns = new Map<string, MapRunRecord>();
  #last = 0;

  /** The next number of anything. */
  number(): number {
    this.#last += 1;
    return this.#last;
  }

  machine(arn: string): MachineRecord | undefined {
    return this.#machines.get(arn);
  }

  /** Oldest first. */
  machines(): readonly MachineRecord[] {
    return [...this.#machines.values()];
  }

  putMachine(record: MachineRecord): void {
    this.#machines.set(record.arn, record);
  }

  deleteMachine(arn: string): void {
    this.#machines.delete(arn);
  }

  execution(arn: string): ExecutionRecord | undefined {
    return this.#executions.get(arn);
  }

  /** Newest first. */
  executions(): readonly ExecutionRecord[] {
    return [...this.#executions.values()].reverse();
  }

  putExecution(record: ExecutionRecord): void {
    this.#executions.set(record.arn, record);
  }

  mapRun(arn: string): MapRunRecord | undefined {
    return this.#mapRuns.get(arn);
  }

  /** Newest first. */
  mapRuns(): readonly MapRunRecord[] {
    return [...this.#mapRuns.values()].reverse();
  }

  putMapRun(record: MapRunRecord): void {
    this.#mapRuns.set(record.arn, record);
  }

  activity(arn: string): ActivityRecord | undefined {
    return this.#activities.get(arn);
  }

  /** Oldest first. */
  activities(): readonly ActivityRecord[] {
    return [...this.#activities.values()];
  }

  putActivity(record: ActivityRecord): void {
    this.#activities.set(record.arn, record);
  }

  deleteActivity(arn: string): void {
    this.#activities.delete(arn);
  }
}
