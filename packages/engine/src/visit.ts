import type { Json } from "@stepbook/asl";
import { contextOf, type ExecutionContext, type MapItem } from "./data/context";
import type { Sources } from "./data/sources";
import { Variables } from "./data/variables";
import type { Scheduler, Suspension } from "./fiber";
import type { Host } from "./host";
import type { Limits } from "./limits";
import type { Payload } from "./payload";
import type { Program, ScopeProgram } from "./program";
import type { Recorder } from "./recorder";
import type { RunOptions } from "./run";

/** What all threads of one execution share. */
export interface Execution {
  readonly host: Host;
  readonly recorder: Recorder;
  readonly scheduler: Scheduler;
  context: ExecutionContext;
  readonly region: string;
  readonly limits: Required<Limits>;
  readonly options: RunOptions;
  /** The context object where it is given as a whole. */
  readonly givenContext?: (item: MapItem | undefined) => Json;
}

/** States one after the other: the execution itself, a branch of a Parallel, one item of a Map. */
export interface Thread {
  readonly execution: Execution;
  readonly variables: Variables;
  readonly item?: MapItem | undefined;
  /** The state that it is in, or comes to next, and what that state is given. */
  state: string;
  input: Payload;
  /** The event that the next one follows. */
  lastId: number;
  /** The state that it is in, and the threads within that. */
  visit?: Visit | undefined;
  readonly inner: Set<Thread>;
}

/** One stay in a state. */
export interface Visit {
  readonly thread: Thread;
  readonly program: Program;
  readonly input: Payload;
  readonly enteredId: number;
  readonly enteredTime: number;
  /** The event before it was entered. */
  readonly beforeId: number;
  retryCount: number;
  /** The token of a task that somebody else may end. */
  taskToken?: string;
  /** The event that a distributed Map began with, while its own fields are read. */
  startedId?: number;
  /** Whether a map run goes on. */
  mapRun?: boolean;
  /** The map run of a distributed Map, once it has begun. */
  keptMapRun?: KeptMapRun | undefined;
  /** What has come of the threads within it, where it is a Parallel or a Map. */
  group?: Group | undefined;
}

/** A map run that goes on where the execution is redriven. */
export interface KeptMapRun {
  readonly mapRunArn: string;
  redriveCount: number;
  /** Runs those of its children that have not ended well. */
  readonly run: Suspension;
}

/** Threads that run beside each other within a state, so far. */
export interface Group {
  /** What those gave that ended well, by their place. */
  readonly outputs: Payload[];
  /** Those that began and have not ended well. */
  readonly threads: Map<number, Thread>;
  /** How many began. */
  begun: number;
}

/** A thread of states within the one that a visit belongs to. */
export const threadWithin = (
  { thread: { execution, variables, item } }: Visit,
  scope: ScopeProgram,
  input: Payload,
  lastId: number,
  ownItem: MapItem | undefined = item,
): Thread => ({
  execution,
  variables: new Variables(variables),
  item: ownItem,
  state: scope.startAt,
  input,
  lastId,
  inner: new Set(),
});

/** What the paths and expressions of a state read from, with `root` as `$`, and `item` as the item of a Map. */
export const sourcesOf = (visit: Visit, root: Json, item: MapItem | undefined = visit.thread.item): Sources =>
  new VisitSources(visit, root, item);

/** One of these is made for every read: it makes nothing but what is asked for. */
class VisitSources implements Sources {
  constructor(
    private readonly visit: Visit,
    readonly root: Json,
    private readonly item: MapItem | undefined,
  ) {}

  get variables(): Variables {
    return this.visit.thread.variables;
  }

  get host(): Host {
    return this.visit.thread.execution.host;
  }

  context(): Json {
    const { visit, item } = this;
    const { execution } = visit.thread;
    return (
      execution.givenContext?.(item) ??
      contextOf(execution.context, {
        name: visit.program.name,
        enteredTime: visit.enteredTime,
        item,
        ...(visit.program.retriers ? { retryCount: visit.retryCount } : {}),
        ...(visit.taskToken === undefined ? {} : { taskToken: visit.taskToken }),
      })
    );
  }
}
