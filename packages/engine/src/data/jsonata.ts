import { expressionIn, isJsonObject, type Json } from "@stepbook/asl";
import jsonata from "jsonata";
import { evaluationTrouble } from "../failure";
import type { Steps } from "../fiber";
import { Size } from "./growth";
import { guarded } from "./guard";
import { ordinary } from "./json-path";
import { declareFunctions, hostName } from "./jsonata-functions";
import { SafeRegExp } from "./safe-reg-exp";
import type { Sources } from "./sources";

/** What `$states` holds, beside the context object. */
export interface StatesVariable {
  readonly input: Json;
  readonly result?: Json;
  readonly errorOutput?: Json;
}

/** Evaluates a field that may hold expressions. */
export type Evaluate = (sources: Sources, states: StatesVariable) => Steps<Json>;

/** How far one expression may go. */
const bounds = { RegexEngine: SafeRegExp };
/** What makes long lists of short ones. Without any of these, jsonata makes its lists without counting. */
const growing = /\.\.|\*\*|append/;
const boundsOf = (expression: string) => (growing.test(expression) ? { ...bounds, sequence: 1_000_000 } : bounds);

/**
 * Compiles a field of a JSONata state: texts in `{% %}` are expressions, everything else is as it stands. `location` is
 * how AWS names the field, such as `Arguments/FunctionName`.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export const compileField = (field: Json, location: string): Evaluate | Json => {
  if (typeof field === "string") return compileExpression(field, location) ?? field;
  if (Array.isArray(field)) return compileList(field, location);
  return isJsonObject(field) ? compileObject(field, location) : field;
};

const compileList = (field: readonly Json[], location: string): Evaluate | Json => {
  const items = field.map((item, index) => compileField(item, `${location}[${index}]`));
  if (items.every((item) => typeof item !== "function")) return field;
  return function* (sources, states) {
    const made: Json[] = [];
    for (const item of items) made.push(typeof item === "function" ? yield* item(sources, states) : item);
    return made;
  };
};

const compileObject = (field: { readonly [name: string]: Json }, location: string): Evaluate | Json => {
  const members = Object.entries(field).map(
    ([name, value]) => [name, compileField(value, `${location}/${name}`)] as const,
  );
  if (members.every(([, member]) => typeof member !== "function")) return field;
  return function* (sources, states) {
    const made: { [name: string]: Json } = {};
    for (const [name, member] of members) {
      const value = typeof member === "function" ? yield* member(sources, states) : member;
      if (name === "__proto__") Object.defineProperty(made, name, { value, ...ordinary });
      else made[name] = value;
    }
    return made;
  };
};

const compileExpression = (text: string, location: string): Evaluate | undefined => {
  const expression = expressionIn(text)?.trim();
  if (expression === undefined) return undefined;
  const program = jsonata(expression, boundsOf(expression));
  const evaluate = guarded(program, expression);
  const names = namesIn(expression);
  const asksHost = declareFunctions(program, names);
  const asksStates = /\$states\b/.test(expression);
  const asksContext = /\$states\b(?!\s*\.\s*(input|result|errorOutput)\b)/.test(expression);
  return function* (sources, given) {
    const bindings = bindingsOf(names, sources);
    if (asksHost) bindings[hostName] = sources.host;
    if (asksStates) bindings.states = asksContext ? { ...given, context: sources.context() } : given;
    let result: unknown;
    let value: Json | undefined;
    try {
      result = yield* evaluate(bindings, sources.host);
      value = plain(result, 0, new Size());
    } catch (error) {
      const { message, code } = error as { message?: string; code?: string };
      throw evaluationTrouble(
        `The JSONata expression '${expression}' specified for the field '${location}' threw an error during evaluation. ${code ? `${code}: ` : ""}${message ?? String(error)}`,
        location,
      );
    }
    if (value !== undefined) return value;
    const trouble = result === undefined ? "nothing (undefined)" : "an unsupported result type";
    throw evaluationTrouble(
      `The JSONata expression '${expression}' specified for the field '${location}' returned ${trouble}.`,
      location,
    );
  };
};

/** The names that follow a `$` in an expression: it can ask for no others. */
const namesIn = (expression: string): readonly string[] =>
  [...new Set(expression.match(/(?<=\$)[\p{ID_Start}_][\p{ID_Continue}]*/gu))].filter((name) => name !== "states");

/** The variables that an expression names. */
const bindingsOf = (names: readonly string[], { variables }: Sources): { [name: string]: unknown } => {
  const bindings: { [name: string]: unknown } = Object.create(null);
  for (const name of names) {
    const variable = variables.lookup(name);
    if (variable !== undefined) bindings[name] = variable;
  }
  return bindings;
};

/** The result as plain JSON, or undefined where it is not: a function, a number without end, too deep a value. */
const plain = (value: unknown, depth: number, size: Size): Json | undefined => {
  size.addOne(value);
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "object" || depth > 1000) return undefined;
  if (Array.isArray(value)) {
    const items: Json[] = [];
    for (const item of value) {
      const one = plain(item, depth + 1, size);
      if (one === undefined) return undefined;
      items.push(one);
    }
    return items;
  }
  if ("_jsonata_lambda" in value || "_jsonata_function" in value) return undefined;
  const members: [string, Json][] = [];
  for (const [name, member] of Object.entries(value)) {
    const one = plain(member, depth + 1, size);
    if (one === undefined) return undefined;
    members.push([name, one]);
  }
  return Object.fromEntries(members);
};
