import { quote, StepbookError } from "../errors";
import type { Any } from "../placeholders/any";
import { type Data, type Dynamic, type Expression, expressionNode, type Filled } from "../placeholders/expression";
import { type Ref, reference } from "../placeholders/reference";
import {
  assertOptions,
  assertPath,
  describe,
  isPlainObject,
  newKey,
  type StepData,
  template,
  upperFirst,
} from "./data";
import { body, common, nothing, work, workNames } from "./fields";
import { assertWhole } from "./numbers";
import { type ItemReader, type ResultWriter, readerFields, writerFields } from "./s3";
import { newStep, type OutputOf, type Sequence, type WorkOptions, type WorkStep } from "./step";

/**
 * A state that runs the same steps for each item of a list and gives the list of their outputs. With
 * `mode: "distributed"`, each item (or batch of items) is worked on by an execution of its own: for data sets in S3,
 * and for more than 40 at once. What its steps refer to outside is passed into these executions.
 *
 * @param options `items`: the list, or where it is read from. `each`: from an item (and its index, from 0) to the
 *   steps. `maxConcurrency`: how many at once at most.
 * @example map("Greet everyone", { items: input.names, each: (name) => pass("Greet", { output: { greeting: name } }) })
 * @example
 * map("Resize all", {
 *   mode: "distributed", items: s3.objects({ bucket: input.bucket }), toleratedFailurePercentage: 5,
 *   each: (file) => lambda.invoke("Resize", { functionName: "resize", payload: { key: file.Key } }),
 * })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-map.html
 */
export function map<Item = Any, Body extends Sequence = Sequence, Output = OutputOf<Body>[]>(
  id: string,
  options: BatchMapOptions<Item, Body, Output>,
): WorkStep<Filled<Output>>;
export function map<Item = Any, Body extends Sequence = Sequence, Output = OutputOf<Body>[], Selected = Item>(
  id: string,
  options: MapOptions<Item, Body, Output, Selected>,
): WorkStep<Filled<Output>>;
export function map(id: string, options: Options): WorkStep<Any> {
  const key = newKey(id, "map");
  const where = `map(${quote(id)})`;
  assertOptions(options, [...mapNames, ...distributedNames, ...workNames], where);
  const { items, each, itemSelector, mode = "inline" } = options;
  if (!Object.hasOwn(processors, String(mode)))
    throw new StepbookError(`${where}: mode is "inline" or "distributed", but here is ${describe(mode)}.`);
  const reader = readerFields(items);
  assertMode(mode, reader !== undefined, options, where);
  if (items !== undefined && !reader && !expressionNode(items) && !Array.isArray(items)) {
    throw new StepbookError(
      `${where}: items must be a list or a placeholder for one, or in a distributed Map a data set such as s3.objects({ … }), but is ${describe(items)}.`,
    );
  }
  if (typeof each !== "function") {
    throw new StepbookError(
      `${where}: each must be a function from an item to its steps, such as (item) => pass("Work", { output: item }).`,
    );
  }
  const item = reference<Any>({ kind: "item", key });
  const steps = body(each(item, reference({ kind: "index", key }) as Ref<number>), `${where}: each`);
  const selected = typeof itemSelector === "function" ? itemSelector(itemValue, itemIndex) : itemSelector;
  const whole = common(options, where);
  const processor = processors[String(mode)]!(options, where);
  return newStep({
    ...nothing,
    ...work(options, key, where),
    key,
    type: "Map",
    ...whole,
    fixed: { ...whole.fixed, ...labelOf(options, where) },
    templates: {
      ...(reader && { ItemReader: reader }),
      ...(items !== undefined && !reader && { Items: template(items, `${where}: items`) }),
      ...itemsPathOf(options, reader !== undefined, where),
      ...numbersOf(options, where),
      ...batcherOf(options, where),
      ...(options.results !== undefined && { ResultWriter: writerFields(options.results, `${where}: results`) }),
    },
    bodies: [steps],
    ...(processor && { processor }),
    ...(options.iterator === true && { bodyField: "Iterator" }),
    ...(selected !== undefined && { itemSelector: template(selected, `${where}: itemSelector`) }),
  });
}

/** What `map` takes in both modes. */
interface AnyMapOptions<Item, Body extends Sequence, Output> extends WorkOptions<OutputOf<Body>[], Output> {
  /** The list; in a distributed Map also a data set in S3. The state's input where it is left out. */
  readonly items?: readonly Item[] | Expression<readonly Item[]> | ItemReader<Item>;
  /**
   * `"distributed"`: an execution for each item. `"inline"` where it is left out, or null, which is inline without
   * saying so.
   */
  readonly mode?: "inline" | "distributed" | null;
  /** Writes the body under its older name, `Iterator`, as definitions before distributed Maps have it. */
  readonly iterator?: boolean;
  /** Which list it is of what is read from a data set, in a workflow of paths: a path such as `"$.orders"`. */
  readonly itemsPath?: string;
  /** The older name of `itemSelector`, in a workflow of paths: an object. */
  readonly parameters?: Data;
  /** How many at once at most. 0, or nothing: 40 inline, 10,000 distributed. */
  readonly maxConcurrency?: Dynamic<number>;
  /** The kind of the executions, of a distributed Map; `"STANDARD"` where it is left out. */
  readonly executionType?: "STANDARD" | "EXPRESS";
  /** At most 40 characters that stand in the ARNs of the executions, of a distributed Map. */
  readonly label?: string;
  /** How many items of a distributed Map may fail. */
  readonly toleratedFailureCount?: Dynamic<number>;
  /** What part of the items of a distributed Map may fail, from 0 to 100. */
  readonly toleratedFailurePercentage?: Dynamic<number>;
  /** Where the results of a distributed Map are written. Its output is then the place of their manifest. */
  readonly results?: ResultWriter;
}

/** What `map` takes. */
export interface MapOptions<Item = Any, Body extends Sequence = Sequence, Output = Any, Selected = Item>
  extends AnyMapOptions<Item, Body, Output> {
  /** From an item, and its index from 0, to the steps that work on it. */
  readonly each: (item: Ref<Filled<Selected>>, index: Ref<number>) => Body;
  /** What each iteration is given in place of the bare item. */
  readonly itemSelector?: Selected | ((item: Ref<Item>, index: Ref<number>) => Selected);
  /** Not here: with it, `each` takes batches. */
  readonly itemBatcher?: undefined;
}

/** What a distributed `map` takes whose executions work on many items each. */
export interface BatchMapOptions<Item = Any, Body extends Sequence = Sequence, Output = Any>
  extends AnyMapOptions<Item, Body, Output> {
  readonly mode: "distributed";
  /** From a batch to the steps that work on it. */
  readonly each: (batch: Ref<Batch<Item>>) => Body;
  /** What each item of a batch is, in place of the bare item. */
  readonly itemSelector?: Data | ((item: Ref<Item>, index: Ref<number>) => Data);
  /** How large the batches are. */
  readonly itemBatcher: ItemBatcher;
}

/** How many items each execution of a distributed Map works on: one of the two bounds, or both. */
export interface ItemBatcher {
  /** Items in a batch at most. */
  readonly maxItemsPerBatch?: Dynamic<number>;
  /** Bytes of a batch at most, up to 262,144. */
  readonly maxInputBytesPerBatch?: Dynamic<number>;
  /** What every batch holds beside its items. */
  readonly batchInput?: { readonly [name: string]: Data };
}

/** What an execution of a distributed Map with `itemBatcher` works on. */
export interface Batch<Item = Any> {
  /** The items of the batch. */
  Items: Item[];
  /** What every batch is given; `batchInput` of the Map. */
  BatchInput: Any;
}

const mapNames = ["items", "each", "mode", "maxConcurrency", "itemSelector", "parameters", "iterator", "itemsPath"];

/** How a body is run, by mode. */
const processors: { readonly [mode: string]: (options: Options, where: string) => StepData["processor"] } = {
  inline: () => ({ Mode: "INLINE" }),
  distributed: (options, where) => ({ Mode: "DISTRIBUTED", ExecutionType: typeOf(options, where) }),
  null: () => undefined,
};

const distributedNames = [
  "executionType",
  "label",
  "toleratedFailureCount",
  "toleratedFailurePercentage",
  "itemBatcher",
  "results",
];

const itemValue = reference<Any>({ kind: "context" }, undefined, ["Map", "Item", "Value"]);
const itemIndex = reference<number>({ kind: "context" }, undefined, ["Map", "Item", "Index"]);

type Options = AnyMapOptions<Any, Sequence, Any> & {
  readonly each: (item: Any, index: Ref<number>) => Sequence;
  readonly itemSelector?: Any;
  readonly itemBatcher?: ItemBatcher | undefined;
};

function assertMode(mode: string | null, reads: boolean, options: object, where: string): void {
  // What leaves its mode unsaid may say what it wants: AWS takes it, and passes over it.
  if (mode === "distributed" || (mode === null && !reads)) return;
  const given = distributedNames.find((name) => (options as Record<string, unknown>)[name] !== undefined);
  const what = reads ? "a data set in S3" : given;
  if (what !== undefined)
    throw new StepbookError(`${where}: only a distributed Map takes ${what}. Add mode: "distributed".`);
}

function numbersOf(options: Options, where: string): Record<string, unknown> {
  const bounds = { maxConcurrency: Infinity, toleratedFailureCount: Infinity, toleratedFailurePercentage: 100 };
  return Object.fromEntries(
    Object.entries(bounds).flatMap(([name, most]) => {
      const value = options[name as keyof typeof bounds];
      return value === undefined
        ? []
        : [[upperFirst(name), assertWhole(value, `${where}: ${name}`, 0, most, name.endsWith("Percentage"))]];
    }),
  );
}

function itemsPathOf({ itemsPath }: Options, reads: boolean, where: string): { ItemsPath?: string } {
  if (itemsPath === undefined) return {};
  assertPath(itemsPath, `${where}: itemsPath`);
  if (reads && itemsPath !== null) return { ItemsPath: itemsPath };
  throw new StepbookError(
    `${where}: itemsPath is told of a data set. Write items: states.input.orders, or whatever leads to the list.`,
  );
}

function labelOf({ label }: Options, where: string): { Label?: string } {
  if (label === undefined) return {};
  if (typeof label === "string" && label.length > 0 && label.length <= 40) return { Label: label };
  throw new StepbookError(`${where}: label is a string of 1 to 40 characters, but is ${describe(label)}.`);
}

function typeOf({ executionType = "STANDARD" }: Options, where: string): "STANDARD" | "EXPRESS" {
  if (executionType === "STANDARD" || executionType === "EXPRESS") return executionType;
  throw new StepbookError(`${where}: executionType is "STANDARD" or "EXPRESS", but is ${describe(executionType)}.`);
}

function batcherOf({ itemBatcher }: Options, where: string): { ItemBatcher?: object } {
  if (itemBatcher === undefined) return {};
  const at = `${where}: itemBatcher`;
  assertOptions(itemBatcher, ["maxItemsPerBatch", "maxInputBytesPerBatch", "batchInput"], at);
  const { maxItemsPerBatch, maxInputBytesPerBatch, batchInput } = itemBatcher;
  if (maxItemsPerBatch === undefined && maxInputBytesPerBatch === undefined)
    throw new StepbookError(`${at} needs maxItemsPerBatch or maxInputBytesPerBatch, such as { maxItemsPerBatch: 10 }.`);
  if (batchInput !== undefined && !isPlainObject(batchInput))
    throw new StepbookError(`${at}.batchInput must be an object, but is ${describe(batchInput)}.`);
  return {
    ItemBatcher: {
      ...(maxItemsPerBatch !== undefined && {
        MaxItemsPerBatch: assertWhole(maxItemsPerBatch, `${at}.maxItemsPerBatch`, 1),
      }),
      ...(maxInputBytesPerBatch !== undefined && {
        MaxInputBytesPerBatch: assertWhole(maxInputBytesPerBatch, `${at}.maxInputBytesPerBatch`, 1, 262_144),
      }),
      ...(batchInput !== undefined && { BatchInput: template(batchInput, `${at}.batchInput`) }),
    },
  };
}
