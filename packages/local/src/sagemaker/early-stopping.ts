/** The costs that a training job has told so far, the less the better. */
type Costs = readonly number[];

/** Whether a training job is to be stopped, by its costs and those of the others. */
export type EarlyStopping = (costs: Costs, others: readonly Costs[]) => boolean;

/** From how many values on a training job is judged, and by how many others. */
const fewestValues = 3;
const fewestOthers = 3;

const average = (values: Costs): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const medianOf = (values: Costs): number => {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/**
 * Stops what is worse now than the median of the running averages of others at the same place.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/automatic-model-tuning-early-stopping.html
 */
export const byMedian: EarlyStopping = (costs, others) => {
  const reached = others.filter((other) => other.length >= costs.length);
  if (costs.length < fewestValues || reached.length < fewestOthers) return false;
  return costs.at(-1)! > medianOf(reached.map((other) => average(other.slice(0, costs.length))));
};

/** Of those that come to a rung, one of so many goes on; the next rung is so many times as far. */
const reduction = 3;

/**
 * Successive halving, without waiting for all: at the rungs, which are `least` values and then three times as many each
 * time, a training job goes on that is among the best third of those that came there so far.
 *
 * @see https://arxiv.org/abs/1810.05934
 */
export const byHalving =
  (least: number, most: number): EarlyStopping =>
  (costs, others) => {
    let rung = least;
    while (rung < costs.length) rung *= reduction;
    if (rung !== costs.length || rung >= most) return false;
    const here = others.filter((other) => other.length >= rung).map((other) => Math.min(...other.slice(0, rung)));
    const mine = Math.min(...costs);
    const better = here.filter((cost) => cost < mine).length;
    return better >= Math.max(1, Math.floor((here.length + 1) / reduction));
  };
