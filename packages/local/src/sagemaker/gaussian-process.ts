type Vector = readonly number[];

/** What is expected at a place, and how sure that is. */
export interface Prediction {
  readonly mean: number;
  readonly deviation: number;
}

const lengths = [0.1, 0.2, 0.35, 0.6, 1, 2];
const noise = 1e-3;

const kernel = (one: Vector, other: Vector, length: number): number => {
  const squares = one.reduce((sum, value, index) => sum + (value - other[index]!) ** 2, 0);
  const distance = Math.sqrt(5 * squares) / length;
  return (1 + distance + distance ** 2 / 3) * Math.exp(-distance);
};

/** The lower triangle L of a positive matrix, with L Lᵀ equal to it. */
const cholesky = (matrix: readonly Vector[]): readonly number[][] => {
  const lower = matrix.map((row) => row.map(() => 0));
  for (let row = 0; row < matrix.length; row++)
    for (let column = 0; column <= row; column++) {
      let rest = matrix[row]![column]!;
      for (let at = 0; at < column; at++) rest -= lower[row]![at]! * lower[column]![at]!;
      lower[row]![column] = row === column ? Math.sqrt(Math.max(rest, 1e-12)) : rest / lower[column]![column]!;
    }
  return lower;
};

/** Solves L x = b. */
const forward = (lower: readonly Vector[], right: Vector): number[] => {
  const solved: number[] = [];
  for (const [row, value] of right.entries()) {
    let rest = value;
    for (let at = 0; at < row; at++) rest -= lower[row]![at]! * solved[at]!;
    solved.push(rest / lower[row]![row]!);
  }
  return solved;
};

/** Solves Lᵀ x = b. */
const backward = (lower: readonly Vector[], right: Vector): number[] => {
  const solved = right.map(() => 0);
  for (let row = right.length - 1; row >= 0; row--) {
    let rest = right[row]!;
    for (let at = row + 1; at < right.length; at++) rest -= lower[at]![row]! * solved[at]!;
    solved[row] = rest / lower[row]![row]!;
  }
  return solved;
};

const dot = (one: Vector, other: Vector): number => one.reduce((sum, value, index) => sum + value * other[index]!, 0);

interface Fit {
  readonly length: number;
  readonly lower: readonly Vector[];
  readonly weights: Vector;
  readonly likelihood: number;
}

const fitted = (places: readonly Vector[], values: Vector, length: number): Fit => {
  const matrix = places.map((one, row) =>
    places.map((other, column) => kernel(one, other, length) + (row === column ? noise : 0)),
  );
  const lower = cholesky(matrix);
  const half = forward(lower, values);
  const logDeterminant = lower.reduce((sum, row, index) => sum + Math.log(row[index]!), 0);
  return { length, lower, weights: backward(lower, half), likelihood: -dot(half, half) / 2 - logDeterminant };
};

/**
 * A Gaussian process with a Matérn 5/2 kernel, whose length is the likeliest of a few: what may be expected of values
 * anywhere, from those that are known.
 *
 * @see https://gaussianprocess.org/gpml/chapters/RW2.pdf Algorithm 2.1
 */
export const gaussianProcess = (places: readonly Vector[], values: Vector): ((place: Vector) => Prediction) => {
  const average = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - average) ** 2, 0) / values.length) || 1;
  const normal = values.map((value) => (value - average) / spread);
  const fits = lengths.map((length) => fitted(places, normal, length));
  const best = fits.reduce((one, other) => (other.likelihood > one.likelihood ? other : one));
  return (place) => {
    const near = places.map((other) => kernel(place, other, best.length));
    const known = forward(best.lower, near);
    const variance = Math.max(1 + noise - dot(known, known), 1e-12);
    return { mean: average + spread * dot(near, best.weights), deviation: spread * Math.sqrt(variance) };
  };
};
