import type { Json } from "@stepbook/asl";
import { quote } from "../errors";
import type { Any } from "../placeholders/any";
import type { Data, Filled } from "../placeholders/expression";
import { assertOptions, newKey } from "./data";
import { begun, commonNames, flowNames } from "./fields";
import { type Assign, newStep, type OutputStep, type ResultPathOptions, type StepOptions } from "./step";

const optionNames = ["parameters", "result", ...flowNames, ...commonNames];

/**
 * A state that passes its input on, or its `output`.
 *
 * @example pass("Greet", { output: { greeting: format("Hello {}", input.name) } })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-pass.html
 */
export function pass<Output = Any>(id: string, options: PassOptions<Output> = {}): OutputStep<Filled<Output>> {
  const key = newKey(id, "pass");
  const where = `pass(${quote(id)})`;
  assertOptions(options, optionNames, where);
  return newStep(begun(key, "Pass", options, where));
}

/** What `pass` takes. */
export interface PassOptions<Output = Any> extends StepOptions, ResultPathOptions {
  /** What it gives; its input where it is left out. */
  readonly output?: Output;
  /** Variables to set. */
  readonly assign?: Assign;
  /** What it gives, in a workflow of paths: an object with placeholders. */
  readonly parameters?: Data;
  /** What it gives, in a workflow of paths: a value without any. */
  readonly result?: Json;
}
