import type { StateMachine } from "@stepbook/asl";
import type { Failure } from "../../failure";
import type { Steps, Suspension } from "../../fiber";
import type { ItemPages, MapRunCounts, MapRunLimits, MapRunSink } from "../../map-host";
import type { Payload } from "../../payload";
import type { MachineProgram } from "../../program";
import type { Visit } from "../../visit";
import type { Batches } from "./batcher";
import { createChildren } from "./children";
import { createFeed, type Feed, type FeedOptions } from "./feed";
import { type ResultFormat, resultOf } from "./results";
import { isExceeded } from "./tolerance";
import { type Writing, writeResults } from "./writer";

/** A map run, with all that its Map says of it. */
export interface MapRunPlan {
  readonly program: MachineProgram;
  readonly definition: StateMachine;
  readonly label: string;
  readonly mapRunArn: string;
  readonly express: boolean;
  readonly open: () => ItemPages;
  readonly maxItems: number;
  readonly select: FeedOptions["select"];
  readonly batches: Batches | undefined;
  readonly writing: Writing;
  readonly limits: MapRunLimits;
}

/** How long an Express execution may take, in seconds. */
const expressSeconds = 300;

const noCounts = (): MapRunCounts => ({
  total: 0,
  pending: 0,
  running: 0,
  succeeded: 0,
  failed: 0,
  timedOut: 0,
  aborted: 0,
  resultsWritten: 0,
});

/** The parts of an ARN that a map run and its children share with their execution. */
export const arnPartsOf = (executionArn: string) => {
  const [, partition, , region, account, , machine = ""] = executionArn.split(":");
  const head = `arn:${partition}:states:${region}:${account}`;
  return { head, machine: machine.split("/")[0]! };
};

/**
 * Makes a map run, and gives what runs it: it waits for the result, and is called off with all children. Asked again, it
 * runs those children that have not ended well.
 */
export const createMapRun = (visit: Visit, plan: MapRunPlan): Suspension => {
  const { execution } = visit.thread;
  const { host, scheduler, options } = execution;
  const { mapRunArn, express } = plan;
  const { head, machine } = arnPartsOf(options.executionArn);
  const child = `${machine}/${plan.label}`;
  const stateMachineArn = `${head}:stateMachine:${child}`;
  const [items, executions] = [noCounts(), noCounts()];
  const format: ResultFormat = { ...plan.writing, stateMachineArn, express };
  let limits = plan.limits;
  let feed: Feed | undefined;
  let sink: MapRunSink | undefined;

  const begin = (): MapRunSink =>
    host.beginMapRun({
      mapRunArn,
      executionArn: options.executionArn,
      stateMachineArn,
      definition: plan.definition,
      express,
      startTime: host.now(),
      get limits() {
        return limits;
      },
      itemCounts: items,
      executionCounts: executions,
      update: (changes) => {
        limits = { ...limits, ...changes };
        children.wake();
      },
    });
  const children = createChildren({
    execution,
    program: plan.program,
    sink: { child: (one) => sink!.child(one) },
    shared: {
      stateMachineArn,
      stateMachineName: child,
      roleArn: options.roleArn,
      region: options.region,
      limits: express ? { ...options.limits, events: Number.POSITIVE_INFINITY } : (options.limits ?? {}),
      ...(express ? { longestSeconds: expressSeconds } : {}),
    },
    arnOf: (name) =>
      express ? `${head}:express:${child}:${name}:${host.uuid()}` : `${head}:execution:${child}:${name}`,
    items,
    executions,
    limits: () => limits,
    exceeded: (failed, complete) => isExceeded(limits, failed, items.total, complete),
    restarts: express,
  });

  const openFeed = (): Feed =>
    createFeed({
      pages: plan.open(),
      maxItems: plan.maxItems,
      select: plan.select,
      batches: plan.batches,
      found: (count) => {
        items.total += count;
        items.pending += count;
        if (plan.batches) return;
        executions.total += count;
        executions.pending += count;
      },
    });

  function* finish(): Steps<Payload> {
    const { results } = children;
    const { destination } = plan.writing;
    if (!destination) return resultOf(results, format);
    const output = yield* writeResults({ host, mapRunArn, format, destination, children: results });
    items.resultsWritten = items.total;
    executions.resultsWritten = executions.total;
    return output;
  }

  function* work(): Steps<Payload> {
    feed = openFeed();
    try {
      try {
        yield* children.work(feed);
      } catch (error) {
        children.abort();
        if (plan.writing.destination && isTolerance(error)) {
          yield* children.addPending(feed);
          yield* finish();
        }
        throw error;
      }
      return yield* finish();
    } finally {
      feed.close();
    }
  }

  return (resume) => {
    if (sink) {
      Object.assign(items, noCounts());
      Object.assign(executions, noCounts());
      sink.redrive(host.now());
    } else sink = begin();
    const { end } = sink;
    const fiber = scheduler.spawn(work(), (error, output) => {
      end(error === undefined ? "SUCCEEDED" : "FAILED", host.now());
      resume(error, output);
    });
    return () => {
      fiber.kill();
      children.abort();
      end("ABORTED", host.now());
    };
  };
};

const isTolerance = (error: unknown): boolean =>
  (error as Failure | undefined)?.error === "States.ExceedToleratedFailureThreshold";
