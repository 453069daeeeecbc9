import { type Drawing, type ReadView, type StateView, statesOfView } from "@stepbook/graph";
import type { Clock } from "./clock";
import type { History } from "./history";
import { rewoundByHistory, rewoundByTimes } from "./rewind";
import type { Shown } from "./shown";

export type Read = Extract<ReadView, { definition: unknown }>;

/** Gives what there is to see: now, or at the moment that is replayed. */
export const createLook = (
  clock: Clock,
  history: History,
  replayed: () => number | undefined,
): ((read: Read, drawing: Drawing) => Shown) => {
  let states: readonly StateView[] = [];
  return ({ view, definition }, drawing) => {
    const { execution } = view;
    const count = drawing.graph.nodes.length;
    states = statesOfView(execution, count, states);
    const { now, live } = clock.read();
    const end = execution?.stopTime ?? now;
    const latest = { view, definition, drawing, states, now, live, end, latest: execution, replayed: false };
    const time = replayed();
    if (time === undefined || !execution) return latest;
    const covers = history.whole || (history.events.at(-1)?.timestamp.getTime() ?? 0) >= time;
    const then =
      history.events.length > 0 && covers
        ? rewoundByHistory(definition, execution, count, history, time)
        : rewoundByTimes(execution, states, time);
    return {
      ...latest,
      view: { ...view, execution: then.execution },
      states: then.states,
      now: time,
      live: false,
      replayed: true,
    };
  };
};
