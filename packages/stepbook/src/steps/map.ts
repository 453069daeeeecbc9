import { quote, StepbookError } from "../errors";
import type { Any } from "../placeholders/any";
import { type Dynamic, type Expression, expressionNode, type Filled } from "../placeholders/expression";
import { type Ref, reference } from "../placeholders/reference";
import { assertOptions, describe, newKey, template } from "./data";
import { body, comment, nothing, work, workNames } from "./fields";
import { newStep, type OutputOf, type Sequence, type WorkOptions, type WorkStep } from "./step";

/**
 * A state that runs the same steps for each item of a list and gives the list of their outputs.
 *
 * @param options `items`: the list. `each`: from an item (and its index, from 0) to the steps. `maxConcurrency`: how
 *   many at once at most.
 * @example map("Greet everyone", { items: input.names, each: (name) => pass("Greet", { output: { greeting: name } }) })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-map.html
 */
export function map<Item = Any, Body extends Sequence = Sequence, Output = OutputOf<Body>[]>(
  id: string,
  options: MapOptions<Item, Body, Output>,
): WorkStep<Filled<Output>> {
  const key = newKey(id, "map");
  const where = `map(${quote(id)})`;
  assertOptions(options, ["items", "each", "maxConcurrency", ...workNames], where);
  const { items, each, maxConcurrency } = options;
  if (!expressionNode(items) && !Array.isArray(items)) {
    throw new StepbookError(`${where}: items must be a list or a placeholder for one, but is ${describe(items)}.`);
  }
  if (typeof each !== "function") {
    throw new StepbookError(
      `${where}: each must be a function from an item to its steps, such as (item) => pass("Work", { output: item }).`,
    );
  }
  const steps = body(
    each(reference({ kind: "item", key }) as Ref<Item>, reference({ kind: "index", key }) as Ref<number>),
    `${where}: each`,
  );
  const templates: Record<string, unknown> = { Items: template(items, `${where}: items`) };
  if (maxConcurrency !== undefined) templates.MaxConcurrency = template(maxConcurrency, `${where}: maxConcurrency`);
  return newStep({
    ...nothing,
    ...work(options, key, where),
    key,
    type: "Map",
    fixed: comment(options),
    templates,
    bodies: [steps],
  });
}

/** What `map` takes. */
export interface MapOptions<Item = Any, Body extends Sequence = Sequence, Output = Any>
  extends WorkOptions<OutputOf<Body>[], Output> {
  readonly items: readonly Item[] | Expression<readonly Item[]>;
  readonly each: (item: Ref<Item>, index: Ref<number>) => Body;
  readonly maxConcurrency?: Dynamic<number>;
}
