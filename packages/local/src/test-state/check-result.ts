import { isJsonObject, type Json } from "@stepbook/asl";
import { LocalServiceError } from "../service-error";
import { type Answer, answerOf } from "./answer";
import type { Bounds, Letter, NestedShape, ServiceShapes, Shape } from "./shapes";

/** How far a result must be what the service could have answered. */
export type FieldValidationMode = "STRICT" | "PRESENT" | "NONE";

/**
 * Refuses a mocked result that the task's service could not have answered. Members that the service doesn't have are
 * passed over, and so is a service whose shapes are not there.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_MockInput.html
 */
export const checkResult = (resource: string, result: Json, mode: FieldValidationMode): void => {
  const answer = mode === "NONE" ? undefined : answerOf(resource);
  if (!answer) return;
  const problem = problemOf(answer, result, mode === "STRICT");
  if (problem !== undefined)
    throw new LocalServiceError("ValidationException", `Mock result schema validation error: ${problem}`);
};

const problemOf = ({ service, shape, free }: Answer, result: Json, strict: boolean): string | undefined => {
  if (!isJsonObject(result)) return "Result must be an object";
  const kept = Object.entries(result).filter(([member]) => !free.includes(member));
  return find(service, shape, Object.fromEntries(kept), "Result", strict);
};

/** The first problem of a value, with the name of the member that holds it. */
const find = (service: ServiceShapes, shape: Shape, value: Json, name: string, strict: boolean): string | undefined => {
  const nested = typeof shape === "number" ? service.shapes[shape] : ([shape, {}] as const);
  if (!nested) return undefined;
  const refusal = typeRefusals[nested[0]](value);
  if (refusal !== undefined) return `Field '${name}' ${refusal}`;
  const inner = (of: Shape, member: Json, called: string) => find(service, of, member, called, strict);
  const bound = boundRefusal(nested, value);
  if (bound !== undefined) return `Field '${name}' ${bound}`;
  if (isList(nested)) return first(value as readonly Json[], (item) => inner(nested[1], item, name));
  if (isMap(nested)) return first(Object.entries(value as object), ([key, member]) => inner(nested[1], member, key));
  if (!isRecord(nested)) return undefined;
  const [, members, required = []] = nested;
  const given = Object.entries(value as object).filter(([, member]) => member !== null);
  const missing = strict && required.find((member) => given.every(([key]) => key !== member));
  if (missing) return `Required field '${missing}' is missing`;
  return first(given, ([key, member]) => (Object.hasOwn(members, key) ? inner(members[key]!, member, key) : undefined));
};

const isList = (shape: NestedShape): shape is readonly ["l", Shape, Bounds?] => shape[0] === "l";
const isMap = (shape: NestedShape): shape is readonly ["m", Shape, Bounds?] => shape[0] === "m";
const isRecord = (shape: NestedShape): shape is Extract<NestedShape, readonly ["r", ...unknown[]]> => shape[0] === "r";

const first = <T>(values: readonly T[], problem: (value: T) => string | undefined): string | undefined => {
  for (const value of values) {
    const found = problem(value);
    if (found !== undefined) return found;
  }
  return undefined;
};

const unless = (holds: (value: Json) => boolean, refusal: string) => (value: Json) =>
  holds(value) ? undefined : refusal;
const text = unless((value) => typeof value === "string", "must be a string");
const number = unless((value) => typeof value === "number", "must be a number");
const object = unless(isJsonObject, "must be an object");

const typeRefusals: Readonly<Record<Letter | "l" | "m" | "r", (value: Json) => string | undefined>> = {
  s: text,
  b: text,
  t: text,
  i: number,
  f: number,
  o: unless((value) => typeof value === "boolean", "must be a boolean"),
  d: () => undefined,
  l: unless((value) => Array.isArray(value), "must be an array"),
  m: object,
  r: object,
};

/** The longest text that is held against a pattern. */
const longestText = 2000;

const boundRefusal = (shape: NestedShape, value: Json): string | undefined => {
  if (isRecord(shape)) return undefined;
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, ...rest } = boundsOf(shape);
  if (typeof value === "number")
    return value < min ? "is less than the minimum value" : value > max ? "exceeds the maximum value" : undefined;
  const size = sizeOf(value);
  if (size < min) return "is smaller than the minimum length";
  if (size > max) return "exceeds the maximum length";
  if (typeof value !== "string") return undefined;
  if (rest.enum && !rest.enum.includes(value)) return "is not an expected value";
  if (rest.pattern !== undefined && size <= longestText && !new RegExp(`^(?:${rest.pattern})$`).test(value))
    return "does not match the expected pattern";
  return undefined;
};

const boundsOf = (shape: Exclude<NestedShape, readonly ["r", ...unknown[]]>): Bounds =>
  (isList(shape) || isMap(shape) ? shape[2] : (shape[1] as Bounds)) ?? {};

const sizeOf = (value: Json): number =>
  typeof value === "string" || Array.isArray(value) ? value.length : Object.keys(value ?? {}).length;
