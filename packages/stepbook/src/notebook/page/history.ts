import { type HistoryEvent, readHistory } from "@stepbook/asl";
import { type EventJson, eventJson, type Questions } from "@stepbook/graph";
import { StepbookError } from "../../errors";
import type { Any } from "../../placeholders/any";
import type { PageExecution } from "./page-execution";

/** Where the page has read to, and what was read beyond. */
interface Cursor {
  readonly after: number;
  readonly rest: readonly HistoryEvent[];
  /** Missing where no page follows. */
  readonly nextToken?: string | undefined;
}

const cursors = new WeakMap<PageExecution, Cursor>();
/** What goes into one message. */
const mostBytes = 1_000_000;
const longestText = 2000;
const pageSize = 1000;

/** The events after one, as many as go into a message. Who asks on where the answer before ended is answered by one call. */
export async function history(execution: PageExecution, { after }: Any): Promise<Questions["history"]["answer"]> {
  if (!Number.isSafeInteger(after) || after < 0)
    throw new StepbookError("A history is asked for by the id of the event that is known last; 0 for all of it.");
  const { rest, nextToken } = await resumed(execution, after);
  const events: EventJson[] = [];
  let bytes = 0;
  for (const event of rest) {
    const json = eventJson(event, longestText);
    bytes += JSON.stringify(json).length;
    if (bytes > mostBytes && events.length > 0) break;
    events.push(json);
  }
  const left = rest.slice(events.length);
  const more = left.length > 0 || nextToken !== undefined;
  if (more) cursors.set(execution, { after: events.at(-1)?.id ?? after, rest: left, nextToken });
  else cursors.delete(execution);
  return { events, more };
}

async function resumed(execution: PageExecution, after: number): Promise<Omit<Cursor, "after">> {
  const cursor = cursors.get(execution);
  if (cursor?.after === after) {
    return cursor.rest.length > 0 || cursor.nextToken === undefined ? cursor : nextPage(execution, cursor.nextToken);
  }
  if (after === 0) return nextPage(execution);
  const { arn: executionArn, api } = execution;
  return { rest: await readHistory(api, { executionArn, known: after, includeExecutionData: true }) };
}

async function nextPage({ arn, api }: PageExecution, nextToken?: string): Promise<Omit<Cursor, "after">> {
  const page = await api.getExecutionHistory({
    executionArn: arn,
    maxResults: pageSize,
    includeExecutionData: true,
    ...(nextToken !== undefined && { nextToken }),
  });
  return { rest: page.events, nextToken: page.nextToken };
}
