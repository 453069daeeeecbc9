import { isJsonObject, type Json } from "../../json";
import type { KeyPath } from "../../paths";
import { isIntrinsic, parseIntrinsic } from "../../query/intrinsic";
import { parsePath } from "../../query/json-path";
import { QuerySyntaxError } from "../../query/scanner";
import type { Finding } from "../diagnostic";
import { comparisonFields } from "../operators";
import type { Rule } from "../rule";

const templates = ["Parameters", "ResultSelector", "ItemSelector"];
/** Fields that have a brother whose name ends in Path. */
const withPath = ["Seconds", "Timestamp", "TimeoutSeconds", "HeartbeatSeconds", "MaxConcurrency", "Error", "Cause"];

/** A constant that reads like a path is told: in JSONPath the field's name says whether it is one. */
export const likelyPaths: Rule = function* ({ states }) {
  for (const { fields, keys, language } of states) {
    if (language !== "JSONPath") continue;
    for (const field of templates) yield* within(fields[field], [...keys, field], "NO_DOLLAR");
    if (fields.Type === "Pass") yield* within(fields.Result, [...keys, "Result"], "STATIC_RESULT");
    for (const field of withPath)
      if (looksLikePath(fields[field])) yield told("NO_PATH", [...keys, field], fields[field]);
    yield* comparisons(fields.Choices, [...keys, "Choices"]);
  }
};

const told = (code: Finding["code"], keys: KeyPath, value: Json = null): Finding => ({
  code,
  keys,
  data: { field: String(keys.at(-1)), text: value },
});

function* within(value: Json | undefined, keys: KeyPath, code: Finding["code"]): Iterable<Finding> {
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* within(item, [...keys, index], code);
  else if (isJsonObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      const place = [...keys, name];
      if (code === "STATIC_RESULT" ? name.endsWith(".$") : !name.endsWith(".$") && looksLikePath(member))
        yield told(code, place, member);
      else yield* within(member, place, code);
    }
  }
}

function* comparisons(value: Json | undefined, keys: KeyPath): Iterable<Finding> {
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* comparisons(item, [...keys, index]);
  else if (isJsonObject(value))
    for (const [name, member] of Object.entries(value)) {
      const place = [...keys, name];
      if (comparisonFields.includes(`${name}Path`) && looksLikePath(member)) yield told("NO_PATH", place, member);
      else if (name === "And" || name === "Or" || name === "Not") yield* comparisons(member, place);
    }
}

const looksLikePath = (value: Json | undefined): boolean => {
  if (typeof value !== "string" || !(/^\$\$?[.[]/.test(value) || isIntrinsic(value))) return false;
  try {
    if (isIntrinsic(value)) parseIntrinsic(value);
    else parsePath(value);
    return true;
  } catch (error) {
    if (error instanceof QuerySyntaxError) return false;
    throw error;
  }
};
