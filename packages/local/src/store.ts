import type {
  CreateStateMachineInput,
  HistoryEvent,
  RoutingConfigurationListItem,
  StateMachineType,
} from "@stepbook/asl";
import type { MachineProgram, MapRun, Run, RunEnd, TaskCall } from "@stepbook/engine";

/** What a state machine is, until it is updated. */
export interface Revision {
  /** JSON text. */
  readonly definition: string;
  readonly program: MachineProgram;
  readonly roleArn: string;
  readonly configurations: Configurations;
  /** Missing until the first update. */
  readonly revisionId?: string;
  readonly updateDate: Date;
}

/** What a state machine has beside its definition and role. */
export type Configurations = Required<Pick<CreateStateMachineInput, "loggingConfiguration" | "tracingConfiguration">> &
  Pick<CreateStateMachineInput, "encryptionConfiguration">;

/** A state machine as the service keeps it. */
export interface MachineRecord {
  /** Grows with each new one. */
  readonly number: number;
  readonly arn: string;
  readonly name: string;
  readonly type: StateMachineType;
  readonly creationDate: Date;
  revision: Revision;
  /** Oldest first. */
  readonly versions: VersionRecord[];
  /** The number of the last version: those of deleted ones are not used again. */
  lastVersion: number;
  readonly aliases: Map<string, AliasRecord>;
  readonly tags: Map<string, string>;
}

/** A published revision. */
export interface VersionRecord {
  readonly number: number;
  readonly arn: string;
  readonly creationDate: Date;
  readonly description?: string | undefined;
  readonly revision: Revision;
}

/** A name for one version or two. */
export interface AliasRecord {
  readonly number: number;
  readonly arn: string;
  readonly name: string;
  readonly creationDate: Date;
  updateDate: Date;
  description?: string | undefined;
  routing: readonly RoutingConfigurationListItem[];
}

/** What a state machine's ARN leads to: itself, a version, an alias. */
export interface Target {
  readonly machine: MachineRecord;
  readonly revision: Revision;
  readonly version?: VersionRecord;
  readonly alias?: AliasRecord;
}

/** An execution as the service keeps it. */
export interface ExecutionRecord {
  readonly number: number;
  readonly arn: string;
  readonly name: string;
  readonly stateMachineArn: string;
  /** What it runs, as it was when it began. */
  readonly machine: { readonly name: string; readonly definition: string } & Pick<
    Revision,
    "roleArn" | "configurations" | "revisionId" | "updateDate"
  >;
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

/** The last redrive of an execution. */
export interface Redrive {
  readonly count: number;
  readonly date: Date;
  readonly clientToken?: string | undefined;
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

/** Notes that an execution goes on. */
export const markRedriven = (record: ExecutionRecord, date: Date, clientToken?: string): void => {
  record.redrive = { count: (record.redrive?.count ?? 0) + 1, date, clientToken };
  delete record.end;
};

/** A map run as the service keeps it. */
export interface MapRunRecord {
  readonly number: number;
  readonly arn: string;
  readonly run: MapRun;
  status: "RUNNING" | "SUCCEEDED" | "FAILED" | "ABORTED";
  stopTime?: number;
  redrive?: Redrive;
  /** Oldest first. Those of type EXPRESS cannot be asked for. */
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
