/** Any value that JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object. Names come from users: look them up with `Object.hasOwn`, never with `in`. */
export interface JsonObject {
  readonly [name: string]: Json;
}
