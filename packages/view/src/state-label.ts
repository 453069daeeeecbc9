import { type PlacedNode, STATUSES, shownStateOf } from "@stepbook/graph";
import type { Shown } from "./shown";

/** What a screen reader says of a state: its name, type and status, and of a collapsed one how much is inside. */
export const labelOf = (placed: PlacedNode, shown: Shown | undefined): string => {
  const { node, cluster } = placed;
  const inside = cluster === "closed" ? `${node.inside} ${node.inside === 1 ? "state" : "states"} inside` : "";
  const words = shown?.view.execution ? STATUSES[shownStateOf(placed, shown.states).status].words : "";
  return [node.name, node.type, inside, words].filter((part) => part).join(", ");
};
