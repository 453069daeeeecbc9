import type { Json } from "../json";
import type { PathStep } from "./json-path";
import { readSteps } from "./json-path";
import type { Scanner } from "./scanner";

/** What `?( … )` asks of an item. */
export type Filter =
  | { readonly kind: "and" | "or"; readonly parts: readonly Filter[] }
  | { readonly kind: "not"; readonly part: Filter }
  | { readonly kind: "exists"; readonly operand: Operand }
  | { readonly kind: "compare"; readonly operator: Comparison; readonly left: Operand; readonly right: Operand };

export type Comparison = "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "nin";

/** A side of a comparison: a path from the item `@` or from the root `$`, or a literal. */
export type Operand =
  | { readonly kind: "path"; readonly from: "item" | "root"; readonly steps: readonly PathStep[] }
  | { readonly kind: "literal"; readonly value: Json };

const comparisons: readonly Comparison[] = ["==", "!=", "<=", ">=", "<", ">", "nin", "in"];

/** Reads a filter from its opening parenthesis to its closing one. */
export const readFilter = (scanner: Scanner): Filter => {
  scanner.space();
  scanner.need("(");
  const filter = scanner.within(() =>
    readJoined(scanner, "||", "or", () => readJoined(scanner, "&&", "and", () => readTerm(scanner))),
  );
  scanner.space();
  scanner.need(")");
  return filter;
};

const readJoined = (scanner: Scanner, token: string, kind: "and" | "or", read: () => Filter): Filter => {
  const parts = [read()];
  for (scanner.space(); scanner.take(token); scanner.space()) parts.push(read());
  return parts.length === 1 ? parts[0]! : { kind, parts };
};

const readTerm = (scanner: Scanner): Filter => {
  scanner.space();
  if (scanner.take("!")) return { kind: "not", part: scanner.within(() => readTerm(scanner)) };
  if (scanner.text.charAt(scanner.position) === "(") return readFilter(scanner);
  const left = readOperand(scanner);
  scanner.space();
  const operator = comparisons.find((token) => scanner.take(token));
  if (operator === undefined) return { kind: "exists", operand: left };
  scanner.space();
  return { kind: "compare", operator, left, right: readOperand(scanner) };
};

const readOperand = (scanner: Scanner): Operand => {
  if (scanner.take("@")) return { kind: "path", from: "item", steps: readSteps(scanner) };
  if (scanner.take("$")) return { kind: "path", from: "root", steps: readSteps(scanner) };
  return { kind: "literal", value: readLiteral(scanner) };
};

const words: readonly (readonly [string, Json])[] = [
  ["true", true],
  ["false", false],
  ["null", null],
];

const readLiteral = (scanner: Scanner): Json => {
  const quoted = scanner.quoted();
  if (quoted) return quoted.value;
  const number = scanner.match(/-?\d+(\.\d+)?([eE][+-]?\d+)?/y);
  if (number !== undefined) return Number(number);
  const word = words.find(([token]) => scanner.take(token));
  if (word) return word[1];
  if (!scanner.take("[")) scanner.fail("@, $, a number, a quoted text, true, false, null or a list");
  const items: Json[] = [];
  for (scanner.space(); !scanner.take("]"); scanner.space()) {
    items.push(scanner.within(() => readLiteral(scanner)));
    scanner.space();
    scanner.take(",");
  }
  return items;
};
