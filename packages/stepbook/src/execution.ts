import { randomUUID } from "node:crypto";
import {
  type DescribeExecutionOutput,
  type ExecutionStatus,
  type HistoryEvent,
  messageOfCause,
  type StateMachine,
  statesOf,
} from "@stepbook/asl";
import { type Backend, doing } from "./backends/backend";
import type { Direction } from "./direction";
import { ExecutionFailed, quote, StepbookError } from "./errors";
import { type Followed, type Follower, followerOf, goesOn } from "./follow";
import { originOfFailure } from "./history";
import { type LogRow, logColumns, logsOf } from "./jobs/logs";
import { columnsOf, type EventRow, eventRows } from "./lists";
import { checkedArn } from "./machine/arn";
import { listMapRuns, type MapRun } from "./map-runs";
import { nestedIn } from "./nested";
import { answersFor, type PageExecution } from "./notebook/page";
import { type Listing, listing } from "./notebook/tables";
import { LiveView, type ViewSubject, viewOf } from "./notebook/view";
import type { Any } from "./placeholders/any";

const inspect = Symbol.for("nodejs.util.inspect.custom");

/** How `listEvents` reads the history. */
export interface ListEventsOptions {
  /** How many at most; 100 where it is left out. */
  readonly limit?: number;
  /** The newest first. */
  readonly reverse?: boolean;
}

/** How `output` waits. */
export interface OutputOptions {
  /** For how many seconds at most; to the end where it is left out. */
  readonly timeoutSeconds?: number;
}

/** How `execution.render` shows the run. */
export interface RenderExecutionOptions {
  /** The way that the graph grows; `"down"` where it is left out. */
  readonly direction?: Direction;
}

/**
 * One run of a workflow. Made by `workflow.execute`.
 *
 * @example
 * const execution = await hello.execute();
 * console.log(await execution.output());
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-state-machine-executions.html
 */
export class Execution<Output = Any> {
  readonly #backend: Backend;
  readonly #follower: Follower;
  readonly #definition: StateMachine;
  readonly #workflowName: string;
  #startDate: Date | undefined;

  /** Its ARN. */
  readonly arn: string;
  /** Its name, unique among those of its workflow. */
  readonly name: string;

  /** @internal An execution that is there, with the definition that it began with. */
  static async open(backend: Backend, executionArn: string): Promise<Execution> {
    const what = `the execution ${quote(executionArn)}`;
    checkedArn(executionArn, ["execution"], await backend.traits.whereabouts(), what);
    const { api } = backend;
    const machine = await doing(`Could not open ${what}`, api.describeStateMachineForExecution({ executionArn }));
    return new Execution(backend, executionArn, machine.name, JSON.parse(machine.definition) as StateMachine);
  }

  /** @internal `startDate`: where it is known already. */
  constructor(backend: Backend, arn: string, workflowName: string, definition: StateMachine, startDate?: Date) {
    this.#backend = backend;
    this.#follower = followerOf(backend, arn);
    this.#definition = definition;
    this.#workflowName = workflowName;
    this.#startDate = startDate;
    this.arn = arn;
    this.name = arn.slice(arn.lastIndexOf(":") + 1);
  }

  /** How it stood when it was last looked at: `RUNNING`, `SUCCEEDED`, `FAILED`, `TIMED_OUT` or `ABORTED`. */
  get status(): ExecutionStatus {
    return this.#follower.followed.progress.status;
  }

  /**
   * What the service tells of it.
   *
   * @example (await execution.describe()).startDate
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
   */
  async describe(): Promise<DescribeExecutionOutput> {
    return this.#doing("describe", this.#backend.api.describeExecution({ executionArn: this.arn }));
  }

  /**
   * Ends it. It is then `ABORTED`, with the error and the cause that are given here.
   *
   * @example await execution.stop({ error: "TooSlow", cause: "I lost patience." })
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StopExecution.html
   */
  async stop(options: { readonly error?: string; readonly cause?: string } = {}): Promise<void> {
    await this.#doing("stop", this.#backend.api.stopExecution({ executionArn: this.arn, ...options }));
  }

  /**
   * Goes on with it from where it failed, timed out or was stopped: what ended well is not done again. `render()`,
   * `events()` and `output()` then follow it on, also those that were asked before.
   *
   * @throws {StepbookError} where it runs, has succeeded, or ended more than 14 days ago.
   * @example
   * await execution.redrive();
   * await execution.render();
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html
   */
  async redrive(): Promise<void> {
    const clientToken = randomUUID();
    await this.#doing("redrive", this.#backend.api.redriveExecution({ executionArn: this.arn, clientToken }));
    this.#follower.reopen();
  }

  /**
   * The map runs of its distributed Maps, the newest first, as a list that shows itself as a table: how many items stand
   * where. `listExecutions` of one gives its child executions.
   *
   * @example
   * const [run] = await execution.listMapRuns();
   * (await run.listExecutions({ status: "FAILED" })).render();
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListMapRuns.html
   */
  async listMapRuns(options: { readonly limit?: number } = {}): Promise<Listing<MapRun>> {
    return this.#doing("list the map runs of", listMapRuns(this.#backend, this.arn, options.limit ?? 100));
  }

  /**
   * The executions that its tasks have started by `stepfunctions.startExecution`, the oldest first. Each has the
   * definition that it began with: it can be rendered, awaited and looked into like any other.
   *
   * @example for (const child of await execution.listNested()) await child.render()
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-nested-workflows.html
   */
  async listNested(): Promise<readonly Execution[]> {
    const arns = await this.#doing("look for executions in", nestedIn(this.#backend.api, this.arn));
    return Promise.all(arns.map((arn) => Execution.open(this.#backend, arn)));
  }

  /**
   * What it was given.
   *
   * @example const { names } = await execution.input()
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
   */
  async input(): Promise<Any> {
    return JSON.parse((await this.describe()).input ?? "{}");
  }

  /**
   * What it gives. Waits for its end.
   *
   * @param options `timeoutSeconds`: waits at most so long, and fails then; the execution goes on.
   * @throws {ExecutionFailed} where it did not succeed, with error, cause and the state where it began.
   * @example const { Payload } = await execution.output()
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
   */
  async output(options: OutputOptions = {}): Promise<Output> {
    const description = await this.#endedWithin(options.timeoutSeconds);
    if (description.status === "SUCCEEDED") return JSON.parse(description.output ?? "null");
    const { status, error, cause } = description;
    const state = originOfFailure(this.#follower.followed.events);
    const what = `${JSON.stringify(this.#workflowName)} ${endings[status] ?? status}`;
    const where = state === undefined ? "" : ` in the state ${JSON.stringify(state)}`;
    const why = [error, messageOfCause(cause ?? "")].filter((text) => text !== undefined && text !== "").join(": ");
    throw new ExecutionFailed(`${what}${where}${why && `: ${why}`}`, this.arn, status, error, cause, state);
  }

  /**
   * Its events, oldest first, as a list that shows itself as a table.
   *
   * @example (await execution.listEvents({ limit: 20, reverse: true })).render()
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html
   */
  async listEvents(options: ListEventsOptions = {}): Promise<Listing<EventRow>> {
    const { limit = 100, reverse = false } = options;
    const events: HistoryEvent[] = [];
    let nextToken: string | undefined;
    do {
      const page = await this.#doing(
        "list the events of",
        this.#backend.api.getExecutionHistory({
          executionArn: this.arn,
          reverseOrder: reverse,
          maxResults: Math.min(1000, limit - events.length),
          ...(nextToken !== undefined && { nextToken }),
        }),
      );
      events.push(...page.events);
      nextToken = page.nextToken;
    } while (nextToken !== undefined && events.length < limit);
    this.#startDate = events.find(({ id }) => id === 1)?.timestamp ?? this.#startDate;
    this.#startDate ??= (await this.describe()).startDate;
    const partition = this.#backend.traits.hasConsole ? this.arn.split(":")[1] : undefined;
    const rows = eventRows(events.slice(0, limit), this.#startDate.getTime(), partition);
    return listing(rows, nextToken !== undefined, columnsOf(rows), ({ event }) => event);
  }

  /**
   * The last lines that the newest job of SageMaker has logged which a state began, oldest first, as a list that shows
   * itself as a table. On AWS they come from CloudWatch Logs.
   *
   * @param state The state that began the job; the last that began one where it is left out.
   * @param options `limit`: how many lines at most; 100 where it is left out.
   * @throws {StepbookError} where no job was begun, or the log may not be read.
   * @example (await execution.logs("Train", { limit: 20 })).render()
   * @see https://docs.aws.amazon.com/sagemaker/latest/dg/logging-cloudwatch.html
   */
  async logs(state?: string, options: { readonly limit?: number } = {}): Promise<Listing<LogRow>> {
    const { limit = 100 } = options;
    const rows = await this.#doing("read the logs of", logsOf(this.#backend, this.arn, state, limit + 1));
    return listing(rows.slice(-limit), rows.length > limit, logColumns);
  }

  /**
   * Its events as they happen, from the first to the last. On AWS they come without inputs and outputs, which
   * `listEvents` has.
   *
   * @example for await (const event of execution.events()) console.log(event.type)
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html
   */
  async *events(): AsyncGenerator<HistoryEvent, void, undefined> {
    let read = 0;
    let wake = () => {};
    let done = false;
    const leave = new AbortController();
    const ended = this.#ended(() => wake(), leave.signal).finally(() => {
      done = true;
      wake();
    });
    ended.catch(() => {});
    try {
      for (;;) {
        const { events } = this.#follower.followed;
        while (read < events.length) yield events[read++]!;
        if (done) break;
        if (read === this.#follower.followed.events.length) {
          await new Promise<void>((resolve) => {
            wake = resolve;
            if (done) resolve();
          });
        }
      }
      await ended;
    } finally {
      leave.abort();
    }
  }

  /**
   * Shows the workflow's graph, colored as it runs. It begins at once. The Promise fulfils when the run ends, however
   * it ends; `output()` is what tells of a failure.
   *
   * @example await execution.render()
   */
  render(options: RenderExecutionOptions = {}): Promise<void> {
    const size = statesOf(this.#definition).length;
    const { arn, name } = this;
    const { traits } = this.#backend;
    const subject: ViewSubject = {
      definition: this.#definition,
      name: this.#workflowName,
      direction: options.direction,
      execution: { arn, name },
      now: () => traits.now(),
    };
    const view = new LiveView(subject, size);
    view.paint(this.#follower.followed, this.#follower.ended);
    answersFor(Execution.#forPage(this.#backend, arn, subject, view));
    return this.#follower.ended ? Promise.resolve() : this.#show(view);
  }

  /** Keeps what it takes to open the execution again, and not the execution with its history. */
  static #forPage(backend: Backend, arn: string, subject: ViewSubject, view: LiveView): PageExecution {
    const open = () => new Execution(backend, arn, subject.name, subject.definition);
    return {
      arn,
      api: backend.api,
      logs: (state, options) => open().logs(state, options),
      stop: () => open().stop(),
      async view() {
        const { followed } = await open().#looked();
        return viewOf(subject, 0, followed);
      },
      async redrive() {
        const execution = open();
        await execution.redrive();
        // Nobody awaits it: what goes wrong is told by the view, which stands still, and by whoever asks next.
        execution.#show(view, () => {}).catch(() => {});
      },
    };
  }

  async #looked(): Promise<Follower> {
    await this.#doing("look at", this.#follower.lookAgain());
    return this.#follower;
  }

  /** @internal */
  [inspect](): string {
    return `Execution ${this.name} of ${JSON.stringify(this.#workflowName)}: ${this.status}`;
  }

  /** Its ARN. */
  toJSON(): string {
    return this.arn;
  }

  async #show(view: LiveView, tell: (problem: string) => void = console.error): Promise<void> {
    try {
      const runBy = this.#follower.ended ? undefined : await this.#backend.traits.runBy?.(this.arn);
      if (runBy !== undefined)
        tell(
          `The execution ${this.name} is run by ${runBy}, maybe the kernel of another notebook: it can be looked at here, and stopped or redriven there alone.`,
        );
      await this.#ended(() => view.notice(() => this.#follower.followed));
    } catch (error) {
      tell((error as Error).message);
    } finally {
      view.paint(this.#follower.followed, true);
    }
  }

  /**
   * Its description, once it has ended. Where the history has ended and the description has not, either the description
   * is late, or the execution was redriven elsewhere and is followed on.
   */
  async #endedWithin(timeoutSeconds: number | undefined): Promise<DescribeExecutionOutput> {
    const leave = new AbortController();
    const timer =
      timeoutSeconds === undefined ? undefined : setTimeout(() => leave.abort(), Math.max(0, timeoutSeconds * 1000));
    const { first, longest } = this.#backend.traits.poll;
    try {
      for (let pause = first; ; pause = Math.min(pause * 1.5, longest)) {
        await this.#ended(() => {}, leave.signal);
        if (this.#follower.ended) {
          const description = await this.describe();
          if (description.status !== "RUNNING" && description.status !== "PENDING_REDRIVE") return description;
        }
        if (leave.signal.aborted)
          throw new StepbookError(
            `The execution ${this.name} goes on after ${timeoutSeconds} seconds. Await it again, or end it with execution.stop().`,
            { code: "TimeoutError" },
          );
        await new Promise((resume) => setTimeout(resume, pause));
        await this.#doing("follow", this.#follower.lookAgain());
      }
    } finally {
      clearTimeout(timer);
    }
  }

  async #ended(listener: (followed: Followed) => void = () => {}, leave?: AbortSignal): Promise<void> {
    if (this.#follower.ended) return;
    const outcome = await this.#doing("follow", this.#follower.watch(listener, leave));
    if (outcome === "interrupted") throw goesOn(this.name, this.#backend);
  }

  #doing<T>(what: string, operation: Promise<T>): Promise<T> {
    return doing(`Could not ${what} the execution ${this.name}`, operation);
  }
}

const endings: Partial<Record<ExecutionStatus, string>> = {
  FAILED: "failed",
  TIMED_OUT: "timed out",
  ABORTED: "was stopped",
};
