import { isJsonObject, type Json } from "../../json";
import type { KeyPath } from "../../paths";
import { isIntrinsic, parseIntrinsic } from "../../query/intrinsic";
import { parsePath, parseReferencePath } from "../../query/json-path";
import { QuerySyntaxError } from "../../query/scanner";
import type { Finding } from "../diagnostic";
import { kindOf, type Rule } from "../rule";

type Reader = (text: string) => unknown;
const pathOrCall: Reader = (text) => (isIntrinsic(text) ? parseIntrinsic(text) : parsePath(text));

/** How the text of each field is read. */
const readers: Readonly<Record<string, Reader>> = {
  InputPath: parsePath,
  OutputPath: parsePath,
  ItemsPath: parsePath,
  ResultPath: parseReferencePath,
  SecondsPath: parsePath,
  TimestampPath: parsePath,
  TimeoutSecondsPath: parsePath,
  HeartbeatSecondsPath: parsePath,
  MaxConcurrencyPath: parsePath,
  ToleratedFailureCountPath: parsePath,
  ToleratedFailurePercentagePath: parsePath,
  ErrorPath: pathOrCall,
  CausePath: pathOrCall,
  Variable: parsePath,
};
const templates = ["Parameters", "ResultSelector", "ItemSelector", "Assign", "Credentials"];

/** Every path and intrinsic function of a JSONPath state can be read. */
export const paths: Rule = function* ({ states }) {
  for (const { fields, keys, language } of states) {
    if (language !== "JSONPath") continue;
    for (const [field, value] of Object.entries(fields)) {
      if (templates.includes(field)) yield* template(value, [...keys, field]);
      if (Object.hasOwn(readers, field)) yield* text(value, [...keys, field], readers[field]!);
    }
    yield* within(fields.Choices, [...keys, "Choices"]);
    yield* within(fields.Catch, [...keys, "Catch"]);
  }
};

/** The paths of rules and catchers, however deep. */
function* within(value: Json | undefined, keys: KeyPath): Iterable<Finding> {
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* within(item, [...keys, index]);
  else if (isJsonObject(value))
    for (const field of Object.keys(value)) {
      const place = [...keys, field];
      if (field === "Assign") yield* template(value[field]!, place);
      else if (Object.hasOwn(readers, field)) yield* text(value[field]!, place, readers[field]!);
      else if (field.endsWith("Path") && typeof value[field] === "string")
        yield* text(value[field] ?? null, place, parsePath);
      else yield* within(value[field], place);
    }
}

function* template(value: Json, keys: KeyPath): Iterable<Finding> {
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* template(item, [...keys, index]);
  else if (isJsonObject(value))
    for (const [field, member] of Object.entries(value)) {
      const place = [...keys, field];
      if (Object.hasOwn(value, `${field}.$`)) yield { code: "CONFLICTING_FIELDS", keys: place, data: { field } };
      if (!field.endsWith(".$")) yield* template(member, place);
      else if (typeof member === "string") yield* text(member, place, pathOrCall);
      else yield { code: "UNREFERENCED_PATH", keys: place, data: { field, found: kindOf(member) } };
    }
}

function* text(value: Json, keys: KeyPath, read: Reader): Iterable<Finding> {
  if (value === null) return;
  const field = String(keys.at(-1));
  if (typeof value !== "string") {
    yield { code: "WRONG_TYPE", keys, data: { field, expected: "a path", type: "String", found: kindOf(value) } };
    return;
  }
  try {
    read(value);
  } catch (error) {
    if (!(error instanceof QuerySyntaxError)) throw error;
    const code = isIntrinsic(value) ? "INTRINSIC_SYNTAX" : "PATH_SYNTAX";
    yield { code, keys, data: { field, text: value, problem: error.message }, position: error.position };
  }
}
