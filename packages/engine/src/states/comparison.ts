import { type ChoiceRule, type Json, parseTime } from "@stepbook/asl";
import { compilePath, Missing, type Read } from "../data/json-path";
import type { Sources } from "../data/sources";
import { runtimeTrouble } from "../failure";

/** Whether a rule of a Choice holds. */
export type Holds = (sources: Sources) => boolean;

/** Compares a value with the operand of a rule. */
type Compare = (value: Json, operand: Json) => boolean;

type Order = "Equals" | "LessThan" | "GreaterThan" | "LessThanEquals" | "GreaterThanEquals";

const orders: Readonly<Record<Order, (one: number | string, other: number | string) => boolean>> = {
  Equals: (one, other) => one === other,
  LessThan: (one, other) => one < other,
  GreaterThan: (one, other) => one > other,
  LessThanEquals: (one, other) => one <= other,
  GreaterThanEquals: (one, other) => one >= other,
};

type Key = (value: Json) => number | string | undefined;

/** What values of a kind are compared by; values of other kinds never compare. */
const keys: Readonly<Record<"String" | "Numeric" | "Timestamp", Key>> = {
  String: (value) => (typeof value === "string" ? value : undefined),
  Numeric: (value) => (typeof value === "number" ? value : undefined),
  Timestamp: (value) => (typeof value === "string" ? parseTime(value) : undefined),
};

const ordering =
  (key: Key, order: (one: number | string, other: number | string) => boolean): Compare =>
  (value, operand) => {
    const one = key(value);
    const other = key(operand);
    return one !== undefined && other !== undefined && order(one, other);
  };

const compares = new Map<string, Compare>([
  ["BooleanEquals", (value, operand) => typeof value === "boolean" && value === operand],
  ["StringMatches", (value, operand) => typeof value === "string" && wildcardsMatch(String(operand), value)],
]);
for (const [kind, key] of Object.entries(keys))
  for (const [name, order] of Object.entries(orders)) compares.set(`${kind}${name}`, ordering(key, order));

/** Questions about a value alone; the operand says whether the answer should be yes. */
const questions: Readonly<Record<string, (value: Json) => boolean>> = {
  IsNull: (value) => value === null,
  IsNumeric: (value) => typeof value === "number",
  IsString: (value) => typeof value === "string",
  IsBoolean: (value) => typeof value === "boolean",
  IsTimestamp: (value) => keys.Timestamp(value) !== undefined,
};

/** Whether a text fits a pattern of which `*` stands for anything, and `\*` for itself. */
export const wildcardsMatch = (pattern: string, text: string): boolean => {
  const parts = pattern.match(/\\[\s\S]|[\s\S]/g) ?? [];
  let [part, at, star, mark] = [0, 0, -1, 0];
  while (at < text.length) {
    const token = parts[part];
    if (token === "*") [star, mark, part] = [part, at, part + 1];
    else if (token !== undefined && token.slice(-1) === text[at]) [part, at] = [part + 1, at + 1];
    else if (star >= 0) [part, mark, at] = [star + 1, mark + 1, mark + 1];
    else return false;
  }
  while (parts[part] === "*") part += 1;
  return part === parts.length;
};

/** Compiles a rule in JSONPath: And, Or, Not, or Variable with one operator. */
export const compileComparison = (rule: ChoiceRule): Holds => {
  if (rule.And) {
    const parts = rule.And.map(compileComparison);
    return (sources) => parts.every((holds) => holds(sources));
  }
  if (rule.Or) {
    const parts = rule.Or.map(compileComparison);
    return (sources) => parts.some((holds) => holds(sources));
  }
  if (rule.Not) {
    const part = compileComparison(rule.Not);
    return (sources) => !part(sources);
  }
  return compileOperator(rule);
};

const compileOperator = (rule: ChoiceRule): Holds => {
  const variable = String(rule.Variable);
  const read = compilePath(variable);
  if (rule.IsPresent !== undefined) return (sources) => isPresent(read, sources) === rule.IsPresent;
  const question = Object.keys(questions).find((name) => rule[name] !== undefined);
  const find = (sources: Sources): Json => {
    try {
      return read(sources);
    } catch (error) {
      if (!(error instanceof Missing)) throw error;
      throw runtimeTrouble(
        `Invalid path '${variable}': The choice state's condition path references an invalid value.`,
      );
    }
  };
  if (question !== undefined) {
    const asks = questions[question]!;
    return (sources) => asks(find(sources)) === rule[question];
  }
  const operator = Object.keys(rule).find((name) => compares.has(name.replace(/Path$/, "")))!;
  const compare = compares.get(operator.replace(/Path$/, ""))!;
  const operand = rule[operator] as Json;
  if (!operator.endsWith("Path")) return (sources) => compare(find(sources), operand);
  const other = compilePath(String(operand));
  return (sources) => compare(find(sources), other(sources));
};

const isPresent = (read: Read, sources: Sources): boolean => {
  try {
    const value = read(sources);
    return value !== undefined;
  } catch (error) {
    if (error instanceof Missing) return false;
    throw error;
  }
};
