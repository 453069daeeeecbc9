import type { ExecutionStatus, HistoryEvent } from "@stepbook/asl";
import { Variables } from "./data/variables";
import { Failure } from "./failure";
import { type Fiber, Scheduler } from "./fiber";
import type { Host } from "./host";
import { awsLimits, type Limits } from "./limits";
import { Payload } from "./payload";
import type { MachineProgram } from "./program";
import { Recorder, whole } from "./recorder";
import { runScope } from "./run-scope";
import type { Execution, Thread } from "./visit";

/** Who runs, with what. */
export interface RunOptions {
  readonly executionArn: string;
  readonly executionName: string;
  readonly stateMachineArn: string;
  readonly stateMachineName: string;
  readonly roleArn: string;
  readonly region: string;
  /** The input as JSON text. */
  readonly input: string;
  /** Gets each event of the history as it happens. */
  readonly onEvent: (event: HistoryEvent) => void;
  /** Is told, once, at the moment that it ends: after its last event. */
  readonly onEnd: (end: RunEnd) => void;
  readonly limits?: Limits;
  /** How long it may take, whatever its definition says. */
  readonly longestSeconds?: number;
}

/** How an execution ended. */
export interface RunEnd {
  readonly status: Exclude<ExecutionStatus, "RUNNING" | "PENDING_REDRIVE">;
  readonly stopTime: number;
  /** JSON text. */
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

/** An execution that has begun. */
export interface Run {
  /** Ends it now, as StopExecution does. Nothing happens where it has ended. */
  stop(reason?: { readonly error?: string; readonly cause?: string }): void;
  /**
   * Goes on from where it failed, timed out or was stopped, with the definition that it began with: what ended well is
   * not done again, retries begin anew, and so does its time. Its history goes on, too, and `onEnd` is told again.
   *
   * @throws Error where it runs, ended well, or has a history that is full.
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html
   */
  redrive(): void;
}

/**
 * Begins an execution of a compiled definition. The history comes through `onEvent`, in AWS's words and order, and may
 * begin, and even end, before this returns.
 *
 * @example
 * start(compile(machine), host, { input: "{}", onEvent: (event) => events.push(event), onEnd: resolve, … });
 */
export const start = (program: MachineProgram, host: Host, options: RunOptions): Run => {
  const scheduler = new Scheduler(host);
  return startOn(scheduler, program, options, () => scheduler.stop());
};

/** Begins an execution beside others on one scheduler, so that all of them take turns. */
export const startOn = (
  scheduler: Scheduler,
  program: MachineProgram,
  options: RunOptions,
  stopScheduler = (): void => undefined,
): Run => {
  const { host } = scheduler;
  const limits = { ...awsLimits, ...options.limits };
  const input = new Payload(JSON.parse(options.input), options.input);
  const recorder = new Recorder(host, options.onEvent, limits.events);
  const execution: Execution = {
    host,
    recorder,
    scheduler,
    region: options.region,
    limits,
    options,
    context: {
      Execution: {
        Id: options.executionArn,
        Input: input.value,
        StartTime: new Date(host.now()).toISOString(),
        Name: options.executionName,
        RoleArn: options.roleArn,
        RedriveCount: 0,
      },
      StateMachine: { Id: options.stateMachineArn, Name: options.stateMachineName },
    },
  };
  let ended: RunEnd["status"] | undefined;
  let fiber: Fiber | undefined;
  let stopTimer = (): void => undefined;
  const end = (result: Omit<RunEnd, "stopTime">, previousId: number): void => {
    if (ended) return;
    ended = result.status;
    stopTimer();
    fiber?.kill();
    stopScheduler();
    recordEnd(recorder, result, previousId);
    // What is spread stands last: V8 gives an object that begins with a spread a hidden class of its own.
    options.onEnd({ stopTime: host.now(), ...result });
  };
  const thread: Thread = {
    execution,
    variables: new Variables(),
    state: program.startAt,
    input,
    lastId: 0,
    inner: new Set(),
  };
  const work = (): void => {
    fiber = scheduler.spawn(runScope(thread, program), (error, output) => {
      if (error === undefined) end({ status: "SUCCEEDED", output: output!.text }, thread.lastId);
      else if (error instanceof Failure)
        end({ status: "FAILED", ...reasonOf(error.error, error.cause) }, thread.lastId);
      else end({ status: "FAILED", error: "States.Runtime", cause: faultText(error) }, thread.lastId);
    });
    const { timeoutSeconds = Number.POSITIVE_INFINITY } = program;
    const longest = Math.min(timeoutSeconds, options.longestSeconds ?? timeoutSeconds);
    if (longest < Number.POSITIVE_INFINITY && !ended)
      stopTimer = host.sleep(longest * 1000, () => end({ status: "TIMED_OUT" }, 0));
  };

  recorder.add("ExecutionStarted", 0, "executionStartedEventDetails", {
    input: options.input,
    inputDetails: whole,
    roleArn: options.roleArn,
  });
  work();
  return {
    stop: ({ error, cause } = {}) => end({ status: "ABORTED", ...reasonOf(error, cause) }, 0),
    redrive: () => {
      if (!ended || ended === "SUCCEEDED" || recorder.full)
        throw new Error(`The execution cannot be redriven: it is ${recorder.full ? "full" : (ended ?? "RUNNING")}.`);
      ended = undefined;
      const { Execution, StateMachine } = execution.context;
      const redriveCount = (Execution.RedriveCount ?? 0) + 1;
      const RedriveTime = new Date(host.now()).toISOString();
      execution.context = { Execution: { ...Execution, RedriveCount: redriveCount, RedriveTime }, StateMachine };
      recorder.reopen("ExecutionRedriven", "executionRedrivenEventDetails", { redriveCount });
      work();
    },
  };
};

const reasonOf = (error: string | undefined, cause: string | undefined): Pick<RunEnd, "error" | "cause"> => ({
  ...(error === undefined ? {} : { error }),
  ...(cause === undefined || cause === "" ? {} : { cause }),
});

const endEvents = {
  SUCCEEDED: "ExecutionSucceeded",
  FAILED: "ExecutionFailed",
  TIMED_OUT: "ExecutionTimedOut",
  ABORTED: "ExecutionAborted",
} as const;

const recordEnd = (recorder: Recorder, result: Omit<RunEnd, "stopTime">, previousId: number): void => {
  const type = endEvents[result.status];
  const { output, error, cause } = result;
  const details = output === undefined ? reasonOf(error, cause) : { output, outputDetails: whole };
  recorder.close(type, previousId, `e${type.slice(1)}EventDetails`, details);
};

/** What to tell of a fault that is the engine's own, or its host's. */
const faultText = (error: unknown): string =>
  `Internal error: ${error instanceof Error ? error.message : String(error)}`;
