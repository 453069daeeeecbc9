import { type PlacedNode, STATUSES, shownStateOf } from "@stepbook/graph";
import type { Shown } from "./shown";
import type { Say } from "./words";

/** What a screen reader says of a state: its name, type and status, and of a collapsed one how much is inside. */
export const labelOf = (placed: PlacedNode, shown: Shown | undefined, say: Say): string => {
  const { node, cluster } = placed;
  const inside =
    cluster === "closed" ? say(node.inside === 1 ? "{1} state inside" : "{1} states inside", node.inside) : "";
  const words = shown?.view.execution ? say(STATUSES[shownStateOf(placed, shown.states).status].words) : "";
  return [node.name, node.type, inside, words].filter((part) => part).join(" · ");
};
