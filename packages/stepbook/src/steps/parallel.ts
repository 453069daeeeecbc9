import { quote, StepbookError } from "../errors";
import type { Any } from "../placeholders/any";
import type { Data, Filled } from "../placeholders/expression";
import { assertOptions, newKey, template } from "./data";
import { body, common, nothing, work, workNames } from "./fields";
import { newStep, type OutputOf, type Sequence, type WorkOptions, type WorkStep } from "./step";

/**
 * A state that runs sequences side by side and gives the list of their outputs.
 *
 * @example parallel("Both", [pass("Hello"), [pass("Big"), pass("World")]])
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-parallel.html
 */
export function parallel<Branches extends readonly Sequence[] = Sequence[], Output = OutputsOf<Branches>>(
  id: string,
  branches: readonly [...Branches],
  options: ParallelOptions<OutputsOf<Branches>, Output> = {},
): WorkStep<Filled<Output>> {
  const key = newKey(id, "parallel");
  const where = `parallel(${quote(id)})`;
  if (!Array.isArray(branches) || branches.length === 0) {
    throw new StepbookError(
      `${where}: the branches are a list of steps or of lists of steps, such as [pass("A"), [pass("B"), pass("C")]].`,
    );
  }
  assertOptions(options, ["arguments", "parameters", ...workNames], where);
  const { arguments: given } = options;
  return newStep({
    ...nothing,
    ...work(options, key, where),
    key,
    type: "Parallel",
    ...common(options, where),
    templates: given === undefined ? {} : { Arguments: template(given, `${where}: arguments`) },
    bodies: branches.map((branch, index) => body(branch, `${where}: branch ${index + 1}`)),
  });
}

/** What each branch gives, in the branches' order. */
export type OutputsOf<Branches> = { [Index in keyof Branches]: OutputOf<Branches[Index]> };

/** What `parallel` takes. */
export interface ParallelOptions<Outputs = Any[], Output = Outputs> extends WorkOptions<Outputs, Output> {
  /** What each branch is given; the state's input where it is left out. */
  readonly arguments?: Data;
  /** The same by its name in a workflow of paths, where it is no object. */
  readonly parameters?: Data;
}
