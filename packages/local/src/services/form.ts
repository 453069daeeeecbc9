import { isJsonObject, type Json } from "@stepbook/asl";

type Pair = readonly [name: string, value: string];

/** How the items of a list are written in a form, by the value of ArrayFormat. */
type ArrayFormat = (name: string, items: readonly Json[]) => readonly (readonly [string, Json])[];

export const arrayFormats: Readonly<Record<string, ArrayFormat | undefined>> = {
  INDICES: (name, items) => items.map((item, index) => [`${name}[${index}]`, item]),
  BRACKETS: (name, items) => items.map((item) => [`${name}[]`, item]),
  REPEAT: (name, items) => items.map((item) => [name, item]),
  NONE: (name, items) => items.map((item) => [name, item]),
  COMMAS: (name, items) => [
    [name, items.map((item) => (typeof item === "string" ? item : JSON.stringify(item))).join(",")],
  ],
};

const pairsOf = (name: string, value: Json, format: ArrayFormat): readonly Pair[] => {
  if (Array.isArray(value)) return format(name, value).flatMap(([one, item]) => pairsOf(one, item, format));
  if (isJsonObject(value))
    return Object.entries(value).flatMap(([key, member]) => pairsOf(`${name}[${key}]`, member, format));
  return [[name, typeof value === "string" ? value : JSON.stringify(value)]];
};

/**
 * A JSON object as the body of a form.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html
 */
export const urlEncoded = (body: Json, format: ArrayFormat): string =>
  (isJsonObject(body) ? Object.entries(body) : [])
    .flatMap(([name, value]) => pairsOf(name, value, format))
    .map((pair) => pair.map(encodeURIComponent).join("="))
    .join("&");
