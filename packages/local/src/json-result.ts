import { deepestJson } from "@stepbook/asl";

/** What a function gave and JSON cannot hold. */
export class NotJson extends Error {
  override readonly name = "NotJson";
}

const refusedTypes: Readonly<Record<string, string>> = {
  function: "a function",
  symbol: "a symbol",
  bigint: "a BigInt; use Number(…) or String(…)",
};

/** What JSON would make an empty object of, without a word. */
const refusedObjects: Readonly<Record<string, string>> = {
  "[object Map]": "a Map; use Object.fromEntries(…)",
  "[object Set]": "a Set; use Array.from(…)",
};

const refusalOf = (value: unknown): string | undefined =>
  typeof value === "object" ? refusedObjects[Object.prototype.toString.call(value)] : refusedTypes[typeof value];

/** The JSON text of what a function gave; nothing counts as null. Throws {@link NotJson} that names the place. */
export const jsonTextOf = (value: unknown): string => {
  const open: { readonly value: unknown; readonly key: string }[] = [];
  const holders = new Set<unknown>();
  const refuse = (key: string, what: string): never => {
    const place = [...open.slice(1).map((one) => one.key), key].filter((part) => part !== "").join(".");
    const shown = place.length > 100 ? `${place.slice(0, 100)}…` : place;
    throw new NotJson(`${place === "" ? "it" : `its ${JSON.stringify(shown)}`} ${what}`);
  };
  const check = function (this: unknown, key: string, member: unknown): unknown {
    while (open.length > 0 && open.at(-1)!.value !== this) holders.delete(open.pop()!.value);
    if (open.length === 0) open.push({ value: this, key: "" });
    const refusal = refusalOf(member);
    if (refusal !== undefined) refuse(key, `is ${refusal}`);
    if (open.length > deepestJson) refuse(key, `has more than ${deepestJson} levels of lists and objects around it`);
    if (holders.has(member)) refuse(key, "leads back to what it stands in (a cycle)");
    if (typeof member === "object" && member !== null) {
      open.push({ value: member, key });
      holders.add(member);
    }
    return member;
  };
  return JSON.stringify(value, check) ?? "null";
};
