import type { QueryLanguage } from "../../definition";
import { isJsonObject, type Json, type JsonObject } from "../../json";
import type { KeyPath } from "../../paths";
import type { Finding } from "../diagnostic";
import { nearest } from "../nearest";
import { comparisonFields, ruleFields } from "../operators";
import { kindOf, type Rule } from "../rule";

/** A Choice has rules, each with its Next and either a Condition or one operator; a Default is wise. */
export const choices: Rule = function* ({ states }) {
  for (const { name, fields, keys, language } of states) {
    if (fields.Type !== "Choice" || fields.Choices === undefined) continue;
    const place = [...keys, "Choices"];
    if (!Array.isArray(fields.Choices) || fields.Choices.length === 0) {
      yield { code: "NO_CHOICES", keys: place, data: { empty: Array.isArray(fields.Choices) } };
      continue;
    }
    if (fields.Default === undefined) yield { code: "NO_DEFAULT", keys, data: { name } };
    for (const [index, rule] of fields.Choices.entries()) {
      const at = [...place, index];
      if (!isJsonObject(rule)) yield { code: "NOT_AN_OBJECT", keys: at, data: { what: "A rule", found: kindOf(rule) } };
      else {
        if (rule.Next === undefined) yield missing(at, "Next");
        yield* ofLanguage(rule, at, language);
        yield* language === "JSONata" ? condition(rule, at) : comparison(rule, at, true);
      }
    }
  }
};

const missing = (keys: KeyPath, field: string): Finding => ({
  code: "MISSING_FIELD",
  keys,
  data: { what: "A rule of a Choice", fields: [field] },
});

/** The fields that a rule has in the other language only. */
const foreign: Readonly<Record<QueryLanguage, readonly string[]>> = { JSONPath: ["Condition"], JSONata: ["Variable"] };
const wayOut: Readonly<Record<QueryLanguage, string>> = {
  JSONPath: 'Compare with "Variable" and an operator.',
  JSONata: 'Write it as an expression in "Condition".',
};

function* ofLanguage(rule: JsonObject, keys: KeyPath, language: QueryLanguage): Iterable<Finding> {
  const other: QueryLanguage = language === "JSONata" ? "JSONPath" : "JSONata";
  for (const field of foreign[language])
    if (rule[field] !== undefined)
      yield {
        code: "WRONG_LANGUAGE_FIELD",
        keys: [...keys, field],
        data: { field, language, other, way: wayOut[language] },
      };
}

function* condition(rule: JsonObject, keys: KeyPath): Iterable<Finding> {
  if (rule.Condition === undefined) yield missing(keys, "Condition");
}

function* comparison(rule: JsonObject, keys: KeyPath, outermost = false): Iterable<Finding> {
  if (!outermost && rule.Next !== undefined) yield { code: "NESTED_NEXT", keys: [...keys, "Next"] };
  const operators = Object.keys(rule).filter((field) => !ruleFields.includes(field));
  const known = operators.filter((field) => comparisonFields.includes(field) || ["And", "Or", "Not"].includes(field));
  if (known.length === 0 && (outermost ? rule.Condition === undefined : true)) {
    const near = operators[0] === undefined ? undefined : nearest(operators[0], comparisonFields);
    yield {
      code: "NO_OPERATOR",
      keys,
      data: { variable: rule.Variable !== undefined, ...(near === undefined ? {} : { nearest: near }) },
    };
  }
  if (known.length > 1) yield { code: "TWO_OPERATORS", keys, data: { operators: known } };
  for (const field of operators)
    if (known.length > 0 && !known.includes(field))
      yield { code: "UNKNOWN_FIELD", keys: [...keys, field], data: { what: "A rule of a Choice", field } };
  if (known.length === 1 && comparisonFields.includes(known[0]!) && rule.Variable === undefined)
    yield missing(keys, "Variable");
  for (const field of ["And", "Or"] as const) yield* parts(rule[field], [...keys, field]);
  if (isJsonObject(rule.Not)) yield* comparison(rule.Not, [...keys, "Not"]);
}

function* parts(rules: Json | undefined, keys: KeyPath): Iterable<Finding> {
  if (rules === undefined) return;
  if (!Array.isArray(rules) || rules.length === 0)
    yield { code: "NO_CHOICES", keys, data: { empty: Array.isArray(rules) } };
  else
    for (const [index, rule] of rules.entries())
      if (isJsonObject(rule)) yield* comparison(rule, [...keys, index]);
      else yield { code: "NOT_AN_OBJECT", keys: [...keys, index], data: { what: "A rule", found: kindOf(rule) } };
}
