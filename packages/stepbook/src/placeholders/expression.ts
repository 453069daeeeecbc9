import { StepbookError } from "../errors";
import type { Any } from "./any";

/** Where a placeholder's value comes from. */
export type Source =
  | { readonly kind: "input" }
  | { readonly kind: "context" }
  /** AWS's reserved variable: what the state itself has, whatever step gave it. */
  | { readonly kind: "states" }
  | { readonly kind: "variable"; readonly name: string }
  /** The output of a step. `key` is the same for a step and for what `withRetry` and `withCatch` make of it. */
  | { readonly kind: "output"; readonly key: StepKey }
  /** What a task gave, before its `output` is made of it. */
  | { readonly kind: "result"; readonly key: StepKey }
  | { readonly kind: "item"; readonly key: StepKey }
  | { readonly kind: "index"; readonly key: StepKey }
  /** What a catcher caught. `token` tells it from the step's other catchers. */
  | { readonly kind: "error"; readonly key: StepKey; readonly token: object };

/** Tells a step from others of its name. */
export interface StepKey {
  readonly id: string;
}

export type Path = readonly (string | number)[];

/** What a value is that can be compared. */
export type Scalar = "string" | "number" | "boolean" | "timestamp";

/** What an expression is, before it is written in a query language. */
export type ExpressionNode =
  | { readonly kind: "literal"; readonly value: unknown; readonly isTimestamp?: true }
  | {
      readonly kind: "reference";
      readonly source: Source;
      readonly path: Path;
      readonly isTimestamp?: true;
      /** What it holds, where its shape tells. */
      readonly holds?: Scalar;
    }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly ExpressionNode[] }
  | { readonly kind: "jsonPath"; readonly text: string; readonly holds?: Scalar }
  /** JSON that stands as it is. */
  | { readonly kind: "raw"; readonly value: unknown }
  | { readonly kind: "jsonata"; readonly parts: readonly string[]; readonly args: readonly ExpressionNode[] };

/** Copies of this package in one process read each other's expressions through this. */
const NODE = Symbol.for("stepbook.expression");
const inspect = Symbol.for("nodejs.util.inspect.custom");

declare const valueType: unique symbol;

/** A value of type T that exists only when the workflow runs: a placeholder, or something computed from one. */
export interface Expression<T = Any> {
  /** @internal */
  readonly [valueType]: T;
}

/** A value given now, or one that exists only when the workflow runs. */
export type Dynamic<T> = T | Expression<T>;

/** Any JSON value, with placeholders at any depth. */
export type Data =
  | null
  | boolean
  | number
  | string
  | Expression<Any>
  | readonly Data[]
  | { readonly [name: string]: Data };

/** The type that data has once its placeholders are filled in. */
export type Filled<T> = 0 extends 1 & T
  ? Any
  : [T] extends [Expression<infer Value>]
    ? Value
    : T extends object
      ? { [Key in keyof T]: Filled<T[Key]> }
      : T;

export function expressionNode(value: unknown): ExpressionNode | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  return (value as { [NODE]?: ExpressionNode })[NODE];
}

/** The node of an expression, or of a literal around anything else. */
export function nodeOf(value: unknown): ExpressionNode {
  return expressionNode(value) ?? { kind: "literal", value };
}

export function expression<T>(node: ExpressionNode): Expression<T> {
  const describe = () => describeNode(node);
  const computed = (hint: string) => toPrimitive(describe(), hint);
  return Object.freeze({
    [NODE]: node,
    [inspect]: describe,
    [Symbol.toPrimitive]: computed,
    toString: describe,
    toJSON: describe,
  }) as never;
}

/** The placeholders that JavaScript turned into text, which may by mistake have become part of a string. */
const printed = new Set<string>();

/** What becomes of a placeholder in JavaScript: in a text its path; sums and comparisons are refused. */
export function toPrimitive(text: string, hint: string): string {
  if (hint !== "string") refuseComputing(text);
  printed.add(text);
  return text;
}

/** Fails where a string that goes into a workflow holds the text of a placeholder in place of its value. */
export function assertNotPrinted(value: string, where: string): void {
  if (printed.size === 0) return;
  for (const text of printed) {
    // A name alone, such as a variable's, is a word like others.
    if (!/[.[(]/.test(text) || !value.includes(text)) continue;
    const around = value.split(text);
    if (around.slice(1).every((after) => /^\w/.test(after))) continue;
    throw new StepbookError(
      `${where} is the string ${JSON.stringify(value)}, which holds the text of a placeholder: the value of ${text} exists only when the workflow runs. ` +
        `Use format(${JSON.stringify(around.join("{}"))}, ${text}) in its place.`,
    );
  }
}

function refuseComputing(text: string): never {
  throw new StepbookError(
    `${text} is a placeholder: its value exists only when the workflow runs, so that JavaScript can't compute with it. ` +
      `For text, use format("… {}", ${text}); for sums and comparisons, add, equals, greaterThan, …; for all else, jsonata\`…\`.`,
  );
}

/** @internal The property under which a placeholder answers with its node. */
export const nodeSymbol: typeof NODE = NODE;

/** How an expression reads in messages and when printed. */
export function describeNode(node: ExpressionNode): string {
  switch (node.kind) {
    case "literal":
      return JSON.stringify(node.value) ?? String(node.value);
    case "reference":
      return describeSource[node.source.kind](node.source as never) + describePath(node.path);
    case "call":
      return `${node.name}(${node.args.map(describeNode).join(", ")})`;
    case "jsonPath":
      return node.text;
    case "raw":
      return `raw(${JSON.stringify(node.value)})`;
    case "jsonata":
      return node.parts
        .map((part, index) => (index === 0 ? part : describeNode(node.args[index - 1]!) + part))
        .join("");
  }
}

const describeSource: { [Kind in Source["kind"]]: (source: Extract<Source, { kind: Kind }>) => string } = {
  input: () => "input",
  context: () => "context",
  states: () => "states",
  variable: (source) => source.name,
  output: (source) => `${source.key.id}.output`,
  result: (source) => `${source.key.id}.result`,
  item: (source) => `${source.key.id}.item`,
  index: (source) => `${source.key.id}.index`,
  error: (source) => `${source.key.id}.error`,
};

function describePath(path: Path): string {
  return path
    .map((key) =>
      typeof key === "number" ? `[${key}]` : /^[\w$]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`,
    )
    .join("");
}
