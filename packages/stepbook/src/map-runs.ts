import type { DescribeMapRunOutput, ExecutionStatus, MapRunCounts } from "@stepbook/asl";
import { type Backend, doing } from "./backends/backend";
import { type ExecutionRow, executionColumns, executionRow, pagesOf } from "./lists";
import { type Column, type Listing, listing } from "./notebook/tables";

const inspect = Symbol.for("nodejs.util.inspect.custom");

/**
 * A map run: the child executions of a distributed Map, and how its items fare. A row of `execution.listMapRuns`.
 *
 * @example
 * const [run] = await execution.listMapRuns();
 * console.log(run.status, run.items.succeeded, run.items.failed);
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-examine-map-run.html
 */
export class MapRun {
  readonly #backend: Backend;
  /** Its ARN. */
  readonly arn: string;
  /** The ARN of the execution that it belongs to. */
  readonly executionArn: string;
  /** `RUNNING`, or how it ended. */
  readonly status: DescribeMapRunOutput["status"];
  /** When it began. */
  readonly startDate: Date;
  /** When it ended; undefined while it runs. */
  readonly stopDate: Date | undefined;
  /** How many items stand where. */
  readonly items: MapRunCounts;
  /** How many child executions stand where: each works on one item, or on a batch. */
  readonly executions: MapRunCounts;
  /** How many children run at once at most; 0 where it is left to the service. */
  readonly maxConcurrency: number;
  /** How many items may fail before it fails, in percent. */
  readonly toleratedFailurePercentage: number;
  /** How many items may fail before it fails. */
  readonly toleratedFailureCount: number;

  /** @internal */
  constructor(backend: Backend, description: DescribeMapRunOutput) {
    this.#backend = backend;
    this.arn = description.mapRunArn;
    this.executionArn = description.executionArn;
    this.status = description.status;
    this.startDate = description.startDate;
    this.stopDate = description.stopDate;
    this.items = description.itemCounts;
    this.executions = description.executionCounts;
    this.maxConcurrency = description.maxConcurrency;
    this.toleratedFailurePercentage = description.toleratedFailurePercentage;
    this.toleratedFailureCount = description.toleratedFailureCount;
  }

  /**
   * Its child executions, the newest first, as a list that shows itself as a table. Those of EXPRESS type are not kept.
   *
   * @param options `status`: only those; `limit`: how many at most, 100 where it is left out.
   * @example (await run.listExecutions({ status: "FAILED" })).render()
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html
   */
  async listExecutions(
    options: { readonly status?: ExecutionStatus; readonly limit?: number } = {},
  ): Promise<Listing<ExecutionRow>> {
    const { status, limit = 100 } = options;
    const mapRunArn = this.arn;
    const filter = status === undefined ? {} : { statusFilter: status };
    const { items, more } = await this.#doing(
      "list the executions of",
      pagesOf(limit, async (paging) => {
        const page = await this.#backend.api.listExecutions({ mapRunArn, ...filter, ...paging });
        return { items: page.executions, nextToken: page.nextToken };
      }),
    );
    return listing(items.map(executionRow(this.#backend)), more, executionColumns);
  }

  /**
   * Changes what bounds it, from now on.
   *
   * @example await run.update({ maxConcurrency: 10 })
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateMapRun.html
   */
  async update(bounds: {
    readonly maxConcurrency?: number;
    readonly toleratedFailurePercentage?: number;
    readonly toleratedFailureCount?: number;
  }): Promise<void> {
    await this.#doing("update", this.#backend.api.updateMapRun({ mapRunArn: this.arn, ...bounds }));
  }

  /** @internal */
  [inspect](): string {
    const { succeeded, total, failed } = this.items;
    return `Map run ${this.arn.slice(this.arn.lastIndexOf(":") + 1)}: ${this.status}, ${succeeded} of ${total} items succeeded, ${failed} failed`;
  }

  #doing<T>(what: string, operation: Promise<T>): Promise<T> {
    return doing(`Could not ${what} the map run ${this.arn}`, operation);
  }
}

const mapRunColumns: readonly Column<MapRun>[] = [
  { head: "Map", cell: ({ arn }) => /:mapRun:[^/]+\/([^:]+):/.exec(arn)?.[1] },
  { head: "Status", cell: ({ status }) => status },
  { head: "Items", cell: ({ items }) => items.total, right: true },
  { head: "Pending", cell: ({ items }) => items.pending, right: true },
  { head: "Running", cell: ({ items }) => items.running, right: true },
  { head: "Succeeded", cell: ({ items }) => items.succeeded, right: true },
  { head: "Failed", cell: ({ items }) => items.failed + items.timedOut, right: true },
  { head: "Aborted", cell: ({ items }) => items.aborted, right: true },
  { head: "Started", cell: ({ startDate }) => startDate.toISOString() },
  { head: "Ended", cell: ({ stopDate }) => stopDate?.toISOString() },
];

/** The map runs of an execution, each with its counts: one call for each beside those of the list. */
export async function listMapRuns(backend: Backend, executionArn: string, limit: number): Promise<Listing<MapRun>> {
  const { items, more } = await pagesOf(limit, async (paging) => {
    const page = await backend.api.listMapRuns({ executionArn, ...paging });
    return { items: page.mapRuns, nextToken: page.nextToken };
  });
  const runs: MapRun[] = [];
  for (const { mapRunArn } of items) runs.push(new MapRun(backend, await backend.api.describeMapRun({ mapRunArn })));
  return listing(runs, more, mapRunColumns);
}
