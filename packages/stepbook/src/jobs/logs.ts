import type { HistoryEvent } from "@stepbook/asl";
import { type Backend, doing } from "../backends/backend";
import { quote, StepbookError } from "../errors";
import type { Column } from "../notebook/tables";
import { startedIn } from "./started";

/** A row of `logs`. */
export interface LogRow {
  /** When it was logged. */
  readonly time: Date;
  /** What was logged. */
  readonly line: string;
}

export const logColumns: readonly Column<LogRow>[] = [
  { head: "Time", cell: ({ time }) => time.toISOString() },
  { head: "Line", cell: ({ line }) => line },
];

/** The last lines of the newest job that a state has begun in an execution. */
export async function logsOf(
  backend: Backend,
  executionArn: string,
  state: string | undefined,
  limit: number,
): Promise<readonly LogRow[]> {
  const events = await historyOf(backend, executionArn);
  const jobs = startedIn(events, events);
  const job = jobs.filter((one) => state === undefined || one.state === state).at(-1);
  if (job?.name === undefined) {
    const states = [...new Set(jobs.map((one) => quote(one.state)))].join(", ");
    const what = state === undefined ? "The execution" : `The state ${quote(state)}`;
    const hint =
      states === "" ? "No state of this execution has begun one." : `These states have begun one: ${states}.`;
    throw new StepbookError(`${what} has begun no job of SageMaker, so that there is no log. ${hint}`);
  }
  return doing(
    `Could not read the log of ${job.kind.words} ${quote(job.name)}`,
    backend.traits.jobLog(job.kind, job.name, limit),
  );
}

async function historyOf({ api }: Backend, executionArn: string): Promise<readonly HistoryEvent[]> {
  const events: HistoryEvent[] = [];
  let nextToken: string | undefined;
  do {
    const page = await api.getExecutionHistory({
      executionArn,
      maxResults: 1000,
      ...(nextToken !== undefined && { nextToken }),
    });
    events.push(...page.events);
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return events;
}
