import type { Scope, State, StateMachine } from "@stepbook/asl";
import { collapsedAtFirst, shownByOf } from "./collapse";
import { graphOf } from "./graph";
import type { ExecutionView, WorkflowView } from "./view";

const MOST_DEFINITION = 256_000;
export const MOST_VIEW = 512_000;
/** What an update of a running execution of so many states may take: the next one comes soon. */
const MOST_LIVE = 64_000;
const LIVE_STATES = 300;
/** `dropped` is told beside the rest. */
const ROOM = 200;

interface Step {
  readonly drops: string;
  readonly without: (view: WorkflowView, machine: StateMachine) => WorkflowView;
  /** Whether it is taken while the execution runs, for a small update: the last update has it again. */
  readonly live?: boolean;
}

const lastEvents = (count: number): Step => ({
  drops: "events",
  live: true,
  without: (view) => withExecution(view, (one) => ({ ...one, events: one.events.slice(-count) })),
});

/** How much of a view to leave out, least missed first. Each step is taken only while the view is too large. */
const STEPS: readonly Step[] = [
  { drops: "io", live: true, without: (view) => withExecution(view, ({ io: _, ...execution }) => execution) },
  {
    drops: "logs",
    live: true,
    without: (view) =>
      withExecution(view, ({ jobs, ...one }) => ({
        ...one,
        ...(jobs && { jobs: jobs.map(({ log: _, ...job }) => job) }),
      })),
  },
  lastEvents(100),
  lastEvents(50),
  lastEvents(20),
  { drops: "times", without: (view, machine) => withExecution(view, (one) => withoutCollapsed(one, machine)) },
  { drops: "definition", without: (view, machine) => ({ ...view, definition: skeletonOf(machine) }) },
  {
    drops: "times",
    without: (view) => withExecution(view, ({ attempts: _, errors: __, jobs: ___, ...one }) => ({ ...one, times: [] })),
  },
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
  const states = view.execution?.statuses.length ?? 0;
  const most =
    view.execution?.status === "RUNNING"
      ? Math.min(MOST_VIEW, MOST_LIVE * Math.max(1, states / LIVE_STATES))
      : MOST_VIEW;
  let json = JSON.stringify(bound);
  for (const { drops, live, without } of STEPS) {
    if (bytesOf(json) <= (live ? most : MOST_VIEW) - ROOM) continue;
    const less = without(bound, machine);
    const shorter = JSON.stringify(less);
    if (shorter === json) continue;
    [bound, json] = [less, shorter];
    if (!dropped.includes(drops)) dropped = [...dropped, drops];
  }
  return dropped.length > 0 ? withExecution(bound, (execution) => ({ ...execution, dropped })) : bound;
};

/** An execution without what it tells of states that are not shown at first. */
const withoutCollapsed = (execution: ExecutionView, machine: StateMachine): ExecutionView => {
  const graph = graphOf(machine);
  const shownBy = shownByOf(graph, collapsedAtFirst(graph));
  const isShown = ({ state }: { readonly state: number }): boolean => shownBy[state] === state;
  const { attempts, errors, jobs, times } = execution;
  return {
    ...execution,
    times: times.filter((_, i) => isShown({ state: times[i - (i % 3)]! })),
    ...(attempts && { attempts: attempts.filter(isShown) }),
    ...(errors && { errors: errors.filter(isShown) }),
    ...(jobs && { jobs: jobs.filter(isShown) }),
  };
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
