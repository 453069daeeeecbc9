import type { StateMachine, StateStatus } from "@stepbook/asl";
import { type ExecutionView, executionOf, STATUS_LETTERS, type StateView, statesOfView } from "@stepbook/graph";
import type { History } from "./history";

/** An execution at an earlier moment, and its states. */
export interface Rewound {
  readonly execution: ExecutionView;
  readonly states: readonly StateView[];
}

/** By its history, event by event. */
export const rewoundByHistory = (
  definition: StateMachine,
  execution: ExecutionView,
  count: number,
  history: History,
  now: number,
): Rewound => {
  const count0 = history.countAt(now);
  const options = { definition, name: "", direction: "down" as const, rev: 0, now, includeIo: true };
  const { jobs = [], events, arn, name } = execution;
  const then: ExecutionView = {
    ...executionOf(options, history.progressAfter(count0), { arn, name }),
    jobs: jobs.filter(({ startTime = 0 }) => startTime <= now),
    eventCount: count0,
    events: events.filter(({ at }) => (execution.startTime ?? 0) + at <= now),
  };
  return { execution: then, states: statesOfView(then, count) };
};

const NEVER: StateView = { status: "notStarted", active: 0, tries: [], jobs: [] };

/** Without its history: by when each state began last, and how long it took. */
export const rewoundByTimes = (execution: ExecutionView, last: readonly StateView[], now: number): Rewound => {
  const { stopTime = Number.POSITIVE_INFINITY, startTime: start = 0 } = execution;
  if (now >= stopTime) return { execution, states: last };
  const states = last.map((state) => stateAt(state, now));
  const begun = (index: number): boolean => states[index]?.startTime !== undefined;
  const { stopTime: _, error: __, cause: ___, items: ____, ...rest } = execution;
  const taken: number[] = [];
  for (let i = 0; i + 1 < execution.taken.length; i += 2) {
    const [from, to] = [execution.taken[i]!, execution.taken[i + 1]!];
    if (begun(from) && begun(to)) taken.push(from, to);
  }
  return {
    execution: {
      ...rest,
      status: "RUNNING",
      now,
      taken,
      statuses: states.map(({ status }) => LETTERS[status]).join(""),
      times: states.flatMap(({ startTime, duration }, i) =>
        startTime === undefined ? [] : [i, startTime - start, duration ?? -1],
      ),
    },
    states,
  };
};

const LETTERS = Object.fromEntries(
  Object.entries(STATUS_LETTERS).map(([letter, status]) => [status, letter]),
) as Readonly<Record<StateStatus, string>>;

const stateAt = (state: StateView, now: number): StateView => {
  const { startTime, duration, tries, jobs } = state;
  if (startTime === undefined || startTime > now) return NEVER;
  if (duration !== undefined && startTime + duration <= now) return state;
  return {
    status: "running",
    startTime,
    active: 1,
    tries: tries.filter(({ start }) => start <= now).map((one) => tryAt(one, now)),
    jobs: jobs.filter(({ startTime: begun = 0 }) => begun <= now),
  };
};

const tryAt = (one: StateView["tries"][number], now: number): StateView["tries"][number] =>
  one.duration !== undefined && one.start + one.duration <= now ? one : { status: "r", start: one.start };
