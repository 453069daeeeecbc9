import type { GraphNode } from "@stepbook/graph";

const DEEPEST = 6;
const INDENT = 18;

/** The style of a name in a list of states, where what is inside stands to the right of what is around it. */
export const indentOf = ({ depth }: GraphNode): string => `margin-left:${Math.min(depth, DEEPEST) * INDENT}px`;
