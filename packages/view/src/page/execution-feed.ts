import {
  type DescribeExecutionOutput,
  type HistoryEvent,
  type Progress,
  readHistory,
  reduceAll,
  type StateMachine,
  startProgress,
} from "@stepbook/asl";
import { createView, type EventJson, eventJson, type Questions, type WorkflowView } from "@stepbook/graph";
import type { PageApi } from "./service";

/** An execution as the service tells of it, read on with each look. */
export interface ExecutionFeed {
  readonly described: DescribeExecutionOutput | undefined;
  /** Asks for what is new. True where anything is. */
  look(): Promise<boolean>;
  /** Undefined as long as there has been no look. */
  view(): WorkflowView | undefined;
  history(after: number): Questions["history"]["answer"];
  event(id: number): EventJson;
  /** The Map Runs that it has begun. */
  mapRuns(): readonly string[];
}

/** Events of one answer, and the length of their texts: what a view asks for more of. */
const MOST_EVENTS = 1000;
const MOST_TEXT = 2000;
/** The events that a view keeps. */
const SHOWN = 200;

export const createExecutionFeed = (api: PageApi, executionArn: string): ExecutionFeed => {
  let described: DescribeExecutionOutput | undefined;
  let definition: StateMachine | undefined;
  let name = "";
  let events: HistoryEvent[] = [];
  let progress: Progress = startProgress();
  let rev = 0;
  let mapRuns: readonly string[] = [];
  const begin = (): void => {
    [events, progress, definition, mapRuns] = [[], startProgress(), undefined, []];
  };
  return {
    get described() {
      return described;
    },
    look: async () => {
      const before = described;
      const next = await api.describeExecution({ executionArn });
      // A server that was started again without its data can know another execution by the same name.
      if (before && before.startDate.getTime() !== next.startDate.getTime()) begin();
      if (!definition) {
        const machine = await api.describeStateMachineForExecution({ executionArn });
        definition = JSON.parse(machine.definition) as StateMachine;
        name = machine.name;
      }
      const isSame =
        before?.status === next.status && before.redriveCount === next.redriveCount && progress.status === next.status;
      const fresh =
        isSame && next.status !== "RUNNING"
          ? []
          : await readHistory(api, { executionArn, known: events.length, includeExecutionData: true });
      if (fresh.length > 0) {
        progress = reduceAll(progress, fresh);
        events.push(...fresh);
        mapRuns = [...mapRuns, ...fresh.flatMap(mapRunOf)];
      }
      described = next;
      return fresh.length > 0 || !isSame;
    },
    view: () => {
      if (!definition || !described) return undefined;
      rev += 1;
      return createView({
        definition,
        name,
        direction: "down",
        rev,
        progress,
        execution: { arn: executionArn, name: described.name },
        events: events.slice(-SHOWN),
        now: Date.now(),
        includeIo: true,
      });
    },
    history: (after) => {
      const rest = events.slice(after, after + MOST_EVENTS);
      return { events: rest.map((one) => eventJson(one, MOST_TEXT)), more: after + rest.length < events.length };
    },
    mapRuns: () => mapRuns,
    event: (id) => {
      const found = events[id - 1];
      if (!found) throw new Error(`The execution has no event ${id}.`);
      return eventJson(found, Number.POSITIVE_INFINITY);
    },
  };
};

const mapRunOf = (event: HistoryEvent): readonly string[] =>
  event.type === "MapRunStarted" && event.mapRunStartedEventDetails ? [event.mapRunStartedEventDetails.mapRunArn] : [];
