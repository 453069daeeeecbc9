import { flatten } from "./data";
import type { Sequence, Step } from "./step";

/**
 * A name for a sequence of steps; the same as the list of them.
 *
 * @example const greeting = chain(pass("Hello"), pass("World"))
 */
export function chain(...steps: readonly Sequence[]): readonly Step[] {
  return flatten(steps, "chain(…)");
}
