import { expressionIn, isJsonObject, type Json } from "@stepbook/asl";
import jsonata from "jsonata";
import { evaluationTrouble } from "../failure";
import type { Steps } from "../fiber";
import type { Host } from "../host";
import { guarded } from "./guard";
import { ordinary } from "./json-path";
import { seededRandom } from "./random";
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
const bounds = { stack: 500, RegexEngine: SafeRegExp };
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
  const evaluate = guarded(jsonata(expression, boundsOf(expression)), expression);
  const names = namesIn(expression);
  const asksStates = /\$states\b/.test(expression);
  const asksContext = /\$states\b(?!\s*\.\s*(input|result|errorOutput)\b)/.test(expression);
  return function* (sources, given) {
    const bindings = bindingsOf(names, sources);
    if (asksStates) bindings.states = asksContext ? { ...given, context: sources.context() } : given;
    let result: unknown;
    try {
      result = yield* evaluate(bindings, sources.host);
    } catch (error) {
      const { message, code } = error as { message?: string; code?: string };
      throw evaluationTrouble(
        `The JSONata expression '${expression}' specified for the field '${location}' threw an error during evaluation. ${code ? `${code}: ` : ""}${message ?? String(error)}`,
        location,
      );
    }
    return resultOf(result, expression, location);
  };
};

/** The names that follow a `$` in an expression: it can ask for no others. */
const namesIn = (expression: string): readonly string[] =>
  [...new Set(expression.match(/(?<=\$)[\p{ID_Start}_][\p{ID_Continue}]*/gu))].filter((name) => name !== "states");

/** The variables and the functions of AWS that an expression names. */
const bindingsOf = (names: readonly string[], { variables, host }: Sources): { [name: string]: unknown } => {
  const functions = functionsOf(host);
  const bindings: { [name: string]: unknown } = Object.create(null);
  for (const name of names) {
    const variable = variables.lookup(name);
    if (variable !== undefined) bindings[name] = variable;
    else if (Object.hasOwn(functions, name)) bindings[name] = functions[name];
  }
  return bindings;
};

const resultOf = (result: unknown, expression: string, location: string): Json => {
  const told = `The JSONata expression '${expression}' specified for the field '${location}'`;
  if (result === undefined) throw evaluationTrouble(`${told} returned nothing (undefined).`, location);
  const value = plain(result, 0);
  if (value === undefined) throw evaluationTrouble(`${told} returned an unsupported result type.`, location);
  return value;
};

/** The result as plain JSON, or undefined where it is not: a function, a number without end, too deep a value. */
const plain = (value: unknown, depth: number): Json | undefined => {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "object" || depth > 1000) return undefined;
  if (Array.isArray(value)) {
    const items: Json[] = [];
    for (const item of value) {
      const one = plain(item, depth + 1);
      if (one === undefined) return undefined;
      items.push(one);
    }
    return items;
  }
  if ("_jsonata_lambda" in value || "_jsonata_function" in value) return undefined;
  const members: [string, Json][] = [];
  for (const [name, member] of Object.entries(value)) {
    const one = plain(member, depth + 1);
    if (one === undefined) return undefined;
    members.push([name, one]);
  }
  return Object.fromEntries(members);
};

/** A function as jsonata holds it: it is called with the environment that it stands in. */
interface NativeFunction {
  readonly _jsonata_function: true;
  readonly implementation: (this: jsonata.Focus, ...given: never[]) => unknown;
}

const native = (implementation: NativeFunction["implementation"]): NativeFunction => ({
  _jsonata_function: true,
  implementation,
});

const known = new WeakMap<Host, Readonly<Record<string, NativeFunction>>>();

/** AWS's own functions, and those of JSONata that AWS takes away or that depend on time and chance. */
const functionsOf = (host: Host): Readonly<Record<string, NativeFunction>> => {
  const found = known.get(host);
  if (found) return found;
  const made = {
    partition: native(partition),
    range: native(range),
    hash: native((text?: string, algorithm?: string) =>
      text === undefined ? undefined : host.hash(algorithm ?? "SHA-256", text),
    ),
    random: native((seed?: number) => (seed === undefined ? host.random() : seededRandom(seed)())),
    uuid: native(() => host.uuid()),
    parse: native((text?: string) => (text === undefined ? undefined : JSON.parse(text))),
    now: native(function (this: jsonata.Focus, picture?: string, zone?: string) {
      const fromMillis = this.environment.lookup("fromMillis") as NativeFunction;
      return (fromMillis.implementation as JsonataCall).call(this, host.now(), picture, zone);
    }),
    millis: native(() => host.now()),
    eval: native(refuseEval),
  };
  known.set(host, made);
  return made;
};

type JsonataCall = (this: jsonata.Focus, ...given: unknown[]) => unknown;

const refuseEval = (): never => {
  throw Object.assign(new Error("$eval is not there; $parse reads JSON"), { code: "U1001" });
};

const partition = (values?: readonly unknown[], size = 1): unknown[] | undefined => {
  if (values === undefined) return undefined;
  const length = Math.floor(size);
  if (!(length > 0)) throw new Error("the size of a partition is greater than 0");
  return Array.from({ length: Math.ceil(values.length / length) }, (_, index) =>
    values.slice(index * length, (index + 1) * length),
  );
};

const range = (first = 0, last = 0, step = 1): number[] => {
  const count = Math.max(0, Math.floor((last - first) / step) + 1);
  if (!(count <= 1_000_000)) throw new Error("a range has at most 1000000 numbers");
  return Array.from({ length: count }, (_, index) => first + index * step);
};
