import type { Json, QueryLanguage, Retrier, StateType } from "@stepbook/asl";
import { describeValue, didYouMean, quote, StepbookError } from "../errors";
import { assertNotPrinted, describeNode, expressionNode, type StepKey } from "../placeholders/expression";
import { assertVariableName } from "../placeholders/sources";
import type { Source } from "../sagemaker/script";
import type { Mention, Sequence } from "./step";

/** A path, or null for none. */
export type PathField = string | null;

/** What a step is, as the assembler reads it. Values that may hold placeholders are templates. */
export interface StepData {
  readonly key: StepKey;
  readonly type: StateType;
  /** Fields of the state that are the same in every language and hold no placeholder. */
  readonly fixed: { readonly [field: string]: Json };
  /** Fields of the state by their JSONata name: templates. */
  readonly templates: { readonly [field: string]: unknown };
  readonly output?: unknown;
  readonly assign?: { readonly [name: string]: unknown };
  /** Whether its Resource is written here, so that its partition is that of the workflow. */
  readonly isOurs?: true;
  readonly retry: readonly Retrier[];
  readonly catchers: readonly Catcher[];
  readonly arms: readonly Arm[];
  readonly otherwise?: Arm;
  readonly bodies: readonly (readonly Mention[])[];
  /** InputPath, OutputPath and ResultPath, where the user wrote them: then `$` is no longer what it is elsewhere. */
  readonly paths?: { readonly InputPath?: PathField; readonly OutputPath?: PathField; readonly ResultPath?: PathField };
  /** Parameters, Result and ResultSelector, where the user wrote them under these names: templates of paths. */
  readonly selects?: { readonly Parameters?: unknown; readonly Result?: unknown; readonly ResultSelector?: unknown };
  /** Whether the lists of retriers and catchers are written where they are empty, too. */
  readonly writes?: { readonly Retry?: boolean; readonly Catch?: boolean };
  /** The language of this state alone. */
  readonly queryLanguage?: QueryLanguage;
  /** Fields that stand in the state as they are. */
  readonly fields?: { readonly [field: string]: Json };
  /** Of a Map: the field that holds its body, where it is the older one. */
  readonly bodyField?: "Iterator";
  /** Of a Map: how its body is run. */
  readonly processor?:
    | { readonly Mode: "INLINE" }
    | { readonly Mode: "DISTRIBUTED"; readonly ExecutionType: string }
    | undefined;
  /** The sources of scripts that it refers to. */
  readonly sources?: readonly Source[];
  /** What its step has beside what every step of its type has. */
  readonly members?: object;
  /** Of a Map: what each iteration is given in place of the bare item. A template. */
  readonly itemSelector?: unknown;
}

export interface Arm {
  readonly condition?: unknown;
  readonly assign?: { readonly [name: string]: unknown };
  readonly output?: unknown;
  readonly comment?: string;
  readonly steps: readonly Mention[];
}

/** The arms of a Choice, the last of them the one without a condition. */
export function armsOf({ arms, otherwise }: StepData): readonly Arm[] {
  return otherwise ? [...arms, otherwise] : arms;
}

export interface Catcher {
  readonly token: object;
  readonly errorEquals: readonly string[];
  readonly steps: readonly Mention[];
  readonly output?: unknown;
  readonly assign?: { readonly [name: string]: unknown };
  readonly comment?: string;
  readonly resultPath?: PathField;
}

const STEP = Symbol.for("stepbook.step");
export const stepSymbol: typeof STEP = STEP;

export function dataOf(step: unknown): StepData | undefined {
  return typeof step === "object" && step !== null ? (step as { [STEP]?: StepData })[STEP] : undefined;
}

/** The key of a new step; fails where its name is none for a state. */
export function newKey(id: unknown, factory: string): StepKey {
  if (typeof id !== "string" || id === "") {
    throw new StepbookError(`${factory}(…): a step begins with its name, such as ${factory}("Start").`);
  }
  assertNotPrinted(id, `${factory}(…): the name`);
  if (id.length > 80 && [...id].length > 80)
    throw new StepbookError(`${factory}(${quote(id)}): a name has at most 80 characters; this has ${[...id].length}.`);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what AWS refuses.
  if (/[\u0000-\u001f\u007f-\u009f]/.test(id)) {
    throw new StepbookError(`${factory}(${quote(id)}): a name has no control characters, such as line breaks.`);
  }
  return Object.freeze({ id });
}

/** The steps of a sequence, lists within it flattened. */
export function flatten(sequence: Sequence | readonly Sequence[], where: string): readonly Mention[] {
  const steps: Mention[] = [];
  const add = (part: unknown): void => {
    if (Array.isArray(part)) for (const each of part) add(each);
    else if (dataOf(part) || typeof part === "function") steps.push(part as Mention);
    else throw new StepbookError(`${where}: a sequence holds steps and lists of steps, but here is ${describe(part)}.`);
  };
  add(sequence);
  return Object.freeze(steps);
}

/** A copy of data that can hold placeholders; fails on what JSON can't hold, naming its place. */
export function template(value: unknown, where: string, seen: readonly unknown[] = []): unknown {
  if (expressionNode(value)) return value;
  if (typeof value === "string") {
    assertNotPrinted(value, where);
    return value;
  }
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (value instanceof Date && Number.isFinite(value.getTime())) return value.toISOString().replace(".000Z", "Z");
  const data = dataOf(value);
  if (data)
    throw new StepbookError(`${where} is the step ${quote(data.key.id)}. For what it gives, write its .output.`);
  if (typeof value === "object" && !seen.includes(value)) {
    const inside = [...seen, value];
    if (Array.isArray(value)) {
      return Object.freeze(Array.from(value, (item, index) => template(item, `${where}[${index}]`, inside)));
    }
    if (isPlainObject(value)) {
      const copy: { [key: string]: unknown } = {};
      for (const key of Object.keys(value)) setMember(copy, key, template(value[key], `${where}.${key}`, inside));
      return Object.freeze(copy);
    }
  }
  const what = typeof value === "object" && seen.includes(value) ? "an object that holds itself" : describe(value);
  throw new StepbookError(
    `${where} is ${what}, which JSON can't hold. Use null, booleans, finite numbers, strings, lists, objects and placeholders.`,
  );
}

/** A member of any name: `__proto__` is one like others. */
export function setMember<Value>(object: { [key: string]: Value }, key: string, value: Value): void {
  if (key === "__proto__")
    Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
  else object[key] = value;
}

/** Whether it is an object with nothing but its own keys, of this realm or another: a cell runs in its own. */
export function isPlainObject(value: unknown): value is { readonly [key: string]: unknown } {
  if (typeof value !== "object" || value === null || dataOf(value) || expressionNode(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Fails where a name is not one of those known. */
export function assertOptions(options: unknown, known: readonly string[], where: string, what = "option"): void {
  const isObject = typeof options === "object" && options !== null && !Array.isArray(options);
  if (!isObject || dataOf(options) || expressionNode(options)) {
    throw new StepbookError(`${where}: the ${what}s are an object, but here is ${describe(options)}.`);
  }
  const { comment } = options as { readonly comment?: unknown };
  if (known.includes("comment") && comment !== undefined && typeof comment !== "string")
    throw new StepbookError(`${where}: a comment is a string, but here is ${describe(comment)}.`);
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new StepbookError(
    `${where} has no ${what} ${quote(unknown)}.${didYouMean(unknown, known)} It takes: ${known.join(", ")}.`,
  );
}

/** A copy of the variables that a step sets; fails where a name is none. */
export function assignTemplate(value: unknown, where: string): { readonly [name: string]: unknown } {
  if (!isPlainObject(value)) {
    throw new StepbookError(
      `${where} must be an object of values by the names of variables, but is ${describe(value)}.`,
    );
  }
  for (const name of Object.keys(value)) assertVariableName(name, `${where}.${name}`);
  return template(value, where) as { readonly [name: string]: unknown };
}

/** Fails where a value is neither a path as text nor null. */
export function assertPath(value: unknown, where: string): asserts value is PathField {
  if (value === null || (typeof value === "string" && value.startsWith("$"))) return;
  throw new StepbookError(`${where} must be a path such as "$.result", or null, but is ${describe(value)}.`);
}

export function upperFirst(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** The name of an operation as a method has it: `DescribeTrainingJob` is `describeTrainingJob`. */
export function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** What a value is, be it one of ours. */
export function describe(value: unknown): string {
  const data = dataOf(value);
  if (data) return `the step ${quote(data.key.id)}`;
  const node = expressionNode(value);
  if (node) return `the ${node.kind === "reference" ? "placeholder" : "expression"} ${describeNode(node)}`;
  return describeValue(value);
}
