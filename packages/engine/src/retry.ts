import type { Retrier } from "@stepbook/asl";
import type { Failure } from "./failure";

/** A retrier with its defaults filled in. */
export interface CompiledRetrier {
  readonly errors: readonly string[];
  readonly maxAttempts: number;
  /** The seconds before a retry, from 1 for the first; `random` is asked where they jitter. */
  readonly delay: (retry: number, random: () => number) => number;
}

export const compileRetrier = (retrier: Retrier): CompiledRetrier => {
  const { IntervalSeconds = 1, BackoffRate = 2, MaxDelaySeconds = Number.POSITIVE_INFINITY, JitterStrategy } = retrier;
  return {
    errors: retrier.ErrorEquals,
    maxAttempts: retrier.MaxAttempts ?? 3,
    delay: (retry, random) => {
      const seconds = Math.min(IntervalSeconds * BackoffRate ** (retry - 1), MaxDelaySeconds);
      return JitterStrategy === "FULL" ? seconds * random() : seconds;
    },
  };
};

/**
 * Whether a list of error names matches a failure. `States.ALL` matches all that can be caught, `States.TaskFailed`
 * what a task failed with, but not that it took too long.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export const matches = (errors: readonly string[], failure: Failure): boolean =>
  failure.kind !== "runtime" &&
  errors.some(
    (name) =>
      name === failure.error ||
      name === failure.alias ||
      name === "States.ALL" ||
      (name === "States.TaskFailed" && failure.kind === "task" && failure.error !== "States.Timeout"),
  );
