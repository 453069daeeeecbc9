import type { Json } from "../json";
import type { Finding } from "./diagnostic";
import type { Subject } from "./subject";

/** Looks at a definition for one kind of fault. To add one: a file beside this, a message, a row in rules/index. */
export type Rule = (subject: Subject) => Iterable<Finding>;

/** What a value is, in words. */
export const kindOf = (value: Json | undefined): string =>
  value === undefined ? "missing" : value === null ? "null" : Array.isArray(value) ? "a list" : articled(typeof value);

const articled = (noun: string): string => `${/^[aeiou]/i.test(noun) ? "an" : "a"} ${noun}`;
