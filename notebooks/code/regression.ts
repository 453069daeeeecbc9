/** How far predictions are off, as the root of the mean of the squares. */
export function rmse(actual: readonly number[], predicted: readonly number[]): number {
  const squares = actual.map((value, at) => (value - predicted[at]) ** 2);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / actual.length);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Fits a plane through rows of numbers, the first of each being what is to be predicted. Gives what predicts it. */
export function leastSquares(rows: readonly (readonly number[])[]): (features: readonly number[]) => number {
  const points = rows.map(([, ...features]) => [1, ...features]);
  const width = points[0].length;
  const system = Array.from({ length: width }, (_, i) => [
    ...Array.from({ length: width }, (_, j) => points.reduce((sum, point) => sum + point[i] * point[j], 0)),
    points.reduce((sum, point, at) => sum + point[i] * rows[at][0], 0),
  ]);
  for (let column = 0; column < width; column++) {
    const below = system.slice(column);
    const pivot = below.reduce((best, row) => (Math.abs(row[column]) > Math.abs(best[column]) ? row : best));
    const at = system.indexOf(pivot);
    [system[column], system[at]] = [system[at], system[column]];
    for (const row of system) {
      if (row === pivot) continue;
      const share = row[column] / pivot[column];
      for (let cell = column; cell <= width; cell++) row[cell] -= share * pivot[cell];
    }
  }
  const weights = system.map((row, at) => row[width] / row[at]);
  return (features) => [1, ...features].reduce((sum, feature, at) => sum + weights[at] * feature, 0);
}
