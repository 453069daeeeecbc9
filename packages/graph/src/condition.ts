import type { ChoiceRule } from "@stepbook/asl";
import { textOf } from "./text-of";

/** What stands between the two sides of a JSONPath comparison, by the end of the operator's name. */
const SIGNS: readonly (readonly [suffix: string, sign: string])[] = [
  ["GreaterThanEquals", "≥"],
  ["LessThanEquals", "≤"],
  ["GreaterThan", ">"],
  ["LessThan", "<"],
  ["Equals", "="],
  ["Matches", "matches"],
];

/** What is said of a variable by an operator without another side. */
const PREDICATES: readonly (readonly [operator: string, yes: string, no: string])[] = [
  ["IsPresent", "is present", "is absent"],
  ["IsNull", "is null", "is not null"],
  ["IsString", "is a string", "is no string"],
  ["IsNumeric", "is a number", "is no number"],
  ["IsBoolean", "is a boolean", "is no boolean"],
  ["IsTimestamp", "is a timestamp", "is no timestamp"],
];

const NOT_OPERATORS = new Set(["Next", "Variable", "Comment", "Assign", "Output"]);

/** A label is short: what is nested deeper is left out. */
const DEEPEST = 8;

const withoutInput = (expression: string): string =>
  expression
    .replaceAll("$states.context.Execution.Input.", "")
    .replaceAll("$$.Execution.Input.", "")
    .replaceAll("$states.input.", "")
    .replace(/^\$\./, "")
    .replace(/^\$$/, "input");

/** A rule of a Choice in a few words: `best.auc ≥ 0.9`. */
export const conditionOf = (rule: ChoiceRule, depth = 0): string => {
  if (depth > DEEPEST) return "…";
  if (typeof rule !== "object" || rule === null) return "";
  const inner = (one: ChoiceRule) => conditionOf(one, depth + 1);
  if (textOf(rule.Comment)) return textOf(rule.Comment);
  if (rule.Condition !== undefined)
    return withoutInput(
      textOf(rule.Condition)
        .replace(/^\s*\{%\s*|\s*%\}\s*$/g, "")
        .replaceAll(">=", "≥")
        .replaceAll("<=", "≤"),
    );
  if (Array.isArray(rule.And)) return rule.And.map(inner).join(" and ");
  if (Array.isArray(rule.Or)) return rule.Or.map(inner).join(" or ");
  if (rule.Not) return `not ${inner(rule.Not)}`;
  const operator = Object.keys(rule).find((key) => !NOT_OPERATORS.has(key));
  if (!operator) return "";
  const variable = withoutInput(textOf(rule.Variable));
  const value = rule[operator];
  const predicate = PREDICATES.find(([name]) => name === operator);
  if (predicate) return `${variable} ${value === false ? predicate[2] : predicate[1]}`;
  const name = operator.replace(/Path$/, "");
  const sign = SIGNS.find(([suffix]) => name.endsWith(suffix))?.[1] ?? operator;
  const other = operator.endsWith("Path") ? withoutInput(textOf(value)) : JSON.stringify(value);
  return `${variable} ${sign} ${other}`;
};
