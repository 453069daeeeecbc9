import { type HistoryEvent, reduceAll, type StateMachine, startProgress } from "@stepbook/asl";
import { createView, type WorkflowView } from "@stepbook/graph";

export const START = Date.UTC(2026, 0, 5, 2);
export const definition: StateMachine = {
  StartAt: "First",
  States: {
    First: { Type: "Pass", Next: "Both" },
    Both: {
      Type: "Parallel",
      Branches: [{ StartAt: "Inner", States: { Inner: { Type: "Wait", Seconds: 9, End: true } } }],
      Next: "<img src=x onerror=alert(1)>",
    },
    "<img src=x onerror=alert(1)>": { Type: "Succeed" },
  },
};
export const event = (id: number, type: string, more: object = {}): HistoryEvent =>
  ({ id, previousEventId: id - 1, type, timestamp: new Date(START + id * 100), ...more }) as HistoryEvent;
export const entered = (id: number, type: string, name: string) =>
  event(id, `${type}StateEntered`, { stateEnteredEventDetails: { name } });
export const exited = (id: number, type: string, name: string) =>
  event(id, `${type}StateExited`, { stateExitedEventDetails: { name } });
export const history = [
  event(1, "ExecutionStarted"),
  entered(2, "Pass", "First"),
  exited(3, "Pass", "First"),
  entered(4, "Parallel", "Both"),
];

export const viewAt = (
  events: readonly HistoryEvent[],
  rev: number,
  more: Partial<WorkflowView> = {},
): WorkflowView => ({
  ...createView({
    definition,
    name: "hello",
    direction: "down",
    rev,
    now: START + events.length * 100,
    progress: reduceAll(startProgress(), events),
    execution: { arn: "arn:run", name: "run" },
    events,
  }),
  ...more,
});
