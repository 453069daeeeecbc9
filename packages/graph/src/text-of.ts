/** What should be a text, as one: of a draft or a foreign payload, nobody knows. Of objects, even `String` may throw. */
export const textOf = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
