import { isJsonObject, type Json, type JsonObject } from "@stepbook/asl";
import { type Code, call, json } from "../../import/typescript/code";

const orders = ["Equals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"];
/** The CDK's word for each type that is compared. */
const kinds: { readonly [kind: string]: string } = {
  Boolean: "boolean",
  Numeric: "number",
  String: "string",
  Timestamp: "timestamp",
};
const tests = ["IsBoolean", "IsNull", "IsNumeric", "IsPresent", "IsString", "IsTimestamp"];

/** The comparisons, each with the CDK's method and what it compares with. */
const comparisons: ReadonlyMap<string, readonly [method: string, type: string]> = new Map([
  ...Object.entries(kinds).flatMap(([kind, word]) =>
    orders.flatMap((order): [string, [string, string]][] => [
      [
        `${kind}${order}`,
        [`${word}${order}`, kind === "Numeric" ? "number" : kind === "Boolean" ? "boolean" : "string"],
      ],
      [`${kind}${order}Path`, [`${word}${order}JsonPath`, "string"]],
    ]),
  ),
  ["StringMatches", ["stringMatches", "string"]],
]);

/** A rule of a Choice as a condition; undefined where the CDK has none that becomes it. */
export function conditionOf(rule: JsonObject): Code | undefined {
  const { Next, Comment, Assign, Output, ...asked } = rule;
  return comparisonOf(asked);
}

function comparisonOf(asked: JsonObject): Code | undefined {
  if (typeof asked.Condition === "string") {
    const isWhole = Object.keys(asked).length === 1 && /^\{%(.*)%\}$/.test(asked.Condition);
    return isWhole ? call("sfn.Condition.jsonata", json(asked.Condition)) : undefined;
  }
  const { Variable, ...rest } = asked;
  const [[operator, value] = ["", null], ...more] = Object.entries(rest) as [string, Json][];
  if (more.length > 0) return undefined;
  if (Variable === undefined) return joined(operator, value);
  if (typeof Variable !== "string") return undefined;
  if (tests.includes(operator) && typeof value === "boolean")
    return call(`sfn.Condition.${value ? "is" : "isNot"}${operator.slice(2)}`, json(Variable));
  const [method, type] = comparisons.get(operator) ?? [];
  if (method === undefined || typeof value !== type) return undefined;
  return call(`sfn.Condition.${method}`, json(Variable), json(value));
}

function joined(operator: string, value: Json): Code | undefined {
  const inner = (Array.isArray(value) ? value : [value]).map((each) =>
    isJsonObject(each) ? comparisonOf(each) : undefined,
  );
  if (inner.length === 0 || inner.includes(undefined)) return undefined;
  if (operator === "Not" && !Array.isArray(value)) return call("sfn.Condition.not", inner[0]!);
  const isList = (operator === "And" || operator === "Or") && Array.isArray(value);
  return isList ? call(`sfn.Condition.${operator.toLowerCase()}`, ...(inner as Code[])) : undefined;
}
