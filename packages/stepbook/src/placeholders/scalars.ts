import type { ExpressionNode, Scalar } from "./expression";

/** What calls of functions give, where that can be compared. */
const given: { readonly [name: string]: Scalar } = {
  add: "number",
  and: "boolean",
  arrayContains: "boolean",
  base64Decode: "string",
  base64Encode: "string",
  equals: "boolean",
  format: "string",
  greaterThan: "boolean",
  greaterThanEquals: "boolean",
  hash: "string",
  isBoolean: "boolean",
  isNull: "boolean",
  isNumber: "boolean",
  isPresent: "boolean",
  isString: "boolean",
  isTimestamp: "boolean",
  jsonText: "string",
  jsonToString: "string",
  length: "number",
  lessThan: "boolean",
  lessThanEquals: "boolean",
  matches: "boolean",
  mathRandom: "number",
  average: "number",
  concat: "string",
  contains: "boolean",
  divide: "number",
  join: "string",
  lowercase: "string",
  max: "number",
  millis: "number",
  min: "number",
  multiply: "number",
  not: "boolean",
  notEquals: "boolean",
  now: "string",
  remainder: "number",
  round: "number",
  subtract: "number",
  sum: "number",
  toNumber: "number",
  trim: "string",
  uppercase: "string",
  or: "boolean",
  uuid: "string",
};

/** What an expression gives, where that is known and can be compared. */
export function scalarOf(node: ExpressionNode): Scalar | undefined {
  switch (node.kind) {
    case "literal": {
      if (node.isTimestamp || node.value instanceof Date) return "timestamp";
      const type = typeof node.value;
      return type === "string" || type === "number" || type === "boolean" ? type : undefined;
    }
    case "reference":
    case "jsonPath":
      return node.holds;
    case "call":
      return given[node.name];
    case "jsonata":
      return undefined;
  }
}
