import type { CategoricalRange, NumberRange, ParameterRanges } from "./tuning-shapes";

/** A place in the space that is searched: for each hyperparameter a number from 0 to 1. */
export type Point = readonly number[];

interface Dimension {
  readonly name: string;
  /** How many values it has where they have no order. */
  readonly categories?: number;
  readonly textAt: (share: number) => string;
}

interface Scale {
  readonly to: (value: number) => number;
  readonly from: (scaled: number) => number;
}

const scales: Readonly<Record<"Linear" | "Logarithmic" | "ReverseLogarithmic", Scale>> = {
  Linear: { to: (value) => value, from: (scaled) => scaled },
  Logarithmic: { to: Math.log, from: Math.exp },
  ReverseLogarithmic: { to: (value) => -Math.log(1 - value), from: (scaled) => 1 - Math.exp(-scaled) },
};

/** From where on a range of positive numbers is searched by its powers where nothing is said: two powers of ten. */
const wide = 100;

const scaleOf = ({ ScalingType }: NumberRange, min: number, max: number): Scale => {
  if (ScalingType && ScalingType !== "Auto") return scales[ScalingType];
  return min > 0 && max / min >= wide ? scales.Logarithmic : scales.Linear;
};

const clamped = (value: number, min: number, max: number): number => Math.min(max, Math.max(min, value));

const continuous = (range: NumberRange): Dimension => {
  const [min, max] = [Number(range.MinValue), Number(range.MaxValue)];
  const { to, from } = scaleOf(range, min, max);
  const numberAt = (share: number): number => clamped(from(to(min) + share * (to(max) - to(min))), min, max);
  return { name: range.Name, textAt: (share) => String(numberAt(share)) };
};

const integer = (range: NumberRange): Dimension => {
  const [min, max] = [Number(range.MinValue), Number(range.MaxValue)];
  const { to, from } = scaleOf(range, min, max);
  // Each number stands for what lies between it and the next: the last has its share, too.
  const numberAt = (share: number): number => Math.floor(from(to(min) + share * (to(max + 1) - to(min))));
  return { name: range.Name, textAt: (share) => String(clamped(numberAt(share), min, max)) };
};

const categorical = ({ Name, Values }: CategoricalRange): Dimension => ({
  name: Name,
  categories: Values.length,
  textAt: (share) => Values[categoryOf(share, Values.length)]!,
});

const categoryOf = (share: number, count: number): number => Math.min(count - 1, Math.floor(share * count));

/** The hyperparameters that are looked for. */
export class SearchSpace {
  readonly dimensions: readonly Dimension[];

  constructor(ranges: ParameterRanges) {
    this.dimensions = [
      ...(ranges.IntegerParameterRanges ?? []).map(integer),
      ...(ranges.ContinuousParameterRanges ?? []).map(continuous),
      ...(ranges.CategoricalParameterRanges ?? []).map(categorical),
    ];
  }

  valuesOf(point: Point): Readonly<Record<string, string>> {
    return Object.fromEntries(this.dimensions.map(({ name, textAt }, index) => [name, textAt(point[index]!)]));
  }

  randomPoint(random: () => number): Point {
    return this.dimensions.map(() => random());
  }

  /** A point near another: most of it stays. */
  near(point: Point, random: () => number, width: number): Point {
    return this.dimensions.map(({ categories }, index) => {
      const step = (random() + random() + random() - 1.5) * width;
      if (categories !== undefined) return random() < 0.2 ? random() : point[index]!;
      return clamped(point[index]! + step, 0, 1);
    });
  }

  /** What a model of the space sees of a point: values without order are all equally far from each other. */
  featuresOf(point: Point): readonly number[] {
    return this.dimensions.flatMap(({ categories }, index) => {
      const share = point[index]!;
      if (categories === undefined) return [share];
      const category = categoryOf(share, categories);
      return Array.from({ length: categories }, (_, at) => (at === category ? Math.SQRT1_2 : 0));
    });
  }

  /** How many combinations of values there are, where no dimension is of numbers. */
  get size(): number {
    return this.dimensions.reduce((product, { categories = 1 }) => product * categories, 1);
  }

  /** Every combination of values, where no dimension is of numbers. */
  get grid(): readonly Point[] {
    return this.dimensions.reduce<readonly Point[]>(
      (points, { categories = 1 }) =>
        points.flatMap((point) => Array.from({ length: categories }, (_, at) => [...point, (at + 0.5) / categories])),
      [[]],
    );
  }
}
