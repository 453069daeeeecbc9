import type { Json, JsonObject } from "@stepbook/asl";
import { quote, StepbookError } from "../errors";
import { describeNode, type ExpressionNode, expressionNode } from "../placeholders/expression";
import { isPlainObject } from "../steps/data";
import type { Carrying } from "./carrying";
import { isStatic } from "./json-path-output";
import { type Place, quoteId } from "./places";
import type { References } from "./references";

/** What `$` is where a path stands: the state's input, its result, or what its catcher caught. */
export type Root = "input" | "selected" | "result" | "error";

/** How values are written as paths, calls of intrinsic functions and templates of them. */
export class JsonPath {
  readonly #references: References;
  readonly #carrying: Carrying;

  constructor(references: References, carrying: Carrying) {
    this.#references = references;
    this.#carrying = carrying;
  }

  /** An expression as a path or a call. */
  text(at: Place, node: ExpressionNode, of: Root = "input", onlyPresence = false): string {
    // Where an InputPath selects, `$` is what it selects.
    const root = of === "input" && at.data.paths?.InputPath !== undefined ? "selected" : of;
    switch (node.kind) {
      case "reference": {
        const text = this.#references.resolve(at, node, onlyPresence);
        if (node.source.kind === "states") return text;
        const isRoot = node.source.kind === root && "key" in node.source && node.source.key === at.data.key;
        if (root === "input" || isRoot || !/^\$(\[|$)/.test(text)) return text;
        return this.#carrying.carry(at, "input", (name) => [`${name}.$`, text]);
      }
      case "jsonPath":
        return node.text;
      case "literal":
      case "raw":
        return this.argument(at, node.value, root);
      case "call":
        return this.#call(at, node, root);
      case "jsonata":
        throw new StepbookError(
          `${quoteId(at)} uses the JSONata expression ${describeNode(node)}, but the query language of the workflow is JSONPath. ` +
            'Write jsonPath("…"), or leave queryLanguage out.',
        );
    }
  }

  /** A value as a path alone, carried in a variable where it is none. */
  path(at: Place, value: unknown, word: string, mayBeContext = true): string {
    const node = expressionNode(value);
    if (!node || node.kind === "literal")
      return this.#carrying.carry(at, word, (name) => [name, this.template(at, node ? node.value : value)]);
    const text = this.text(at, node);
    // What is said as AWS's own variable stands where the user put it.
    const isOwn = node.kind === "reference" && node.source.kind === "states";
    const stands = text.startsWith("$") && (mayBeContext || isOwn || !text.startsWith("$$"));
    return stands ? text : this.#carrying.carry(at, word, (name) => [`${name}.$`, text]);
  }

  /** A template: members that hold expressions are named `name.$`. The value itself is no expression. */
  template(at: Place, value: unknown, root: Root = "input"): Json {
    const node = expressionNode(value);
    if (node?.kind === "raw") return node.value as Json;
    if (Array.isArray(value)) return value.map((item) => this.template(at, item, root));
    if (!isPlainObject(value)) return value as Json;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => this.member(at, name, part, root)));
  }

  /** A member of a template. */
  member(at: Place, name: string, value: unknown, root: Root = "input"): readonly [string, Json] {
    if (name.endsWith(".$")) {
      throw new StepbookError(
        `${quoteId(at)} has data with the key ${quote(name)}, which would be read as a path: rename it, or leave queryLanguage: "JSONPath" out.`,
      );
    }
    const node = expressionNode(value);
    if (node?.kind === "raw") return [name, node.value as Json];
    if (node) return [`${name}.$`, this.text(at, node, root)];
    if (isLoose(value)) return [`${name}.$`, this.argument(at, value, root)];
    return [name, this.template(at, value, root)];
  }

  /** A value as an argument of a call. */
  argument(at: Place, value: unknown, root: Root): string {
    const node = expressionNode(value);
    if (node) return this.text(at, node, root);
    if (typeof value === "string") return quoted(value);
    if (typeof value !== "object" || value === null) return JSON.stringify(value);
    if (isStatic(value)) return `States.StringToJson(${quoted(JSON.stringify(value))})`;
    if (Array.isArray(value)) return `States.Array(${value.map((item) => this.argument(at, item, root)).join(", ")})`;
    if (root === "input") return this.#carrying.carry(at, "part", (name) => [name, this.template(at, value)]);
    throw new StepbookError(
      `${quoteId(at)} gives a list of objects beside placeholders, made of its ${root}, which paths can't say. ` +
        "Make the list in a pass(…) after it, from its .output.",
    );
  }

  #call(at: Place, node: Extract<ExpressionNode, { kind: "call" }>, root: Root): string {
    const name = intrinsics[node.name];
    if (name === undefined) {
      throw new StepbookError(
        `${quoteId(at)} uses ${describeNode(node)} as a value, which JSONPath can't say. Ask it in a choice(…), or leave queryLanguage out.`,
      );
    }
    const args = node.args.map((arg, index) =>
      node.name === "format" && index === 0 && arg.kind === "literal"
        ? template(arg.value as string)
        : this.text(at, arg, root),
    );
    return `${name}(${[...args, ...(node.name === "jsonMerge" ? ["false"] : [])].join(", ")})`;
  }

  /** Several members. */
  members(at: Place, values: object | undefined, root: Root = "input"): JsonObject {
    return Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) => this.member(at, name, value, root)));
  }
}

/** The functions that give a value, by the names of Amazon States Language. */
const intrinsics: { readonly [name: string]: string } = {
  add: "States.MathAdd",
  array: "States.Array",
  arrayContains: "States.ArrayContains",
  arrayGetItem: "States.ArrayGetItem",
  arrayPartition: "States.ArrayPartition",
  arrayRange: "States.ArrayRange",
  arrayUnique: "States.ArrayUnique",
  base64Decode: "States.Base64Decode",
  base64Encode: "States.Base64Encode",
  format: "States.Format",
  hash: "States.Hash",
  jsonMerge: "States.JsonMerge",
  jsonText: "States.JsonToString",
  jsonToString: "States.JsonToString",
  length: "States.ArrayLength",
  mathRandom: "States.MathRandom",
  stringSplit: "States.StringSplit",
  stringToJson: "States.StringToJson",
  uuid: "States.UUID",
};

/** Whether it is a list with a placeholder as an item, which a template can't hold. */
function isLoose(value: unknown): boolean {
  return Array.isArray(value) && value.some((item) => isOpen(item) || isLoose(item));
}

function isOpen(value: unknown): boolean {
  const node = expressionNode(value);
  return node !== undefined && node.kind !== "raw";
}

function quoted(text: string): string {
  return `'${text.replace(/[\\'{}]/g, "\\$&")}'`;
}

/** The braces of a template's places stay as they are. */
function template(text: string): string {
  return `'${text
    .split("{}")
    .map((part) => part.replace(/[\\'{}]/g, "\\$&"))
    .join("{}")}'`;
}
