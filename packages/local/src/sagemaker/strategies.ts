import { gaussianProcess, type Prediction } from "./gaussian-process";
import type { Point, SearchSpace } from "./search-space";
import type { TuningStrategy } from "./tuning-shapes";

/** A point that was tried: with its cost, the less the better; without, while it is not known. */
export interface Tried {
  readonly point: Point;
  readonly cost?: number;
}

interface Search {
  readonly space: SearchSpace;
  readonly random: () => number;
  readonly tried: readonly Tried[];
}

/** Chooses the next point. */
type Strategy = (search: Search) => Point;

/** How many points are tried before a model is made of them. */
const firstPoints = 4;
/** How many of the tried points a model is made of at most: its cost grows with their cube. */
const mostObservations = 200;
const candidates = 600;

const anywhere: Strategy = ({ space, random }) => space.randomPoint(random);

/** The chance by the standard normal distribution to be below, to five digits. */
const below = (value: number): number => {
  const t = 1 / (1 + 0.2316419 * Math.abs(value));
  const tail = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const above = density(value) * tail;
  return value >= 0 ? 1 - above : above;
};

const density = (value: number): number => Math.exp(-(value ** 2) / 2) / Math.sqrt(2 * Math.PI);

/** How much less than the least known may be expected. */
const improvement = ({ mean, deviation }: Prediction, least: number): number => {
  const standard = (least - mean) / deviation;
  return (least - mean) * below(standard) + deviation * density(standard);
};

const bayesian: Strategy = (search) => {
  const { space, random, tried } = search;
  const known = tried.filter((one): one is Required<Tried> => one.cost !== undefined).slice(-mostObservations);
  if (known.length < firstPoints) return anywhere(search);
  const best = known.reduce((one, other) => (other.cost < one.cost ? other : one));
  const places = known.map(({ point }) => space.featuresOf(point));
  const costs = known.map(({ cost }) => cost);
  // Where others are being tried, what is expected there stands for what will be known: none is tried twice at once.
  const pending = tried.filter(({ cost }) => cost === undefined).map(({ point }) => space.featuresOf(point));
  const first = gaussianProcess(places, costs);
  const expected = pending.map((place) => first(place).mean);
  const predict = pending.length === 0 ? first : gaussianProcess([...places, ...pending], [...costs, ...expected]);
  const before = new Set(tried.map(({ point }) => JSON.stringify(space.valuesOf(point))));
  let chosen: { readonly point: Point; readonly gain: number } | undefined;
  for (let index = 0; index < candidates; index++) {
    const point = index % 3 === 0 ? space.near(best.point, random, 0.15) : space.randomPoint(random);
    if (before.has(JSON.stringify(space.valuesOf(point)))) continue;
    const gain = improvement(predict(space.featuresOf(point)), best.cost);
    if (!chosen || gain > chosen.gain) chosen = { point, gain };
  }
  return chosen?.point ?? anywhere(search);
};

const grid: Strategy = ({ space, tried }) => space.grid[tried.length]!;

/** How the next values are chosen, by the name of the strategy. */
export const strategies: Readonly<Record<TuningStrategy, Strategy>> = {
  Random: anywhere,
  Grid: grid,
  Bayesian: bayesian,
  Hyperband: anywhere,
};
