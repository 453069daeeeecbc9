import type { Json } from "@stepbook/asl";
import type { Steps } from "../../fiber";
import type { MapRunLimits } from "../../map-host";
import type { Visit } from "../../visit";
import type { Place } from "../place";
import { compileNumber } from "./numbers";

/** How many failures a distributed Map tolerates; undefined where it is not said. */
export interface Tolerance {
  readonly count: number | undefined;
  readonly percentage: number | undefined;
}

export const compileTolerance = (place: Place): ((visit: Visit, input: Json) => Steps<Tolerance>) => {
  const count = compileNumber(place, "ToleratedFailureCount");
  const percentage = compileNumber(place, "ToleratedFailurePercentage");
  return function* (visit, input) {
    return { count: yield* count(visit, input), percentage: yield* percentage(visit, input) };
  };
};

/**
 * Whether more items failed than is tolerated. A bound of 0 counts for nothing beside another, and the percentage only
 * once it is known how many items there are.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/maprun-fail-threshold.html
 */
export const isExceeded = (
  { toleratedFailureCount, toleratedFailurePercentage }: MapRunLimits,
  failed: number,
  total: number,
  complete: boolean,
): boolean => {
  if (failed === 0) return false;
  if (toleratedFailureCount === 0 && toleratedFailurePercentage === 0) return true;
  if (toleratedFailureCount > 0 && failed > toleratedFailureCount) return true;
  return complete && toleratedFailurePercentage > 0 && (failed / total) * 100 > toleratedFailurePercentage;
};
