import type { Placed } from "./place";
import { assignTracks, type Gap } from "./tracks";
import type { Problem } from "./types";

/** Nodes of a rank that is higher than this stand at its top, else in its middle. */
const TALL = 64;
const TRACK = 10;
const PILL_TRACK = 26;
/** Room above and below the tracks of a gap, by whether it leaves nodes (even) or enters them (odd: an arrowhead). */
const LEAVE = { before: 12, after: 8, empty: 10 };
export const ENTER = { before: 8, after: 18, empty: 18 };
const LEAST_GAP = 36;

/** A run that carries a label, which needs a wider track. */
export const pillKey = (edge: number): string => `${PILL}${edge}`;
const PILL = "pill ";

/** Where everything is along the way that a scope grows. */
export interface Levels {
  readonly top: (node: number) => number;
  readonly bottom: (node: number) => number;
  readonly center: (node: number) => number;
  /** The middle of a rank of labels. */
  readonly middle: (rank: number) => number;
  /** Where a run of a gap is. */
  readonly track: (gap: number, key: string) => number;
}

/** Stacks the ranks, with as much room between them as the runs across need. */
export const levelsOf = (problem: Problem, { rows, rank }: Placed, gaps: readonly Gap[]): Levels => {
  const tops: number[] = [];
  const heights: number[] = [];
  const tracks: number[] = [];
  const pitches: number[] = [];
  let y = 0;
  let lastBottom = 0;
  rows.rows.forEach((row, at) => {
    const isNodes = at % 2 === 0;
    const height = row.reduce((most, item) => {
      const { node, edge } = rows.items[item]!;
      const labeled = edge >= 0 && rows.items[item]!.width > 0;
      return Math.max(most, node >= 0 ? problem.along[node]! : labeled ? problem.edges[edge]!.along : 0);
    }, 0);
    if (isNodes && at > 0) y = Math.max(y, lastBottom + LEAST_GAP);
    tops.push(y);
    heights.push(height);
    y += height;
    if (isNodes) lastBottom = y;
    const gap = gaps[at]!;
    const pad = isNodes ? LEAVE : ENTER;
    const pitch = [...gap.keys()].some((key) => key.startsWith(PILL)) ? PILL_TRACK : TRACK;
    const count = assignTracks(gap);
    tracks.push(y + pad.before + (pitch > TRACK ? PILL_TRACK / 2 - 4 : 0));
    pitches.push(pitch);
    y += count > 0 ? pad.before + (pitch > TRACK ? PILL_TRACK - 8 : 0) + (count - 1) * pitch + pad.after : pad.empty;
  });
  const top = (node: number): number => {
    const at = rank[node]!;
    const height = heights[at]!;
    return tops[at]! + (height > TALL ? 0 : (height - problem.along[node]!) / 2);
  };
  return {
    top,
    bottom: (node) => top(node) + problem.along[node]!,
    center: (node) => top(node) + problem.along[node]! / 2,
    middle: (at) => tops[at]! + heights[at]! / 2,
    track: (at, key) => tracks[at]! + gaps[at]!.get(key)!.track * pitches[at]!,
  };
};
