import { type HistoryEvent, type Progress, type StateMachine, type StateProgress, statesOf } from "@stepbook/asl";
import { bounded } from "./bounds";
import { eventsOf } from "./events";
import {
  type AttemptsView,
  type Direction,
  type ErrorView,
  type ExecutionView,
  type IoView,
  type ItemsView,
  type JobView,
  MINOR_VERSION,
  STATUS_LETTERS,
  type StateJob,
  type WorkflowView,
} from "./view";

export interface CreateViewOptions {
  readonly definition: StateMachine;
  readonly name: string;
  readonly direction: Direction;
  /** Greater than that of the update before. */
  readonly rev: number;
  /** How far the execution is; without it, the workflow alone is shown. */
  readonly progress?: Progress;
  readonly execution?: { readonly arn: string; readonly name: string };
  /** The events so far, or the last of them, oldest first. The last 200 are kept. */
  readonly events?: readonly HistoryEvent[];
  /** The jobs that its tasks have begun, the newest last. The last 50 are kept. */
  readonly jobs?: readonly StateJob[];
  /** The time by the clock of the execution, in milliseconds since 1970. */
  readonly now: number;
  /** Whether to keep the states' inputs and outputs, which are saved with the notebook. They can hold secrets. */
  readonly includeIo?: boolean;
}

type Letter = keyof typeof STATUS_LETTERS;

const LETTERS = new Map(Object.entries(STATUS_LETTERS).map(([letter, status]) => [status, letter as Letter]));
const MOST_ERROR = 256;
const MOST_CAUSE = 768;
const MOST_IO = 2000;
const MOST_TRIES = 20;
const MOST_JOBS = 50;
const MOST_METRICS = 12;
const MOST_LINES = 20;
const MOST_LINE = 200;

/**
 * What a notebook output holds of a workflow and its execution: whole, self-contained, and of at most 512 kB, whatever
 * the size of the definition and of the history. What had to be left out is named in `execution.dropped`.
 *
 * @example createView({ definition, name: "hello-world", direction: "down", rev: 1, now: Date.now() })
 */
export const createView = (options: CreateViewOptions): WorkflowView => {
  const { definition, name, direction, rev, progress, execution } = options;
  const head = { version: MINOR_VERSION, rev, name, direction };
  return bounded(
    {
      ...head,
      definition: JSON.stringify(definition),
      ...(progress && { execution: executionOf(options, progress, execution ?? { arn: "", name: "" }) }),
    },
    definition,
  );
};

/** An execution as a view tells of it, however large. */
export const executionOf = (
  { definition, events = [], jobs = [], now, includeIo }: CreateViewOptions,
  progress: Progress,
  { arn, name }: { readonly arn: string; readonly name: string },
): ExecutionView => {
  const places = statesOf(definition);
  const indices = new Map(places.map((place) => [place.name, place.index]));
  const over = progress.status !== "RUNNING" && progress.status !== "PENDING_REDRIVE";
  const start = progress.startTime ?? now;
  const times: number[] = [];
  const active: number[] = [];
  const attempts: AttemptsView[] = [];
  const items: ItemsView[] = [];
  const errors: ErrorView[] = [];
  const io: IoView[] = [];
  let statuses = "";
  for (const { name: state, index } of places) {
    const one = progress.states.get(state);
    statuses += !one || (over && one.status === "notStarted") ? (over ? "x" : "n") : (LETTERS.get(one.status) ?? "n");
    if (!one) continue;
    if (one.startTime !== undefined)
      times.push(index, one.startTime - start, one.endTime === undefined ? -1 : one.endTime - one.startTime);
    if (one.active > 1) active.push(index, one.active);
    if (one.attempts.length > 1 || one.attempts.some(({ error }) => error !== undefined))
      attempts.push({ state: index, tries: one.attempts.slice(-MOST_TRIES).map(tryOf) });
    if (one.items) items.push({ state: index, ...one.items });
    if (one.error !== undefined || one.cause !== undefined) errors.push({ state: index, ...errorOf(one) });
    if (includeIo && (one.input !== undefined || one.output !== undefined)) io.push(ioOf(index, one));
  }
  const taken: number[] = [];
  for (const [from, targets] of progress.taken)
    for (const to of targets) {
      const [a, b] = [indices.get(from), indices.get(to)];
      if (a !== undefined && b !== undefined) taken.push(a, b);
    }
  return {
    arn,
    name,
    status: progress.status,
    ...(progress.startTime !== undefined && { startTime: progress.startTime }),
    ...(progress.stopTime !== undefined && { stopTime: progress.stopTime }),
    now,
    ...errorOf(progress),
    statuses,
    times,
    taken,
    ...(attempts.length > 0 && { attempts }),
    ...(items.length > 0 && { items }),
    ...(active.length > 0 && { active }),
    ...(errors.length > 0 && { errors }),
    ...(jobs.length > 0 && { jobs: jobs.slice(-MOST_JOBS).flatMap((job) => jobOf(job, indices.get(job.state))) }),
    ...(io.length > 0 && { io }),
    eventCount: Math.max(progress.lastEventId, events.at(-1)?.id ?? 0),
    events: eventsOf(events, indices, start),
  };
};

const tryOf = ({ status, startTime, endTime, error, cause }: StateProgress["attempts"][number]) => ({
  status: LETTERS.get(status) ?? ("n" as const),
  start: startTime,
  ...(endTime !== undefined && { duration: endTime - startTime }),
  ...errorOf({ error, cause }),
});

const errorOf = ({ error, cause }: { readonly error?: string | undefined; readonly cause?: string | undefined }) => ({
  ...(error !== undefined && { error: cut(error, MOST_ERROR) }),
  ...(cause !== undefined && { cause: cut(cause, MOST_CAUSE) }),
});

const jobOf = (job: StateJob, state: number | undefined): readonly JobView[] => {
  if (state === undefined) return [];
  const { kind, name, reason, notice, metrics, log, ...more } = job;
  return [
    {
      ...more,
      state,
      kind: cut(kind, MOST_ERROR),
      name: cut(name, MOST_ERROR),
      ...(reason !== undefined && { reason: cut(reason, MOST_CAUSE) }),
      ...(notice !== undefined && { notice: cut(notice, MOST_CAUSE) }),
      ...(metrics && {
        metrics: metrics.slice(0, MOST_METRICS).map((one) => ({ ...one, name: cut(one.name, MOST_ERROR) })),
      }),
      ...(log && { log: log.slice(-MOST_LINES).map((line) => cut(line, MOST_LINE)) }),
    },
  ];
};

const ioOf = (state: number, { input, output }: StateProgress): IoView => {
  const long = (["input", "output"] as const).filter(
    (key) => ((key === "input" ? input : output)?.length ?? 0) > MOST_IO,
  );
  return {
    state,
    ...(input !== undefined && { input: input.slice(0, MOST_IO) }),
    ...(output !== undefined && { output: output.slice(0, MOST_IO) }),
    ...(long.length > 0 && { cut: long }),
  };
};

const cut = (text: string, length: number): string => (text.length <= length ? text : `${text.slice(0, length - 1)}…`);
