import { isJsonObject, type Json } from "@stepbook/asl";
import { LocalServiceError } from "../../service-error";
import { compareNumbers, normalNumber } from "./decimal";

/** A value as DynamoDB writes it: one member, named by its type. */
export type Attribute = { readonly [Type in AttributeType]?: Json };

export type AttributeType = "S" | "N" | "B" | "BOOL" | "NULL" | "M" | "L" | "SS" | "NS" | "BS";

export type Item = { readonly [name: string]: Attribute };

/** A request that DynamoDB does not take. */
export const invalid = (message: string): LocalServiceError => new LocalServiceError("ValidationException", message);

const wrongParameter = (reason: string): LocalServiceError =>
  invalid(`One or more parameter values were invalid: ${reason}`);

const supplied = "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes";

const text = (value: Json): Json => {
  if (typeof value === "string") return value;
  // Step Functions writes what is no text as text.
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw invalid(supplied);
};

const number = (value: Json): Json => {
  const normal = normalNumber(String(text(value)));
  if (normal !== undefined) return normal;
  throw invalid(`The parameter cannot be converted to a numeric value: ${value}`);
};

const setOf =
  (kind: string, check: (value: Json) => Json) =>
  (value: Json): Json => {
    if (!Array.isArray(value)) throw invalid(supplied);
    const items = value.map(check);
    if (items.length === 0) throw wrongParameter(`An ${kind} set  may not be empty`);
    if (new Set(items).size < items.length)
      throw wrongParameter(`Input collection ${JSON.stringify(value)} contains duplicates.`);
    return items;
  };

/** What each type of value may hold; gives it in its one form. */
const types: Readonly<Record<AttributeType, (value: Json) => Json>> = {
  S: text,
  N: number,
  B: text,
  BOOL: (value) => value === true || value === "true",
  NULL: () => true,
  M: (value) => {
    if (!isJsonObject(value)) throw invalid(supplied);
    return checkItem(value);
  },
  L: (value) => {
    if (!Array.isArray(value)) throw invalid(supplied);
    return value.map(checkAttribute) as Json;
  },
  SS: setOf("string", text),
  NS: setOf("number", number),
  BS: setOf("binary", text),
};

export const typeOf = (attribute: Attribute): AttributeType => Object.keys(attribute)[0] as AttributeType;

export const contentOf = (attribute: Attribute): Json => attribute[typeOf(attribute)] ?? null;

/** A value in its one form. Throws where it is none. */
export const checkAttribute = (given: Json): Attribute => {
  const names = isJsonObject(given) ? Object.keys(given) : [];
  const type = names[0] as AttributeType;
  if (names.length === 0 || !Object.hasOwn(types, type)) throw invalid(supplied);
  if (names.length > 1)
    throw invalid(
      "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
    );
  return { [type]: types[type]((given as { readonly [name: string]: Json })[type]!) };
};

export const checkItem = (given: { readonly [name: string]: Json }): Item =>
  Object.fromEntries(Object.entries(given).map(([name, value]) => [name, checkAttribute(value)]));

const compareBytes = (one: Buffer, other: Buffer): number => Buffer.compare(one, other);

/** How two values of a type are ordered; the other types have no order. */
const orders: Readonly<Partial<Record<AttributeType, (one: string, other: string) => number>>> = {
  S: (one, other) => compareBytes(Buffer.from(one), Buffer.from(other)),
  N: compareNumbers,
  B: (one, other) => compareBytes(Buffer.from(one, "base64"), Buffer.from(other, "base64")),
};

/** Below 0 where the first comes first; undefined where there is no order between them. */
export const order = (one: Attribute, other: Attribute): number | undefined => {
  const type = typeOf(one);
  return type === typeOf(other) ? orders[type]?.(String(contentOf(one)), String(contentOf(other))) : undefined;
};

const isSet = (type: AttributeType): boolean => type === "SS" || type === "NS" || type === "BS";

export const equal = (one: Attribute, other: Attribute): boolean => {
  const type = typeOf(one);
  if (type !== typeOf(other)) return false;
  const [a, b] = [contentOf(one), contentOf(other)];
  if (type === "L") {
    const [first, second] = [a as readonly Attribute[], b as readonly Attribute[]];
    return first.length === second.length && first.every((item, index) => equal(item, second[index]!));
  }
  if (type === "M") {
    const [first, second] = [a as Item, b as Item];
    const names = Object.keys(first);
    return (
      names.length === Object.keys(second).length &&
      names.every((name) => Object.hasOwn(second, name) && equal(first[name]!, second[name]!))
    );
  }
  if (isSet(type)) return JSON.stringify([...(a as string[])].sort()) === JSON.stringify([...(b as string[])].sort());
  return a === b;
};

/** How large a value is, as the function `size` tells. */
export const sizeOf = (attribute: Attribute): number | undefined => {
  const [type, value] = [typeOf(attribute), contentOf(attribute)];
  if (type === "S") return Buffer.byteLength(String(value));
  if (type === "B") return Buffer.from(String(value), "base64").length;
  if (Array.isArray(value)) return value.length;
  return type === "M" ? Object.keys(value as object).length : undefined;
};

/** Whether a text, list or set holds a value. */
export const holds = (attribute: Attribute, part: Attribute): boolean => {
  const [type, value] = [typeOf(attribute), contentOf(attribute)];
  if (type === "S") return typeOf(part) === "S" && String(value).includes(String(contentOf(part)));
  if (type === "L") return (value as readonly Attribute[]).some((item) => equal(item, part));
  return isSet(type) && type === `${typeOf(part)}S` && (value as readonly Json[]).includes(contentOf(part));
};
