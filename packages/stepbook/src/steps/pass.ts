import { quote } from "../errors";
import type { Any } from "../placeholders/any";
import type { Filled } from "../placeholders/expression";
import { assertOptions, newKey } from "./data";
import { comment, flow, nothing } from "./fields";
import { type Assign, newStep, type OutputStep, type ResultPathOptions, type StepOptions } from "./step";

/**
 * A state that passes its input on, or its `output`.
 *
 * @example pass("Greet", { output: { greeting: format("Hello {}", input.name) } })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-pass.html
 */
export function pass<Output = Any>(id: string, options: PassOptions<Output> = {}): OutputStep<Filled<Output>> {
  const key = newKey(id, "pass");
  const where = `pass(${quote(id)})`;
  assertOptions(options, ["output", "assign", "comment", "inputPath", "outputPath", "resultPath"], where);
  return newStep({ ...nothing, key, type: "Pass", fixed: comment(options), ...flow(options, where) });
}

/** What `pass` takes. */
export interface PassOptions<Output = Any> extends StepOptions, ResultPathOptions {
  /** What it gives; its input where it is left out. */
  readonly output?: Output;
  /** Variables to set. */
  readonly assign?: Assign;
}
