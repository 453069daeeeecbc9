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
import { ExecutionFailed } from "./errors";
import { type Followed, type Follower, followerOf, goesOn } from "./follow";
import { originOfFailure } from "./history";
import { type EventRow, eventColumns, eventRows } from "./lists";
import { type Listing, listing } from "./notebook/tables";
import { LiveView } from "./notebook/view";
import type { Any } from "./placeholders/any";

const inspect = Symbol.for("nodejs.util.inspect.custom");

/** How `listEvents` reads the history. */
export interface ListEventsOptions {
  /** How many at most; 100 where it is left out. */
  readonly limit?: number;
  /** The newest first. */
  readonly reverse?: boolean;
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

  /** Its ARN. */
  readonly arn: string;
  /** Its name, unique among those of its workflow. */
  readonly name: string;

  /** @internal */
  constructor(backend: Backend, arn: string, workflowName: string, definition: StateMachine) {
    this.#backend = backend;
    this.#follower = followerOf(backend, arn);
    this.#definition = definition;
    this.#workflowName = workflowName;
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
   * @throws {ExecutionFailed} where it did not succeed, with error, cause and the state where it began.
   * @example const { Payload } = await execution.output()
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
   */
  async output(): Promise<Output> {
    await this.#ended();
    const description = await this.describe();
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
    const start = this.#follower.followed.progress.startTime ?? (await this.describe()).startDate.getTime();
    return listing(eventRows(events.slice(0, limit), start), nextToken !== undefined, eventColumns);
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
    const ended = this.#ended(() => wake()).finally(() => {
      done = true;
      wake();
    });
    ended.catch(() => {});
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
    const view = new LiveView(
      {
        definition: this.#definition,
        name: this.#workflowName,
        direction: options.direction,
        execution: { arn, name },
        now: () => this.#backend.traits.now(),
      },
      size,
    );
    view.paint(this.#follower.followed, this.#follower.ended);
    return this.#follower.ended ? Promise.resolve() : this.#show(view);
  }

  /** @internal */
  [inspect](): string {
    return `Execution ${this.name} of ${JSON.stringify(this.#workflowName)}: ${this.status}`;
  }

  /** Its ARN. */
  toJSON(): string {
    return this.arn;
  }

  async #show(view: LiveView): Promise<void> {
    try {
      await this.#ended(() => view.notice(() => this.#follower.followed));
    } catch (error) {
      console.error((error as Error).message);
    } finally {
      view.paint(this.#follower.followed, true);
    }
  }

  async #ended(listener: (followed: Followed) => void = () => {}): Promise<void> {
    if (this.#follower.ended) return;
    const outcome = await this.#doing("follow", this.#follower.watch(listener));
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
