import { type HistoryEvent, reduceAll, type StateMachine, startProgress } from "@stepbook/asl";
import { createView, type WorkflowView } from "@stepbook/graph";
import { START } from "./views";

/** A Map over two items: one works at once, one fails twice and is caught. */
export const mapMachine: StateMachine = {
  StartAt: "Each",
  States: {
    Each: {
      Type: "Map",
      ItemProcessor: {
        StartAt: "Work",
        States: {
          Work: {
            Type: "Task",
            Resource: "arn:aws:states:::lambda:invoke",
            Retry: [{ ErrorEquals: ["Boom"], MaxAttempts: 1 }],
            Catch: [{ ErrorEquals: ["States.ALL"], Next: "Note" }],
            End: true,
          },
          Note: { Type: "Pass", End: true },
        },
      },
      Next: "Done",
    },
    Done: { Type: "Succeed" },
  },
};

const entered = (name: string, input?: string) => ({ stateEnteredEventDetails: { name, ...(input && { input }) } });
const exited = (name: string, output?: string) => ({ stateExitedEventDetails: { name, ...(output && { output }) } });
const item = (index: number) => ({ name: "Each", index });
const failed = { taskFailedEventDetails: { error: "Boom", cause: "it burst" } };
/** Longer than a kernel tells in a history. */
export const LONG = JSON.stringify({ text: "x".repeat(3000) });

const rows: readonly (readonly [type: string, previous: number, more?: object])[] = [
  ["ExecutionStarted", 0, { executionStartedEventDetails: { input: "[0,1]" } }],
  ["MapStateEntered", 1, entered("Each", "[0,1]")],
  ["MapStateStarted", 2, { mapStateStartedEventDetails: { length: 2 } }],
  ["MapIterationStarted", 3, { mapIterationStartedEventDetails: item(0) }],
  ["TaskStateEntered", 4, entered("Work", '{"item":0}')],
  ["TaskScheduled", 5],
  ["MapIterationStarted", 3, { mapIterationStartedEventDetails: item(1) }],
  ["TaskStateEntered", 7, entered("Work", '{"item":1}')],
  ["TaskScheduled", 8],
  ["TaskSucceeded", 6],
  ["TaskStateExited", 10, exited("Work", LONG)],
  ["MapIterationSucceeded", 11, { mapIterationSucceededEventDetails: item(0) }],
  ["TaskFailed", 9, failed],
  ["TaskScheduled", 13],
  ["TaskFailed", 14, failed],
  ["TaskStateExited", 15, exited("Work", '{"caught":true}')],
  ["PassStateEntered", 16, entered("Note")],
  ["PassStateExited", 17, exited("Note")],
  ["MapIterationSucceeded", 18, { mapIterationSucceededEventDetails: item(1) }],
  ["MapStateSucceeded", 19],
  ["MapStateExited", 20, exited("Each", "[]")],
  ["SucceedStateEntered", 21, entered("Done")],
  ["SucceedStateExited", 22, exited("Done")],
  ["ExecutionSucceeded", 23, { executionSucceededEventDetails: { output: '"done"' } }],
];

/** One event each second. */
export const mapHistory = rows.map(
  ([type, previousEventId, more], i) =>
    ({ id: i + 1, previousEventId, type, timestamp: new Date(START + i * 1000), ...more }) as HistoryEvent,
);

/** The run after so many events; all by default. The payload has the last of them. */
export const mapViewAt = (count = mapHistory.length, rev = 1, kept = 5): WorkflowView => {
  const events = mapHistory.slice(0, count);
  return createView({
    definition: mapMachine,
    name: "map",
    direction: "down",
    rev,
    now: events.at(-1)!.timestamp.getTime(),
    progress: reduceAll(startProgress(), events),
    execution: { arn: "arn:aws:states:us-east-1:123456789012:execution:map:run", name: "run" },
    events: events.slice(-kept),
  });
};
