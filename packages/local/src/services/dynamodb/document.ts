import { isJsonObject, type Json, type JsonObject } from "@stepbook/asl";
import { type Attribute, type Item, invalid } from "./attribute";
import type { DocumentPath } from "./scanner";

/** The value at a place, or undefined where there is none. */
export const at = (item: Item, path: DocumentPath): Attribute | undefined => {
  let found: Attribute | undefined = { M: item as unknown as Json };
  for (const key of path) {
    const { M, L }: Attribute = found;
    if (typeof key === "number") found = Array.isArray(L) ? (L[key] as unknown as Attribute | undefined) : undefined;
    else found = isJsonObject(M) && Object.hasOwn(M, key) ? (M[key] as Attribute) : undefined;
    if (found === undefined) return undefined;
  }
  return found;
};

const noPlace = (): Error => invalid("The document path provided in the update expression is invalid for update");

/** An item with a value at a place; without what is there where the value is undefined. */
export const put = (item: Item, path: DocumentPath, value: Attribute | undefined): Item =>
  (putInto({ M: item as unknown as Json }, path, value)!.M ?? {}) as unknown as Item;

const putInto = (
  whole: Attribute | undefined,
  [key, ...rest]: DocumentPath,
  value: Attribute | undefined,
): Attribute | undefined => {
  if (key === undefined) return value;
  const { M, L } = whole ?? {};
  if (typeof key === "number") {
    if (!Array.isArray(L)) throw noPlace();
    const below = putInto(L[key] as unknown as Attribute | undefined, rest, value) as Json | undefined;
    const items = [...L];
    if (below === undefined) items.splice(key, 1);
    else items[Math.min(key, items.length)] = below;
    return { L: items };
  }
  if (!isJsonObject(M)) throw noPlace();
  const known = Object.hasOwn(M, key) ? (M[key] as Attribute) : undefined;
  const below = putInto(known, rest, value) as Json | undefined;
  const others = Object.entries(M).filter(([name]) => name !== key);
  const members = below === undefined ? others : [...others, [key, below] as const];
  return { M: Object.fromEntries(members) as JsonObject };
};
