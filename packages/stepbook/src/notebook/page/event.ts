import { type EventJson, eventJson } from "@stepbook/graph";
import { StepbookError } from "../../errors";
import type { Any } from "../../placeholders/any";
import type { PageExecution } from "./page-execution";

/** Far more than AWS lets a payload have; runs without that bound may have any. */
const longestText = 10_000_000;
const pageSize = 1000;

/** One event, whole. */
export async function event({ arn, api }: PageExecution, { id }: Any): Promise<EventJson> {
  if (!Number.isSafeInteger(id) || id < 1) throw new StepbookError("An event is asked for by its id, from 1 on.");
  for (let nextToken: string | undefined; ; ) {
    const page = await api.getExecutionHistory({
      executionArn: arn,
      maxResults: pageSize,
      includeExecutionData: true,
      ...(nextToken !== undefined && { nextToken }),
    });
    const found = page.events.find((one) => one.id === id);
    if (found) return eventJson(found, longestText);
    nextToken = page.nextToken;
    if (nextToken === undefined || (page.events.at(-1)?.id ?? id) >= id)
      throw new StepbookError(`The execution has no event ${id}.`);
  }
}
