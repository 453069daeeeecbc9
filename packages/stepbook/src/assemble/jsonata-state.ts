import type { Json, JsonObject } from "@stepbook/asl";
import { StepbookError } from "../errors";
import { expression, nodeOf } from "../placeholders/expression";
import type { Arm, Catcher } from "../steps/data";
import { type Resolve, renderTemplate } from "./jsonata";
import { type Place, quoteId } from "./places";
import type { References } from "./references";

type Fields = { readonly [field: string]: unknown };

/** The fields of a state that say how data flows through it, in JSONata. `kept` is what it sets for later states. */
export function jsonataFields(references: References, at: Place, kept: JsonObject): Fields {
  const { data } = at;
  assertNoPaths(at);
  const write = writerAt(references, at);
  const fields: { [field: string]: unknown } = {};
  for (const field in data.templates) fields[field] = write(data.templates[field]);
  if (data.output !== undefined) fields.Output = write(data.output);
  if (data.type === "Choice") return fields;
  const own = data.assign && (write(data.assign) as JsonObject);
  return Object.assign(fields, assigned(own ? { ...own, ...kept } : kept));
}

/** In a Choice, what is assigned stands in each rule, and beside Default. */
export function jsonataChoices(
  references: References,
  at: Place,
  kept: JsonObject,
  entry: (at: Place) => string,
): Fields {
  const resolve = resolveAt(references, at);
  const flow = ({ assign, output }: Partial<Arm>) => ({
    ...(output !== undefined && { Output: renderTemplate(output, resolve) }),
    ...assigned({ ...(renderTemplate(assign ?? {}, resolve) as JsonObject), ...kept }),
  });
  const rule = (arm: Arm, index: number) => ({
    ...(arm.comment !== undefined && { Comment: arm.comment }),
    Condition: renderTemplate(expression(nodeOf(arm.condition)), resolve),
    ...flow(arm),
    Next: entry(at.arms[index]!),
  });
  const rest = at.otherwise && { ...flow(at.data.otherwise ?? {}), Default: entry(at.otherwise) };
  return { Choices: at.data.arms.map(rule), ...rest };
}

/** What a catcher gives and sets. */
export function jsonataCatch(references: References, at: Place, catcher: Catcher, kept: JsonObject): Fields {
  const write = writerAt(references, at);
  return {
    ...(catcher.output !== undefined && { Output: write(catcher.output) }),
    ...assigned({ ...(write(catcher.assign ?? {}) as JsonObject), ...kept }),
  };
}

/** What a Map gives to its iterations beside the bare item. */
export function jsonataSelector(references: References, at: Place): Fields {
  const { itemSelector, templates } = at.data;
  const write = writerAt(references, at);
  const passed = references.passedTo(at);
  const batcher = templates.ItemBatcher as Fields | undefined;
  const batchInput = batcher && Object.keys(passed).length > 0 && { ...(batcher.BatchInput as object), ...passed };
  const item = itemSelector === undefined ? "{% $states.context.Map.Item.Value %}" : write(itemSelector);
  const index = references.usesIndex(at) && { index: "{% $states.context.Map.Item.Index %}" };
  const selector = references.usesMore(at)
    ? { item, ...index, ...(write(batcher ? {} : passed) as JsonObject) }
    : itemSelector === undefined
      ? undefined
      : item;
  return {
    ...(selector !== undefined && { ItemSelector: selector }),
    ...(batchInput && { ItemBatcher: write({ ...batcher, BatchInput: batchInput }) }),
  };
}

function resolveAt(references: References, at: Place): Resolve {
  return (reference, onlyPresence) => references.resolve(at, reference, onlyPresence);
}

function writerAt(references: References, at: Place): (value: unknown) => Json {
  const resolve = resolveAt(references, at);
  return (value) => renderTemplate(value, resolve);
}

function assigned(all: JsonObject): Fields {
  return Object.keys(all).length === 0 ? {} : { Assign: all };
}

function assertNoPaths(at: Place): void {
  const { paths, selects, catchers } = at.data;
  const caught = catchers.some((each) => each.resultPath !== undefined) ? "ResultPath in a catch" : undefined;
  const own = at.data.templates.ItemsPath === undefined ? undefined : "ItemsPath";
  const path = [paths, selects].flatMap((given) => (given ? Object.keys(given) : []))[0] ?? own ?? caught;
  if (path === undefined) return;
  throw new StepbookError(
    `${quoteId(at)} has ${path}, a field of paths, but the query language of the workflow is JSONata. ` +
      'Write output: …, or give the workflow queryLanguage: "JSONPath".',
  );
}
