import { quote } from "../errors";
import type { Data } from "../placeholders/expression";
import { assertOptions, newKey } from "./data";
import { common, commonNames, flow, nothing, pathNames } from "./fields";
import { newStep, type PathOptions, type Step, type StepOptions } from "./step";

/**
 * A state that ends its scope (the workflow, a branch, an iteration) with success.
 *
 * @example succeed("Done", { output: { answer: encode.output.Payload } })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-succeed.html
 */
export function succeed(id: string, options: SucceedOptions = {}): Step {
  const key = newKey(id, "succeed");
  const where = `succeed(${quote(id)})`;
  assertOptions(options, ["output", ...pathNames, ...commonNames], where);
  return newStep({ ...nothing, key, type: "Succeed", ...common(options, where), ...flow(options, where) });
}

/** What `succeed` takes. */
export interface SucceedOptions extends StepOptions, PathOptions {
  /** What the workflow, or its branch, gives; the input where it is left out. */
  readonly output?: Data;
}
