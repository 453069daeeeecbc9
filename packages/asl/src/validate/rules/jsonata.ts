import jsonata from "jsonata";
import { isJsonObject, type Json } from "../../json";
import type { KeyPath } from "../../paths";
import { expressionIn } from "../../query/expression";
import type { Finding } from "../diagnostic";
import { topLevelNames } from "../jsonata-names";
import type { Rule } from "../rule";

/** Fields that hold states of their own, which are looked at by themselves, or that are never expressions. */
const apart = [
  "Branches",
  "ItemProcessor",
  "Iterator",
  "Type",
  "Resource",
  "Next",
  "Default",
  "Comment",
  "QueryLanguage",
];

/** Every expression of a JSONata state can be read, and asks only for what is there. */
export const jsonataSyntax: Rule = function* ({ states }) {
  for (const { fields, keys, language } of states)
    if (language === "JSONata")
      for (const [field, value] of Object.entries(fields))
        if (!apart.includes(field)) yield* expressionsIn(value, [...keys, field]);
};

function* expressionsIn(value: Json, keys: KeyPath): Iterable<Finding> {
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* expressionsIn(item, [...keys, index]);
  else if (isJsonObject(value)) for (const key of Object.keys(value)) yield* expressionsIn(value[key]!, [...keys, key]);
  else if (typeof value === "string") {
    const expression = expressionIn(value);
    if (expression !== undefined) yield* problemsOf(expression, keys);
    else if (value.startsWith("{%")) yield { code: "OPEN_EXPRESSION", keys, position: value.length };
  }
}

/** What keeps an expression from being read or from ever giving a value, and where in the text with its delimiters. */
function* problemsOf(expression: string, keys: KeyPath): Iterable<Finding> {
  const unreadable = (problem: string, position: number, parser = problem): Finding => {
    const ended = /[.!?]$/.test(problem) ? problem : `${problem}.`;
    return { code: "JSONATA_SYNTAX", keys, data: { problem: ended, parser }, position: position + 2 };
  };
  if (expression.trim() === "") {
    yield unreadable("it is empty", 0, "Unexpected end of expression");
    return;
  }
  try {
    const tree = jsonata(expression).ast();
    yield* unavailable(tree, keys);
    for (const { name, position } of topLevelNames(tree))
      yield { code: "NO_CONTEXT", keys, data: { name }, position: position + 2 };
  } catch (error) {
    const { message = "unknown reason", position = 0 } = error as { message?: string; position?: number };
    yield unreadable(error instanceof RangeError ? "it nests too deep" : message, position);
  }
}

/** Values of JSONata, or of AWS, that an expression asks for where they are not there. */
function* unavailable(node: unknown, keys: KeyPath): Iterable<Finding> {
  if (typeof node !== "object" || node === null) return;
  const { type, value, steps, position = 0 } = node as Partial<jsonata.ExprNode>;
  const finding = (name: string, way: string, refusal: string): Finding => ({
    code: "UNAVAILABLE_VALUE",
    keys,
    data: { value: name, way, refusal },
    position: position + 2,
  });
  if (type === "variable" && value === "$")
    yield finding("$$", "Write $states.input, or $states.context.", "Reference to '$$' is not supported.");
  const [from, to] = steps ?? [];
  if (from?.type === "variable" && from.value === "states" && to?.value === "errorOutput" && !keys.includes("Catch"))
    yield finding(
      "$states.errorOutput",
      "It is there in the Output and Assign of a catcher.",
      "Field '$states.errorOutput' does not exist.",
    );
  for (const inner of Object.values(node)) yield* unavailable(inner, keys);
}
