import { flatten } from "./data";
import type { Mention, Sequence } from "./step";

/**
 * A name for a sequence of steps; the same as the list of them.
 *
 * @example const greeting = chain(pass("Hello"), pass("World"))
 */
export function chain(...steps: readonly Sequence[]): readonly Mention[] {
  return flatten(steps, "chain(…)");
}
