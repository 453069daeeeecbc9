import type { StateStatus } from "@stepbook/asl";
import type { GraphNode } from "./graph";
import type { StateView } from "./states";

/** The greater, the more it wants to be seen. */
const URGENCY: Readonly<Record<StateStatus, number>> = {
  failed: 7,
  timedOut: 6,
  running: 5,
  caught: 4,
  aborted: 3,
  succeeded: 2,
  notTaken: 1,
  notStarted: 0,
};

/** The most urgent status of a collapsed cluster and of all that is inside of it. */
export const mostUrgent = ({ index, inside }: GraphNode, states: readonly StateView[]): StateStatus => {
  let urgent = states[index]!.status;
  for (let i = index + 1; i <= index + inside; i += 1) {
    const { status } = states[i]!;
    if (URGENCY[status] > URGENCY[urgent]) urgent = status;
  }
  return urgent;
};
