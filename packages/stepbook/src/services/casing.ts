import type { Json } from "@stepbook/asl";
import { didYouMean, quote, StepbookError } from "../errors";
import { describe, isPlainObject, setMember, template, upperFirst } from "../steps/data";
import type { ParameterShape } from "./action";

interface Member {
  /** AWS's name. */
  readonly name: string;
  readonly shape: ParameterShape;
}

const membersOf = new WeakMap<object, ReadonlyMap<string, Member>>();

/** The members of an object by their names in camelCase. */
function members(shape: { readonly [parameter: string]: ParameterShape }): ReadonlyMap<string, Member> {
  const known = membersOf.get(shape);
  if (known) return known;
  const made = new Map(
    Object.entries(shape).map(([key, inner]) => {
      const [camel, name = upperFirst(camel!)] = key.split("=");
      return [camel!, { name, shape: inner }] as const;
    }),
  );
  membersOf.set(shape, made);
  return made;
}

const isList = (shape: ParameterShape): shape is readonly [ParameterShape] => Array.isArray(shape);

/** The names in camelCase of what an object takes. */
export const namesOf = (shape: { readonly [parameter: string]: ParameterShape }): readonly string[] => [
  ...members(shape).keys(),
];

/** Parameters with AWS's names, at any depth. What is the user's own data stays as it is. */
export function toAws(value: unknown, shape: ParameterShape, where: string): unknown {
  if (shape === 0) return template(value, where);
  if (isList(shape))
    return Array.isArray(value)
      ? value.map((item, index) => toAws(item, shape[0], `${where}[${index}]`))
      : template(value, where);
  if (!isPlainObject(value)) return template(value, where);
  const own = (shape as { readonly [parameter: string]: ParameterShape })["*"];
  const known = own === undefined ? members(shape) : undefined;
  const named: { [name: string]: unknown } = {};
  for (const key of Object.keys(value)) {
    const part = value[key];
    if (part === undefined) continue;
    const member = known ? known.get(key) : { name: key, shape: own! };
    if (member) setMember(named, member.name, toAws(part, member.shape, within(where, key)));
    else
      throw new StepbookError(
        `${where} has no parameter ${quote(key)}.${meant(key, known!)} It takes: ${[...known!.keys()].join(", ")}.`,
      );
  }
  return named;
}

const within = (where: string, key: string): string => `${where}${where.endsWith(":") ? " " : "."}${key}`;

/** What a name that is not known was meant to be: perhaps AWS's own. */
export function meant(key: string, known: ReadonlyMap<string, Member>): string {
  const aws = [...known].find(([, { name }]) => name === key);
  return aws ? ` Did you mean ${quote(aws[0])}? Parameters are in camelCase.` : didYouMean(key, known.keys());
}

/** Fails where a parameter is not known, and tells what was meant. */
export function assertParameters(
  parameters: unknown,
  shape: { readonly [parameter: string]: ParameterShape },
  where: string,
): asserts parameters is { readonly [parameter: string]: unknown } {
  if (!isPlainObject(parameters))
    throw new StepbookError(`${where}: the parameters are an object, but here is ${describe(parameters)}.`);
  const known = members(shape);
  const unknown = Object.keys(parameters).find((name) => !known.has(name));
  if (unknown === undefined) return;
  throw new StepbookError(
    `${where} has no parameter ${quote(unknown)}.${meant(unknown, known)} It takes: ${[...known.keys()].join(", ")}.`,
  );
}

/**
 * Parameters with AWS's names as a step takes them; undefined where they hold what the table does not know. `on` tells
 * how values are taken apart: JSON, or the code that says it.
 */
export function fromAws<Value>(value: Value, shape: ParameterShape, on: Structure<Value>): Value | undefined {
  if (shape === 0) return value;
  if (isList(shape)) {
    const items = on.items(value);
    if (!items) return on.isData(value) ? value : undefined;
    const made = items.map((item) => fromAws(item, shape[0], on));
    return made.includes(undefined) ? undefined : on.list(made as Value[]);
  }
  const entries = on.entries(value);
  if (!entries) return on.isData(value) ? value : undefined;
  const own = (shape as { readonly [parameter: string]: ParameterShape })["*"];
  const byAws =
    own === undefined
      ? new Map([...members(shape)].map(([camel, { name, shape: inner }]) => [name, { camel, inner }]))
      : undefined;
  const made: [string, Value][] = [];
  for (const [name, part] of entries) {
    const member = byAws ? byAws.get(name) : { camel: name, inner: own! };
    const inner = member && fromAws(part, member.inner, on);
    if (!member || inner === undefined) return undefined;
    made.push([member.camel, inner]);
  }
  return on.object(made);
}

/** How values are taken apart and made: JSON, or the code that says it. */
export interface Structure<Value> {
  entries(value: Value): readonly (readonly [string, Value])[] | undefined;
  items(value: Value): readonly Value[] | undefined;
  object(entries: readonly (readonly [string, Value])[]): Value;
  list(items: readonly Value[]): Value;
  /** Whether a value may stand where an object or a list belongs: a placeholder. */
  isData(value: Value): boolean;
}

/** Of JSON. */
export const jsonStructure: Structure<Json> = {
  entries: (value) => (isPlainObject(value) ? Object.entries(value as { readonly [name: string]: Json }) : undefined),
  items: (value) => (Array.isArray(value) ? value : undefined),
  object: (entries) => Object.fromEntries(entries),
  list: (items) => [...items],
  isData: (value) => typeof value === "string" && /^\{%[\s\S]*%\}$/.test(value),
};
