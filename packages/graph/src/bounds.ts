import type { Scope, State, StateMachine } from "@stepbook/asl";
import type { ExecutionView, WorkflowView } from "./view";

const MOST_DEFINITION = 256_000;
export const MOST_VIEW = 512_000;
const FEW_EVENTS = 20;

/** How much of a view to leave out, least missed first. Each step is taken only while the view is too large. */
const STEPS: readonly {
  readonly drops: string;
  readonly without: (view: WorkflowView, machine: StateMachine) => WorkflowView;
}[] = [
  { drops: "io", without: (view) => withExecution(view, ({ io: _, ...execution }) => execution) },
  {
    drops: "logs",
    without: (view) =>
      withExecution(view, ({ jobs, ...one }) => ({
        ...one,
        ...(jobs && { jobs: jobs.map(({ log: _, ...job }) => job) }),
      })),
  },
  {
    drops: "events",
    without: (view) => withExecution(view, (one) => ({ ...one, events: one.events.slice(-FEW_EVENTS) })),
  },
  {
    drops: "times",
    without: (view) => withExecution(view, ({ attempts: _, errors: __, jobs: ___, ...one }) => ({ ...one, times: [] })),
  },
  { drops: "definition", without: (view, machine) => ({ ...view, definition: skeletonOf(machine) }) },
  { drops: "graph", without: (view) => withoutGraph(view) },
];

/** A view within bounds: a long definition as its skeleton, and then as few parts left out as the size allows. */
export const bounded = (view: WorkflowView, machine: StateMachine): WorkflowView => {
  let bound = view;
  let dropped: readonly string[] = [];
  if (bytesOf(view.definition) > MOST_DEFINITION) {
    bound = { ...view, definition: skeletonOf(machine) };
    dropped = ["definition"];
  }
  for (const { drops, without } of STEPS) {
    if (bytesOf(JSON.stringify(bound)) <= MOST_VIEW - 200) break;
    bound = without(bound, machine);
    if (!dropped.includes(drops)) dropped = [...dropped, drops];
  }
  return dropped.length > 0 ? withExecution(bound, (execution) => ({ ...execution, dropped })) : bound;
};

const withExecution = (view: WorkflowView, change: (execution: ExecutionView) => ExecutionView): WorkflowView =>
  view.execution ? { ...view, execution: change(view.execution) } : view;

/** The names, types and transitions of a machine, in its own language: all that the graph needs. */
const skeletonOf = (machine: StateMachine): string => JSON.stringify(boneOfScope(machine));

const KEPT = ["Type", "Next", "End", "Default", "Resource"];

const boneOfScope = ({ StartAt, States }: Scope): unknown => ({
  StartAt,
  States: Object.fromEntries(Object.entries(States).map(([name, state]) => [name, boneOf(state)])),
});

const boneOf = (state: State): unknown => ({
  ...Object.fromEntries(Object.entries(state).filter(([field]) => KEPT.includes(field))),
  ...("Choices" in state && { Choices: state.Choices.map(({ Next }) => ({ Next })) }),
  ...("Catch" in state && { Catch: state.Catch?.map(({ ErrorEquals, Next }) => ({ ErrorEquals, Next })) }),
  ...("Branches" in state && { Branches: state.Branches.map(boneOfScope) }),
  ...("ItemProcessor" in state && state.ItemProcessor && { ItemProcessor: boneOfScope(state.ItemProcessor) }),
  ...("Iterator" in state && state.Iterator && { Iterator: boneOfScope(state.Iterator) }),
});

const withoutGraph = (view: WorkflowView): WorkflowView => {
  const name = "This definition is too large to be drawn here";
  const scope: Scope = { StartAt: name, States: { [name]: { Type: "Pass", End: true } } };
  return withExecution({ ...view, definition: JSON.stringify(scope) }, (execution) => ({
    arn: execution.arn,
    name: execution.name,
    status: execution.status,
    ...(execution.startTime !== undefined && { startTime: execution.startTime }),
    ...(execution.stopTime !== undefined && { stopTime: execution.stopTime }),
    now: execution.now,
    statuses: "n",
    times: [],
    taken: [],
    eventCount: execution.eventCount,
    events: [],
  }));
};

/** How many bytes a text takes in UTF-8. */
export const bytesOf = (text: string): number => {
  let bytes = text.length;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) bytes += code > 0x7ff && (code < 0xd800 || code > 0xdfff) ? 2 : 1;
  }
  return bytes;
};
