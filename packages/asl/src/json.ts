/** Any value that JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object. Names come from users: look them up with `Object.hasOwn`, never with `in`. */
export interface JsonObject {
  readonly [name: string]: Json;
}

/** Whether a value is an object with named members: neither null nor an array. */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** How many levels of lists and objects within each other a definition, an input or a result may have. */
export const deepestJson = 1000;

/** Whether a value has more levels than that. It looks no further: a value that contains itself has. */
export const isTooDeep = (value: unknown, levels = deepestJson): boolean =>
  typeof value === "object" &&
  value !== null &&
  (levels === 0 || Object.values(value).some((member) => isTooDeep(member, levels - 1)));
