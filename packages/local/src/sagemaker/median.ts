/** From how many values on a training job is judged, and by how many others. */
const fewestValues = 3;
const fewestOthers = 3;

const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const medianOf = (values: readonly number[]): number => {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/**
 * Whether a training job is worse now than the median of the running averages of others at the same place. Costs: the less
 * the better.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/automatic-model-tuning-early-stopping.html
 */
export const isFallingBehind = (costs: readonly number[], others: readonly (readonly number[])[]): boolean => {
  const reached = others.filter((other) => other.length >= costs.length);
  if (costs.length < fewestValues || reached.length < fewestOthers) return false;
  return costs.at(-1)! > medianOf(reached.map((other) => average(other.slice(0, costs.length))));
};
