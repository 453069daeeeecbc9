import jsonata from "jsonata";
import { isJsonObject, type Json } from "../../json";
import type { KeyPath } from "../../paths";
import { expressionIn } from "../../query/expression";
import type { Finding } from "../diagnostic";
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

/** Every expression of a JSONata state can be read. */
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
    const problem = expression === undefined ? undefined : problemOf(expression);
    if (problem) yield { code: "JSONATA_SYNTAX", keys, data: { problem: problem.message }, position: problem.position };
  }
}

/** What keeps an expression from being read, and where in the text with its delimiters. */
const problemOf = (expression: string): { message: string; position: number } | undefined => {
  if (expression.trim() === "") return { message: "it is empty.", position: 2 };
  try {
    jsonata(expression);
    return undefined;
  } catch (error) {
    const { message = "unknown reason", position = 0 } = error as { message?: string; position?: number };
    return { message: /[.!?]$/.test(message) ? message : `${message}.`, position: position + 2 };
  }
};
