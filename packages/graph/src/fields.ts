/** What a value that may come from anywhere is. */
export type Fields = { readonly [name: string]: unknown };

export const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
export const isText = (value: unknown): value is string => typeof value === "string";
export const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
export const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** A member of an object itself: not of what it inherits. */
export const own = (fields: Fields, name: string): unknown => (Object.hasOwn(fields, name) ? fields[name] : undefined);

/** Far more than we write: only what would stop the page is cut. */
const MOST_TEXT = 65_536;

/** A text that is not of any length. */
export const bounded = (text: string): string => (text.length <= MOST_TEXT ? text : `${text.slice(0, MOST_TEXT)}…`);
