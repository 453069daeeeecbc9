import { isJsonObject, type Json } from "@stepbook/asl";
import { LocalServiceError } from "../service-error";

/** What a member of a request must be. */
export interface Rule {
  /** Where it is, such as `OutputDataConfig.S3OutputPath`. */
  readonly path: string;
  readonly required?: boolean;
  readonly type: "text" | "object" | "list" | "count";
  readonly pattern?: RegExp;
}

const fits: Readonly<Record<Rule["type"], (value: Json) => boolean>> = {
  text: (value) => typeof value === "string",
  object: isJsonObject,
  list: Array.isArray,
  count: (value) => Number.isInteger(value) && (value as number) >= 1,
};

const at = (value: Json, path: string): Json | undefined =>
  path
    .split(".")
    .reduce<Json | undefined>(
      (inner, name) => (isJsonObject(inner) && Object.hasOwn(inner, name) ? (inner[name] as Json) : undefined),
      value,
    );

/** A path in SageMaker's words: `outputDataConfig.s3OutputPath`. */
const inWords = (path: string): string =>
  path
    .split(".")
    .map((name) => name.charAt(0).toLowerCase() + name.slice(1))
    .join(".");

const faultOf = (request: Json, { path, required, type, pattern }: Rule): string | undefined => {
  const value = at(request, path);
  const told = (shown: string, constraint: string): string =>
    `Value ${shown} at '${inWords(path)}' failed to satisfy constraint: ${constraint}`;
  if (value === undefined || value === null) {
    const owner = path.includes(".") ? at(request, path.slice(0, path.lastIndexOf("."))) : request;
    return required && isJsonObject(owner) ? told("null", "Member must not be null") : undefined;
  }
  const shown = `'${typeof value === "string" ? value : JSON.stringify(value)}'`;
  if (!fits[type](value))
    return told(
      shown,
      type === "count" ? "Member must have value greater than or equal to 1" : `Member must be ${type}`,
    );
  if (pattern && !pattern.test(value as string))
    return told(shown, `Member must satisfy regular expression pattern: ${pattern.source}`);
  return undefined;
};

/**
 * Refuses what SageMaker refuses.
 *
 * @param more Faults that no rule tells.
 * @throws LocalServiceError ValidationException, with all that is wrong.
 */
export const checkRequest = (request: object, rules: readonly Rule[], more: Iterable<string> = []): void => {
  const faults = [...rules.flatMap((rule) => faultOf(request as Json, rule) ?? []), ...more];
  if (faults.length === 0) return;
  const count = `${faults.length} validation error${faults.length === 1 ? "" : "s"} detected`;
  throw new LocalServiceError("ValidationException", `${count}: ${faults.join("; ")}`);
};

/** A fault in SageMaker's words. */
export const faultAt = (shown: unknown, path: string, constraint: string): string =>
  `Value '${JSON.stringify(shown) ?? "null"}' at '${path}' failed to satisfy constraint: ${constraint}`;

/** The members of an object whose values are not the text that they must be. */
export function* textFaults(field: string, values: object | undefined) {
  for (const [name, value] of Object.entries(values ?? {}))
    if (typeof value !== "string") yield faultAt(value, `${field}.${name}.member`, "Member must be a string");
}

/** Whether a value is a text that fits a pattern. */
export const isLike = (value: unknown, pattern: RegExp): boolean => typeof value === "string" && pattern.test(value);

/** A list, or none where something else stands in its place. */
export const listOf = <T>(value: readonly T[] | undefined): readonly T[] => (Array.isArray(value) ? value : []);
