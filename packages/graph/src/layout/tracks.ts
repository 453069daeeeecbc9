/** The part of one edge, or of several that share it, that runs across in a gap between two ranks. */
export interface Run {
  low: number;
  high: number;
  /** Positions at which it comes from the rank above, and goes to the rank below. */
  readonly above: number[];
  readonly below: number[];
  track: number;
}

/** The runs of one gap, by what may share a line: the same source, the same target, or the edge itself. */
export type Gap = Map<string, Run>;

const CLEARANCE = 8;
const SAME = 5;

/** Adds the part of an edge that goes from one position above to another below; either may be missing. */
export const addRun = (
  gap: Gap,
  key: string,
  above: number | undefined,
  below: number | undefined,
  far?: number,
): void => {
  const ends = [above, below, far].filter((end): end is number => end !== undefined);
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  let run = gap.get(key);
  if (!run) {
    run = { low, high, above: [], below: [], track: 0 };
    gap.set(key, run);
  }
  run.low = Math.min(run.low, low);
  run.high = Math.max(run.high, high);
  if (above !== undefined) run.above.push(above);
  if (below !== undefined) run.below.push(below);
};

/** Gives each run a track so that none overlaps another, and says how many tracks there are. */
export const assignTracks = (gap: Gap): number => {
  const runs = [...gap.values()].sort((a, b) => rightward(b) - rightward(a) || outermost(a) - outermost(b));
  const pending = new Set(runs);
  const tracks: Run[][] = [];
  while (pending.size > 0) {
    const run = [...pending].find((one) => ![...pending].some((other) => other !== one && mustBeAbove(other, one)));
    const next = run ?? [...pending][0]!;
    pending.delete(next);
    let track = 0;
    tracks.forEach((others, i) => {
      if (others.some((other) => mustBeAbove(other, next))) track = Math.max(track, i + 1);
    });
    while (tracks[track]?.some((other) => overlap(other, next))) track += 1;
    next.track = track;
    const row = tracks[track];
    if (row) row.push(next);
    else tracks[track] = [next];
  }
  return tracks.length;
};

const mean = (ends: readonly number[], otherwise: number): number =>
  ends.length > 0 ? ends.reduce((sum, end) => sum + end, 0) / ends.length : otherwise;

const rightward = (run: Run): number => (mean(run.below, run.high) >= mean(run.above, run.low) ? 1 : 0);

/** Among runs to the right the rightmost start is uppermost, so that they do not cross; to the left, the leftmost. */
const outermost = (run: Run): number => (rightward(run) ? -1 : 1) * mean(run.above, run.low);

const overlap = (a: Run, b: Run): boolean => a.low < b.high + CLEARANCE && b.low < a.high + CLEARANCE;

/** Whether `a` comes down where `b` goes down: only with `a` above `b` do the two not lie on one another. */
const mustBeAbove = (a: Run, b: Run): boolean =>
  a !== b && a.above.some((from) => b.below.some((to) => Math.abs(from - to) < SAME));
