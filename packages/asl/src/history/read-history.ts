import type { StepFunctionsApi } from "../api";
import type { HistoryEvent } from "./event";

/** What reads histories. */
type HistoryReader = Pick<StepFunctionsApi, "getExecutionHistory">;

/** What is read of a history. */
export interface HistoryRequest {
  readonly executionArn: string;
  /** The id of the last event that is known; 0 where none is. */
  readonly known: number;
  readonly includeExecutionData: boolean;
}

/** A page of this many events is enough for most looks at an execution that runs. */
const small = 100;
/** The most that the service gives. */
const large = 1000;

/**
 * The events after the last known one, oldest first: read from the newest backwards, as far as the known one. It takes
 * one call where no more than 100 are new.
 *
 * Events that come while pages are read may shift them. What is given is therefore without doubles, in order, and
 * without a gap: where one is left, only the events before it are given, and the next look finds the others.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html
 */
export async function readHistory(api: HistoryReader, request: HistoryRequest): Promise<readonly HistoryEvent[]> {
  const fresh = (await readBack(api, request, small)) ?? (await readBack(api, request, large)) ?? [];
  let next = request.known + 1;
  const end = fresh.findIndex(({ id }) => id !== next++);
  return end < 0 ? fresh : fresh.slice(0, end);
}

/** Reads pages backwards as far as the last known event; undefined where a small page is not enough. */
async function readBack(
  api: HistoryReader,
  { executionArn, known, includeExecutionData }: HistoryRequest,
  maxResults: number,
): Promise<readonly HistoryEvent[] | undefined> {
  const fresh = new Map<number, HistoryEvent>();
  for (let nextToken: string | undefined; ; ) {
    const page = await api.getExecutionHistory({
      executionArn,
      reverseOrder: true,
      maxResults,
      includeExecutionData,
      ...(nextToken !== undefined && { nextToken }),
    });
    for (const event of page.events) if (event.id > known) fresh.set(event.id, event);
    nextToken = page.nextToken;
    const reached = nextToken === undefined || page.events.some(({ id }) => id <= known + 1);
    if (reached) return [...fresh.values()].sort((one, other) => one.id - other.id);
    if (maxResults < large) return undefined;
  }
}
