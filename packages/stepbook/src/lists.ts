import type { ExecutionListItem, ExecutionStatus, HistoryEvent, StateMachineListItem } from "@stepbook/asl";
import type { Backend } from "./backends/backend";
import { consoleUrl, linksOfEvents, type TaskLinks } from "./console";
import { resourcesOfEvents, statesOfEvents } from "./history";
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
  /** The address of the function, the job or the execution that it works with, in the AWS console. */
  readonly url: string | undefined;
  /** The address of its logs in the AWS console. */
  readonly logsUrl: string | undefined;
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
  /** Its address in the AWS console; undefined where it does not run on AWS. */
  readonly url: string | undefined;
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
  /** Its address in the AWS console; undefined where it does not run on AWS. */
  readonly url: string | undefined;
}

export const eventColumns: readonly Column<EventRow>[] = [
  { head: "ID", cell: ({ id }) => id, right: true },
  { head: "Type", cell: ({ type }) => type },
  { head: "Step", cell: ({ step }) => step },
  { head: "Resource", cell: ({ resource }) => resource, link: ({ url }) => url },
  { head: "Logs", cell: ({ logsUrl }) => logsUrl && "logs", link: ({ logsUrl }) => logsUrl },
  { head: "Elapsed (ms)", cell: ({ elapsed }) => elapsed, right: true },
  { head: "Timestamp", cell: ({ timestamp }) => timestamp.toISOString() },
];

export const executionColumns: readonly Column<ExecutionRow>[] = [
  { head: "Name", cell: ({ name }) => name, link: ({ url }) => url },
  { head: "Status", cell: ({ status }) => status },
  { head: "Started", cell: ({ startDate }) => startDate.toISOString() },
  { head: "Ended", cell: ({ stopDate }) => stopDate?.toISOString() },
];

export const workflowColumns: readonly Column<WorkflowRow>[] = [
  { head: "Name", cell: ({ name }) => name, link: ({ url }) => url },
  { head: "Type", cell: ({ type }) => type },
  { head: "Created", cell: ({ creationDate }) => creationDate.toISOString() },
  { head: "ARN", cell: ({ arn }) => arn },
];

/** The columns of events: without that of logs where there are none. */
export function columnsOf(rows: readonly EventRow[]): readonly Column<EventRow>[] {
  return rows.some(({ logsUrl }) => logsUrl !== undefined)
    ? eventColumns
    : eventColumns.filter(({ head }) => head !== "Logs");
}

/** `partition`: of AWS, where the console shows what they tell of. */
export function eventRows(
  events: readonly HistoryEvent[],
  startTime: number,
  partition: string | undefined,
): readonly EventRow[] {
  const states = statesOfEvents(events);
  const resources = resourcesOfEvents(events);
  const links = partition === undefined ? new Map<number, TaskLinks>() : linksOfEvents(events, partition);
  return events.map((event) => {
    return {
      id: event.id,
      type: event.type,
      step: states.get(event.id),
      resource: resources.get(event.id),
      elapsed: event.timestamp.getTime() - startTime,
      timestamp: event.timestamp,
      url: links.get(event.id)?.resource,
      logsUrl: links.get(event.id)?.logs,
      event,
    };
  });
}

/** A row of an execution of that backend. */
export function executionRow({ traits }: Backend): (item: ExecutionListItem) => ExecutionRow {
  return ({ executionArn: arn, name, status, startDate, stopDate }) => {
    const url = traits.hasConsole ? consoleUrl(arn) : undefined;
    return { name, status, startDate, stopDate, arn, url };
  };
}

/** A row of a state machine of that backend. */
export function workflowRow({ traits }: Backend): (item: StateMachineListItem) => WorkflowRow {
  return ({ stateMachineArn: arn, name, type, creationDate }) => {
    const url = traits.hasConsole ? consoleUrl(arn) : undefined;
    return { name, type, creationDate, arn, url };
  };
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
