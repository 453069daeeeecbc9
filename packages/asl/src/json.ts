/** Any value that JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object. Names come from users: look them up with `Object.hasOwn`, never with `in`. */
export interface JsonObject {
  readonly [name: string]: Json;
}

/** Whether a value is an object with named members: neither null nor an array. */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
