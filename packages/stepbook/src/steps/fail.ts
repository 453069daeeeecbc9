import { quote } from "../errors";
import type { Dynamic } from "../placeholders/expression";
import { assertOptions, newKey, template } from "./data";
import { common, commonNames, nothing } from "./fields";
import { newStep, type Step, type StepOptions } from "./step";

/**
 * A state that ends the execution with an error.
 *
 * @example fail("Too large", { error: "TooLarge", cause: format("{} is more than 10", input.size) })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-fail.html
 */
export function fail(id: string, options: FailOptions = {}): Step {
  const key = newKey(id, "fail");
  const where = `fail(${quote(id)})`;
  assertOptions(options, ["error", "cause", ...commonNames], where);
  const templates: Record<string, unknown> = {};
  if (options.error !== undefined) templates.Error = template(options.error, `${where}: error`);
  if (options.cause !== undefined) templates.Cause = template(options.cause, `${where}: cause`);
  return newStep({ ...nothing, key, type: "Fail", ...common(options, where), templates });
}

/** What `fail` takes. */
export interface FailOptions extends StepOptions {
  /** The error's name. */
  readonly error?: Dynamic<string>;
  /** What happened, for people. */
  readonly cause?: Dynamic<string>;
}
