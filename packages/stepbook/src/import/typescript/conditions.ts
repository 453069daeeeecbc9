import { type ChoiceRule, isJsonObject, type Json } from "@stepbook/asl";
import { type Code, call, json, literal, name, rowOf } from "./code";
import type { Values } from "./values";

/** The condition of a rule of a Choice. */
export function conditionCode(rule: ChoiceRule, values: Values, isRaw: boolean): Code {
  const { Next: _, Assign: __, Output: ___, Comment: ____, ...condition } = rule;
  if (isRaw) return call("raw", json("Condition" in condition ? condition.Condition : condition));
  if ("Condition" in condition) {
    const said = values.expression(condition.Condition as Json);
    return said.kind === "literal" && typeof said.value === "string" ? call("raw", said) : said;
  }
  return ruleCode(condition as Rule, values) ?? call("raw", json(condition));
}

type Rule = { readonly [field: string]: Json };

const groups: { readonly [field: string]: string } = { And: "and", Or: "or" };
const orders: { readonly [operator: string]: string } = {
  Equals: "equals",
  LessThan: "lessThan",
  LessThanEquals: "lessThanEquals",
  GreaterThan: "greaterThan",
  GreaterThanEquals: "greaterThanEquals",
};
const tests: { readonly [field: string]: string } = {
  IsPresent: "isPresent",
  IsNull: "isNull",
  IsString: "isString",
  IsNumeric: "isNumber",
  IsBoolean: "isBoolean",
  IsTimestamp: "isTimestamp",
};
const shapes: { readonly [kind: string]: string } = {
  String: "String",
  Numeric: "Number",
  Boolean: "Boolean",
  Timestamp: "Date",
};

/** A rule of comparison operators as a condition; undefined where no operator of ours says it. */
function ruleCode(rule: Rule, values: Values): Code | undefined {
  const { Variable, ...rest } = rule;
  const [[field, value] = [], ...more] = Object.entries(rest) as [string, Json][];
  if (field === undefined || more.length > 0) return undefined;
  const group = rowOf(groups, field);
  if (Variable === undefined) {
    if (field === "Not") {
      // The negative of a test is a test itself.
      if (isJsonObject(value) && Object.keys(tests).some((test) => value[test] === true)) return undefined;
      const inner = isJsonObject(value) ? ruleCode(value as Rule, values) : undefined;
      if (!inner) return undefined;
      const isEquals = inner.kind === "call" && inner.of.kind === "name" && inner.of.name === "equals";
      return isEquals ? { ...inner, of: name("notEquals") } : call("not", inner);
    }
    if (group === undefined || !Array.isArray(value) || value.length < 1) return undefined;
    const parts = value.map((each) => (isJsonObject(each) ? ruleCode(each as Rule, values) : undefined));
    return parts.every((each): each is Code => each !== undefined) ? call(group, ...parts) : undefined;
  }
  const left = values.path(Variable);
  if (!left) return undefined;
  const test = rowOf(tests, field);
  if (test !== undefined) return value === true ? call(test, left) : call("not", call(test, left));
  if (field === "StringMatches") return call("matches", left, literal(value as string));
  return comparisonCode(left, field, value!, values);
}

function comparisonCode(left: Code, field: string, value: Json, values: Values): Code | undefined {
  const [, kind, operator, path] = /^(String|Numeric|Boolean|Timestamp)(.*?)(Path)?$/.exec(field) ?? [];
  const order = rowOf(orders, operator ?? "");
  if (kind === undefined || order === undefined) return undefined;
  if (path !== undefined) {
    const right = values.path(value);
    return right && call(order, typedCode(left, kind), typedCode(right, kind));
  }
  const isPlain = kind !== "Timestamp" && isJson[kind] === typeof value;
  return call(order, isPlain ? left : typedCode(left, kind), json(value));
}

const isJson: { readonly [kind: string]: string } = { String: "string", Numeric: "number", Boolean: "boolean" };

function typedCode(code: Code, kind: string): Code {
  const isPath = code.kind === "call" && code.of.kind === "name" && code.of.name === "jsonPath";
  return isPath ? { ...code, args: [...code.args, name(shapes[kind]!)] } : call("typed", code, name(shapes[kind]!));
}
