import type { Graph } from "./graph";

/** How many states are shown before clusters are collapsed. */
const MANY = 150;

/** The Parallels and Maps that start collapsed: the deepest first, and only as many as it takes to show few states. */
export const collapsedAtFirst = ({ nodes }: Graph, most = MANY): ReadonlySet<number> => {
  const collapsed = new Set<number>();
  const shownInside = nodes.map(({ inside }) => inside);
  let shown = nodes.length;
  const clusters = nodes.filter(({ inside }) => inside > 0);
  clusters.sort((a, b) => b.depth - a.depth || b.inside - a.inside || b.index - a.index);
  for (const { index, parent } of clusters) {
    if (shown <= most) break;
    const hides = shownInside[index]!;
    collapsed.add(index);
    shown -= hides;
    shownInside[index] = 0;
    for (let around = parent; around !== undefined; around = nodes[around]!.parent) shownInside[around]! -= hides;
  }
  return collapsed;
};

/** For each state what stands for it: itself, or the outermost collapsed cluster around it. */
export const shownByOf = ({ nodes }: Graph, collapsed: ReadonlySet<number>): readonly number[] => {
  const shownBy: number[] = [];
  for (const { index, parent } of nodes) {
    const outer = parent === undefined ? index : shownBy[parent]!;
    shownBy.push(outer !== parent || collapsed.has(outer) ? outer : index);
  }
  return shownBy;
};
