import type { Json } from "@stepbook/asl";
import { StepbookError } from "../errors";
import { describeNode, type ExpressionNode, expression } from "../placeholders/expression";
import { scalarOf } from "../placeholders/scalars";
import type { JsonPath } from "./json-path";
import { type Place, quoteId } from "./places";

type Rule = { readonly [field: string]: Json };
type Kind = "String" | "Numeric" | "Timestamp" | "Boolean";
type Node = ExpressionNode;

/** Each comparison, and the one with its sides exchanged. */
const orders: { readonly [name: string]: readonly [string, string] } = {
  equals: ["Equals", "Equals"],
  lessThan: ["LessThan", "GreaterThan"],
  lessThanEquals: ["LessThanEquals", "GreaterThanEquals"],
  greaterThan: ["GreaterThan", "LessThan"],
  greaterThanEquals: ["GreaterThanEquals", "LessThanEquals"],
};

const tests: { readonly [name: string]: string } = {
  isPresent: "IsPresent",
  isNull: "IsNull",
  isString: "IsString",
  isNumber: "IsNumeric",
  isBoolean: "IsBoolean",
  isTimestamp: "IsTimestamp",
};

const kinds = { string: "String", number: "Numeric", boolean: "Boolean", timestamp: "Timestamp" } as const;

/** A condition as a rule of comparison operators, each picked by the types of what is compared. */
export function rule(json: JsonPath, at: Place, node: Node): Rule {
  if (node.kind === "literal") return { Variable: "$$.Execution.Id", IsPresent: node.value === true };
  if (node.kind === "raw") return node.value as Rule;
  if (node.kind !== "call") return { Variable: json.path(at, valueAt(node), "condition"), BooleanEquals: true };
  const { name, args } = node;
  const inner = () => args.map((arg) => rule(json, at, arg));
  if (name === "and") return { And: inner() };
  if (name === "or") return { Or: inner() };
  if (name === "not") return negation(json, at, args[0]!);
  if (name === "matches") return { Variable: operand(json, at, args[0]!), StringMatches: literalOf(args[1]!) };
  if (tests[name] !== undefined) return test(json, at, node, true);
  if (name === "notEquals") return { Not: comparison(json, at, node, orders.equals!) };
  const order = orders[name];
  if (order) return comparison(json, at, node, order);
  throw new StepbookError(
    `${quoteId(at)} has the condition ${describeNode(node)}, which gives no true or false: compare it, as in equals(…, …).`,
  );
}

/** Tests have their own negative. */
function negation(json: JsonPath, at: Place, node: Node): Rule {
  const isTest = node.kind === "call" && tests[node.name] !== undefined;
  return isTest ? test(json, at, node, false) : { Not: rule(json, at, node) };
}

function test(json: JsonPath, at: Place, { name, args }: Extract<Node, { kind: "call" }>, holds: boolean): Rule {
  return { Variable: tested(json, at, name, args[0]!), [tests[name]!]: holds };
}

function comparison(
  json: JsonPath,
  at: Place,
  node: Extract<Node, { kind: "call" }>,
  [order, mirrored]: readonly [string, string],
): Rule {
  const [first, second] = node.args as readonly [Node, Node];
  const swaps = first.kind === "literal" && second.kind !== "literal";
  const [left, right] = swaps ? [second, first] : [first, second];
  const suffix = swaps ? mirrored : order;
  const Variable = operand(json, at, left);
  const known = kindOf(left) === "Timestamp" ? "Timestamp" : (kindOf(right) ?? kindOf(left));
  if (right.kind === "literal") {
    if (right.value === null && suffix === "Equals") return { Variable, IsNull: true };
    if (known !== undefined && typeof right.value !== "object")
      return { Variable, [`${known}${suffix}`]: literalOf(right) };
    throw new StepbookError(
      `${quoteId(at)} compares ${describeNode(node)}, which JSONPath can't: it compares texts, numbers, booleans and timestamps.`,
    );
  }
  const path = operand(json, at, right);
  const possible: readonly Kind[] =
    known !== undefined ? [known] : suffix === "Equals" ? ["String", "Numeric", "Boolean"] : ["String", "Numeric"];
  const rules = possible.map((kind) => ({ Variable, [`${kind}${suffix}Path`]: path }));
  return rules.length === 1 ? rules[0]! : { Or: rules };
}

function operand(json: JsonPath, at: Place, node: Node): string {
  return json.path(at, valueAt(node), "operand");
}

/** What may be missing is asked for where it stands; nothing can carry it. */
function tested(json: JsonPath, at: Place, name: string, node: Node): string {
  return name === "isPresent" && node.kind === "reference"
    ? json.text(at, node, "input", true)
    : operand(json, at, node);
}

function kindOf(node: Node): Kind | undefined {
  const scalar = scalarOf(node);
  return scalar && kinds[scalar];
}

function literalOf(node: Node): Json {
  return (node as Extract<Node, { kind: "literal" }>).value as Json;
}

/** A node as a template holds it. */
function valueAt(node: Node): unknown {
  return node.kind === "literal" ? node.value : expression(node);
}
