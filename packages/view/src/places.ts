import type { Drawing, PlacedNode } from "@stepbook/graph";
import type { Rectangle } from "./camera";
import type { Shown } from "./shown";

/** The states that are shown, what is around before what is inside. */
export const placedOf = (drawing: Drawing | undefined): readonly PlacedNode[] =>
  drawing?.layout.nodes.filter((node): node is PlacedNode => node !== undefined) ?? [];

/** The state that a workflow starts at; a definition may have none. */
export const firstOf = ({ graph, layout }: Drawing): Rectangle =>
  layout.nodes[Math.max(0, graph.root.start)] ?? { x: 0, y: 0, width: layout.width, height: layout.height };

/** Where one looks first, the most wanted first. */
const FOLLOWED: readonly ReadonlySet<string | undefined>[] = [new Set(["running"]), new Set(["failed", "timedOut"])];

/** The innermost, latest state that runs, or else that has failed, or what stands for it. */
export const followed = ({ graph, layout }: Drawing, { states }: Shown): PlacedNode | undefined => {
  for (const statuses of FOLLOWED)
    for (let index = graph.nodes.length - 1; index >= 0; index -= 1)
      if (statuses.has(states[index]?.status)) return layout.nodes[layout.shownBy[index]!];
  return undefined;
};

/** The state whose corner is nearest to that of what is seen. */
export const nearest = (drawing: Drawing, seen: Rectangle): number => {
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (const { node, x, y } of placedOf(drawing)) {
    const distance = x < seen.x || y < seen.y ? Number.POSITIVE_INFINITY : Math.hypot(x - seen.x, y - seen.y);
    if (distance < least) [best, least] = [node.index, distance];
  }
  return best;
};
