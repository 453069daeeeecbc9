import type { Json, JsonObject } from "@stepbook/asl";
import { quote, StepbookError } from "../errors";
import { expressionNode, nodeOf } from "../placeholders/expression";
import { type Arm, type Catcher, isPlainObject } from "../steps/data";
import type { JsonPath, Root } from "./json-path";
import { rule } from "./json-path-choice";
import { isGiven, isWrapped } from "./json-path-output";
import type { Place } from "./places";
import type { References } from "./references";

type Fields = { readonly [field: string]: Json };

/** The fields of a state that say how data flows through it, in paths. `kept` is what it sets for later states. */
export function pathFields(json: JsonPath, at: Place, kept: JsonObject): Fields {
  const { data } = at;
  const written = Object.entries(data.templates).map(([field, value]) =>
    (writers[field] ?? bound)(json, at, value, field),
  );
  return Object.assign(
    {},
    ...written,
    data.type === "Choice" ? {} : leaving(json, at, kept),
    pathsOf(at),
    selected(json, at),
  );
}

/** Parameters, Result and ResultSelector, where the user wrote them under these names. */
function selected(json: JsonPath, at: Place): Fields {
  const { Parameters, Result, ResultSelector } = at.data.selects ?? {};
  return {
    ...(Parameters !== undefined && { Parameters: json.template(at, Parameters) }),
    ...(Result !== undefined && { Result: Result as Json }),
    ...(ResultSelector !== undefined && { ResultSelector: json.template(at, ResultSelector, "result") }),
  };
}

type Write = (json: JsonPath, at: Place, value: unknown, field: string) => Fields;

/** A value that stands as it is, or is read by a reference path. */
const bound: Write = (json, at, value, field) => {
  const node = expressionNode(value);
  if (node?.kind === "raw") return { [field]: node.value as Json };
  return node ? { [`${field}Path`]: json.path(at, value, field, false) } : { [field]: value as Json };
};

/** Of a Fail: some functions may stand in place of a path. */
const told: Write = (json, at, value, field) => {
  const node = expressionNode(value);
  const isTold = node?.kind === "call" ? tellers.has(node.name) : node?.kind === "jsonPath";
  const text = node && isTold ? json.text(at, node) : undefined;
  // It takes no context object.
  return text === undefined || text.includes("$$") ? bound(json, at, value, field) : { [`${field}Path`]: text };
};

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/state-fail.html */
const tellers = new Set(["format", "jsonToString", "arrayGetItem", "base64Encode", "base64Decode", "hash", "uuid"]);

const config = (json: JsonPath, at: Place, values: unknown): JsonObject =>
  Object.assign({}, ...Object.entries(values as object).map(([field, value]) => bound(json, at, value, field)));

/** What is called, and how its file is read or written. */
const access: Write = (json, at, value, field) => {
  const { Resource, Arguments, ...configs } = value as { readonly [name: string]: unknown };
  return {
    [field]: {
      ...(Resource !== undefined && { Resource: Resource as Json }),
      ...(Arguments !== undefined && { Parameters: json.template(at, Arguments) }),
      ...Object.fromEntries(Object.entries(configs).map(([name, each]) => [name, config(json, at, each)])),
    },
  };
};

/** The fields that are written in their own way. */
const writers: { readonly [field: string]: Write } = {
  Arguments: (json, at, value) =>
    isPlainObject(value) ? { Parameters: json.template(at, value) } : { InputPath: json.path(at, value, "arguments") },
  ItemsPath: (_json, _at, value) => ({ ItemsPath: value as string }),
  Error: told,
  Cause: told,
  Items: (json, at, value) => ({ ItemsPath: json.path(at, value, "items") }),
  Credentials: (json, at, value) => ({ Credentials: json.template(at, value) }),
  ItemReader: access,
  ResultWriter: access,
  ItemBatcher: (json, at, value) => {
    const { BatchInput, ...bounds } = value as { readonly [name: string]: unknown };
    return {
      ItemBatcher: {
        ...config(json, at, bounds),
        ...(BatchInput !== undefined && { BatchInput: json.template(at, BatchInput) }),
      },
    };
  },
};

/** The paths that the user wrote. */
function pathsOf({ data }: Place): Fields {
  const { paths = {}, output, type } = data;
  const left =
    paths.OutputPath !== undefined ? "outputPath" : paths.ResultPath !== undefined ? "resultPath" : undefined;
  const takesIt = isWrapped(data) || (output !== undefined && (type === "Wait" || type === "Succeed"));
  if (left === undefined || !takesIt) return paths;
  throw new StepbookError(
    `${quote(data.key.id)} has ${left} and an output that needs the state's own paths. ` +
      `Leave ${left} out, or make the output an object and set variables in another step.`,
  );
}

/** What the state gives and sets. */
function leaving(json: JsonPath, at: Place, kept: JsonObject): Fields {
  const { data } = at;
  const { output, assign, type } = data;
  const worked = type === "Task" || type === "Parallel" || type === "Map";
  const root: Root = worked ? "result" : "input";
  if (isWrapped(data)) {
    const own = Object.keys(assign ?? {}).map((name) => [`${name}.$`, `$['assign']['${name}']`] as const);
    const made = json.members(at, { output, ...(assign && { assign }) }, root);
    return {
      [worked ? "ResultSelector" : "Parameters"]: made,
      OutputPath: "$['output']",
      ...assigned({ ...Object.fromEntries(own), ...kept }),
    };
  }
  const all = assigned({ ...json.members(at, assign, root), ...kept });
  if (output === undefined) return all;
  if (isGiven(data)) return { Result: output as Json, ...all };
  if (type === "Pass" || worked)
    return { [worked ? "ResultSelector" : "Parameters"]: json.template(at, output, root), ...all };
  return { OutputPath: json.path(at, output, "output"), ...all };
}

/** The rules of a Choice. `kept` stands in each of them, and beside Default. */
export function pathChoices(json: JsonPath, at: Place, kept: JsonObject, entry: (at: Place) => string): Fields {
  const flow = ({ assign, output }: Partial<Arm>) => {
    if (output === undefined) return assigned({ ...json.members(at, assign), ...kept });
    throw new StepbookError(
      `An arm of ${quote(at.data.key.id)} has an output, which only JSONata has. Put a pass(…) with that output into the arm.`,
    );
  };
  const rules = at.data.arms.map((arm, index) => ({
    ...(arm.comment !== undefined && { Comment: arm.comment }),
    ...rule(json, at, nodeOf(arm.condition)),
    ...flow(arm),
    Next: entry(at.arms[index]!),
  }));
  const rest = at.otherwise && { ...flow(at.data.otherwise ?? {}), Default: entry(at.otherwise) };
  return { Choices: rules, ...rest };
}

/** What a catcher sets. */
export function pathCatch(json: JsonPath, at: Place, catcher: Catcher, kept: JsonObject): Fields {
  const resultPath = catcher.resultPath === undefined ? {} : { ResultPath: catcher.resultPath };
  if (catcher.output === undefined)
    return { ...resultPath, ...assigned({ ...json.members(at, catcher.assign, "error"), ...kept }) };
  throw new StepbookError(
    `A catch of ${quote(at.data.key.id)} has an output, which only JSONata has. Let its handler begin with a pass(…) of that output.`,
  );
}

/** What a Map gives to its iterations beside the bare item. */
export function pathSelector(json: JsonPath, at: Place, references: References): Fields {
  const { itemSelector, templates } = at.data;
  const passed = references.passedTo(at);
  const batcher = templates.ItemBatcher as { readonly BatchInput?: object } | undefined;
  const batch =
    batcher && Object.keys(passed).length > 0
      ? writers.ItemBatcher!(json, at, { ...batcher, BatchInput: { ...batcher.BatchInput, ...passed } }, "ItemBatcher")
      : {};
  if (!references.usesMore(at)) {
    if (itemSelector === undefined) return batch;
    if (isPlainObject(itemSelector)) return { ...batch, ItemSelector: json.template(at, itemSelector) };
    throw new StepbookError(
      `${quote(at.data.key.id)} has an itemSelector that is no object, which JSONPath can't say: write itemSelector: (item) => ({ item }).`,
    );
  }
  const item =
    itemSelector === undefined ? { "item.$": "$$.Map.Item.Value" } : json.members(at, { item: itemSelector });
  const index = references.usesIndex(at) ? { "index.$": "$$.Map.Item.Index" } : {};
  return { ...batch, ItemSelector: { ...item, ...index, ...json.members(at, batcher ? {} : passed) } };
}

function assigned(all: JsonObject): Fields {
  return Object.keys(all).length === 0 ? {} : { Assign: all };
}
