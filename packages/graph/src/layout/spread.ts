import type { Item, Rows } from "./rows";

const SWEEPS = 14;
const FEWEST_SWEEPS = 4;
/** How many items all sweeps together may go through. */
const MOST_WORK = 300_000;
const ROUNDS = 6;
/** A straight edge is worth being off the middle by this. */
const NEAR = 24;
const NODE_GAP = 30;
const EDGE_GAP = 16;

const gapOf = (a: Item, b: Item): number =>
  (a.width + b.width) / 2 + (a.node >= 0 && b.node >= 0 ? NODE_GAP : EDGE_GAP);

/**
 * Positions across, given the order in each rank: each item is pulled to the mean of its neighbors above, then below,
 * as far as the order allows (least squares with gaps, by pooling); at last, runs that can be straight are made so.
 */
export const spread = (rows: Rows): Float64Array => {
  const x = new Float64Array(rows.items.length);
  for (const row of rows.rows) {
    row.forEach((item, i) => {
      x[item] = i === 0 ? 0 : x[row[i - 1]!]! + gapOf(rows.items[row[i - 1]!]!, rows.items[item]!);
    });
    const middle = row.length > 0 ? (x[row[0]!]! + x[row[row.length - 1]!]!) / 2 : 0;
    for (const item of row) x[item]! -= middle;
  }
  const sweeps = Math.max(FEWEST_SWEEPS, Math.min(SWEEPS, 2 * Math.floor(MOST_WORK / rows.items.length / 2)));
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    const last = sweep >= sweeps - 2;
    const order = sweep % 2 === 0 ? rows.rows : [...rows.rows].reverse();
    for (const row of order) {
      const upward = sweep % 2 === 0;
      pool(row, rows, x, last || upward, last || !upward);
    }
  }
  straighten(rows, x);
  return x;
};

/** An edge on its way stays straight; a handler stands aside, so that what it handles keeps its line. */
const strengthOf = (a: Item, b: Item): number => (a.aside || b.aside ? 0.1 : a.node < 0 && b.node < 0 ? 4 : 1);

/** Places a row at the wanted positions, by what is above or below or both, or as near as its gaps allow. */
const pool = (row: readonly number[], rows: Rows, x: Float64Array, above: boolean, below: boolean): void => {
  const sums: number[] = [];
  const weights: number[] = [];
  const counts: number[] = [];
  const offsets: number[] = [];
  let offset = 0;
  for (let i = 0; i < row.length; i += 1) {
    const item = row[i]!;
    if (i > 0) offset += gapOf(rows.items[row[i - 1]!]!, rows.items[item]!);
    offsets.push(offset);
    let [pulled, strength] = [0, 0];
    for (const links of [above ? rows.above[item]! : NONE, below ? rows.below[item]! : NONE])
      for (const other of links) {
        const one = strengthOf(rows.items[item]!, rows.items[other]!);
        pulled += one * x[other]!;
        strength += one;
      }
    // Neighbors that want the same place give way by the same length: else long graphs would lean.
    let weight = strength > 0 ? Math.min(1, strength) : 0.1;
    let sum = ((strength > 0 ? pulled / strength : x[item]!) - offset) * weight;
    let count = 1;
    while (sums.length > 0 && sums.at(-1)! / weights.at(-1)! > sum / weight) {
      sum += sums.pop()!;
      weight += weights.pop()!;
      count += counts.pop()!;
    }
    sums.push(sum);
    weights.push(weight);
    counts.push(count);
  }
  let i = 0;
  sums.forEach((sum, block) => {
    for (let k = 0; k < counts[block]!; k += 1, i += 1) x[row[i]!] = sum / weights[block]! + offsets[i]!;
  });
};

const NONE: readonly number[] = [];

/** Moves each run of items that follow one another alone onto one line, where its neighbors leave room. */
const straighten = (rows: Rows, x: Float64Array): void => {
  const before = new Int32Array(rows.items.length).fill(-1);
  const after = new Int32Array(rows.items.length).fill(-1);
  for (const row of rows.rows)
    row.forEach((item, i) => {
      before[item] = row[i - 1] ?? -1;
      after[item] = row[i + 1] ?? -1;
    });
  const roomOf = (item: number): readonly [number, number] => {
    const left = before[item]!;
    const right = after[item]!;
    return [
      left < 0 ? Number.NEGATIVE_INFINITY : x[left]! + gapOf(rows.items[left]!, rows.items[item]!),
      right < 0 ? Number.POSITIVE_INFINITY : x[right]! - gapOf(rows.items[item]!, rows.items[right]!),
    ];
  };
  const runs = runsOf(rows);
  for (let round = 0; round < ROUNDS; round += 1)
    for (const run of round % 2 === 0 ? runs : [...runs].reverse()) {
      const wanted = wantedOf(run, rows, x);
      let part: number[] = [];
      let [low, high] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
      const settle = () => {
        const at = Math.min(high, Math.max(low, wanted));
        for (const item of part) x[item] = at;
      };
      for (const item of run) {
        const [least, most] = roomOf(item);
        if (Math.max(low, least) > Math.min(high, most)) {
          settle();
          part = [];
          [low, high] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
        }
        part.push(item);
        [low, high] = [Math.max(low, least), Math.min(high, most)];
      }
      settle();
    }
};

/** Where a run would best be: the mean of what it hangs on above and below. */
const wantedOf = (run: readonly number[], rows: Rows, x: Float64Array): number => {
  let [sum, weight] = [0, 0];
  const add = (item: number, ends: readonly number[]) => {
    for (const end of ends) {
      const strength = strengthOf(rows.items[item]!, rows.items[end]!);
      sum += strength * x[end]!;
      weight += strength;
    }
  };
  const [first, last] = [run[0]!, run[run.length - 1]!];
  add(first, rows.above[first]!);
  add(last, rows.below[last]!);
  if (weight === 0) return x[first]!;
  const middle = sum / weight;
  const between = [rows.above[first]!, rows.below[last]!].flatMap((ends) => median(ends.map((end) => x[end]!)));
  return between.find((end) => Math.abs(end - middle) < NEAR) ?? middle;
};

/** The one in the middle of an odd number of ends, such as the second arm of three. */
const median = (ends: readonly number[]): readonly number[] =>
  ends.length >= 3 && ends.length % 2 === 1 ? [[...ends].sort((a, b) => a - b)[(ends.length - 1) / 2]!] : [];

/** The runs, longest first: edges on their way with the nodes that have no other neighbor on that side. */
const runsOf = (rows: Rows): readonly (readonly number[])[] => {
  const follows = (item: number): number => {
    const below =
      rows.below[item]!.length > 1 ? rows.below[item]!.filter((one) => !rows.items[one]!.aside) : rows.below[item]!;
    const next = below[0];
    return below.length === 1 && next !== undefined && rows.above[next]!.length === 1 ? next : -1;
  };
  const inside = new Uint8Array(rows.items.length);
  rows.items.forEach((_, item) => {
    const next = follows(item);
    if (next >= 0) inside[next] = 1;
  });
  const runs: number[][] = [];
  rows.items.forEach((_, first) => {
    if (inside[first]) return;
    const run: number[] = [];
    for (let item = first; item >= 0; item = follows(item)) run.push(item);
    runs.push(run);
  });
  return runs.sort((a, b) => b.length - a.length);
};
