import type { ExecutionListItem, ExecutionStatus, HistoryEvent, StateMachineListItem } from "@stepbook/asl";
import { detailsOf, statesOfEvents } from "./history";
import type { Column } from "./notebook/tables";

/** A row of `listEvents`. */
export interface EventRow {
  /** The event's number, from 1. */
  readonly id: number;
  /** Such as `TaskSucceeded`. */
  readonly type: HistoryEvent["type"];
  /** The state that it belongs to. */
  readonly step: string | undefined;
  /** The resource of a task, such as `lambda:invoke`. */
  readonly resource: string | undefined;
  /** Milliseconds since the execution's start. */
  readonly elapsed: number;
  /** When it happened. */
  readonly timestamp: Date;
  /** The whole event, as the service gives it. */
  readonly event: HistoryEvent;
}

/** A row of `listExecutions`. */
export interface ExecutionRow {
  /** The name of the execution. */
  readonly name: string;
  /** `RUNNING`, or how it ended. */
  readonly status: ExecutionStatus;
  /** When it began. */
  readonly startDate: Date;
  /** When it ended; undefined while it runs. */
  readonly stopDate: Date | undefined;
  /** Its ARN. */
  readonly arn: string;
}

/** A row of `listWorkflows`. */
export interface WorkflowRow {
  /** The name of the state machine. */
  readonly name: string;
  /** `STANDARD` or `EXPRESS`. */
  readonly type: string;
  /** When it was created. */
  readonly creationDate: Date;
  /** Its ARN. */
  readonly arn: string;
}

export const eventColumns: readonly Column<EventRow>[] = [
  { head: "ID", cell: ({ id }) => id, right: true },
  { head: "Type", cell: ({ type }) => type },
  { head: "Step", cell: ({ step }) => step },
  { head: "Resource", cell: ({ resource }) => resource },
  { head: "Elapsed (ms)", cell: ({ elapsed }) => elapsed, right: true },
  { head: "Timestamp", cell: ({ timestamp }) => timestamp.toISOString() },
];

export const executionColumns: readonly Column<ExecutionRow>[] = [
  { head: "Name", cell: ({ name }) => name },
  { head: "Status", cell: ({ status }) => status },
  { head: "Started", cell: ({ startDate }) => startDate.toISOString() },
  { head: "Ended", cell: ({ stopDate }) => stopDate?.toISOString() },
];

export const workflowColumns: readonly Column<WorkflowRow>[] = [
  { head: "Name", cell: ({ name }) => name },
  { head: "Type", cell: ({ type }) => type },
  { head: "Created", cell: ({ creationDate }) => creationDate.toISOString() },
  { head: "ARN", cell: ({ arn }) => arn },
];

export function eventRows(events: readonly HistoryEvent[], startTime: number): readonly EventRow[] {
  const states = statesOfEvents(events);
  return events.map((event) => {
    const { resource, resourceType } = detailsOf(event) ?? {};
    return {
      id: event.id,
      type: event.type,
      step: states.get(event.id),
      resource: resourceType === undefined ? resource : `${resourceType}:${resource}`,
      elapsed: event.timestamp.getTime() - startTime,
      timestamp: event.timestamp,
      event,
    };
  });
}

export function executionRow({ executionArn, name, status, startDate, stopDate }: ExecutionListItem): ExecutionRow {
  return { name, status, startDate, stopDate, arn: executionArn };
}

export function workflowRow({ stateMachineArn, name, type, creationDate }: StateMachineListItem): WorkflowRow {
  return { name, type, creationDate, arn: stateMachineArn };
}

/** Up to so many rows of a service's pages, and whether there are more. */
export async function pagesOf<Item>(
  limit: number,
  read: (paging: {
    readonly maxResults: number;
    readonly nextToken?: string;
  }) => Promise<{ readonly items: readonly Item[]; readonly nextToken?: string | undefined }>,
): Promise<{ readonly items: readonly Item[]; readonly more: boolean }> {
  const items: Item[] = [];
  let nextToken: string | undefined;
  do {
    const maxResults = Math.min(1000, limit - items.length);
    const page = await read({ maxResults, ...(nextToken !== undefined && { nextToken }) });
    items.push(...page.items);
    nextToken = page.nextToken;
  } while (nextToken !== undefined && items.length < limit);
  return { items: items.slice(0, limit), more: nextToken !== undefined || items.length > limit };
}
