/** What a function gave and JSON cannot hold. */
export class NotJson extends Error {
  override readonly name = "NotJson";
}

const described: Readonly<Record<string, string>> = {
  function: "a function",
  symbol: "a symbol",
  bigint: "a BigInt; use Number(…) or String(…)",
};

/** The JSON text of what a function gave; nothing counts as null. Throws {@link NotJson} that names the place. */
export const jsonTextOf = (value: unknown): string => {
  const open: { readonly holder: object; readonly key: string }[] = [];
  const placeOf = (key: string): string =>
    [...open.slice(1).map((one) => one.key), key].filter((part) => part !== "").join(".");
  const check = function (this: object, key: string, member: unknown): unknown {
    while (open.length > 0 && valueAt(open.at(-1)!) !== this) open.pop();
    const what = described[typeof member];
    const place = placeOf(key);
    if (what !== undefined) throw new NotJson(`${place === "" ? "it" : `its "${place}"`} is ${what}`);
    if (typeof member === "object" && member !== null) {
      if (open.some((one) => valueAt(one) === member))
        throw new NotJson(`its "${place}" leads back to what it stands in (a cycle)`);
      open.push({ holder: this, key });
    }
    return member;
  };
  return JSON.stringify(value, check) ?? "null";
};

const valueAt = ({ holder, key }: { readonly holder: object; readonly key: string }): unknown =>
  (holder as { readonly [key: string]: unknown })[key];
