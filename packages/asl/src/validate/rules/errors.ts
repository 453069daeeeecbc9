import { isJsonObject, type JsonObject } from "../../json";
import type { KeyPath } from "../../paths";
import type { Finding } from "../diagnostic";
import { type Kind, number, oneOf, text, whole } from "../kinds";
import { kindOf, type Rule } from "../rule";
import { outOfRange } from "./values";

/** What a retrier has beside the errors that it is for. */
const retrierFields: Readonly<Record<string, Kind>> = {
  IntervalSeconds: whole(0, 99_999_999),
  MaxAttempts: whole(0, 99_999_999),
  BackoffRate: number(1),
  MaxDelaySeconds: whole(1, 31_622_400),
  JitterStrategy: oneOf("NONE", "FULL"),
  Comment: text(),
};

/** Retriers and catchers name errors, States.ALL alone and last, and give numbers in their ranges. */
export const errors: Rule = function* ({ states }) {
  for (const { fields, keys } of states) {
    for (const field of ["Retry", "Catch"] as const) {
      const rows = fields[field];
      if (rows === undefined) continue;
      const place = [...keys, field];
      if (!Array.isArray(rows)) {
        yield {
          code: "WRONG_TYPE",
          keys: place,
          data: { field, expected: "a list", type: "Array", found: kindOf(rows) },
        };
        continue;
      }
      for (const [index, row] of rows.entries()) {
        const at = [...place, index];
        if (!isJsonObject(row))
          yield {
            code: "NOT_AN_OBJECT",
            keys: at,
            data: { what: field === "Retry" ? "A retrier" : "A catcher", found: kindOf(row) },
          };
        else yield* field === "Retry" ? retrier(row, at, rows.length) : catcher(row, at, rows.length);
      }
    }
  }
};

function* catcher(row: JsonObject, keys: KeyPath, count: number): Iterable<Finding> {
  yield* missing("A catcher", row, keys, ["ErrorEquals", "Next"]);
  yield* errorEquals(row, keys, count);
}

function* retrier(row: JsonObject, keys: KeyPath, count: number): Iterable<Finding> {
  yield* missing("A retrier", row, keys, ["ErrorEquals"]);
  yield* errorEquals(row, keys, count);
  for (const [field, value] of Object.entries(row)) {
    if (field === "ErrorEquals") continue;
    if (!Object.hasOwn(retrierFields, field)) {
      yield { code: "UNKNOWN_FIELD", keys: [...keys, field], data: { what: "A retrier", field } };
      continue;
    }
    const kind = retrierFields[field]!;
    const refusal = kind.refusal(value);
    if (refusal !== undefined) yield outOfRange([...keys, field], kind, value, refusal);
  }
}

function* missing(what: string, row: JsonObject, keys: KeyPath, needed: readonly string[]): Iterable<Finding> {
  const fields = needed.filter((field) => row[field] === undefined);
  if (fields.length > 0) yield { code: "MISSING_FIELD", keys, data: { what, fields } };
}

function* errorEquals(row: JsonObject, keys: KeyPath, count: number): Iterable<Finding> {
  const names = row.ErrorEquals;
  if (names === undefined) return;
  const place = [...keys, "ErrorEquals"];
  if (!Array.isArray(names) || names.length === 0 || !names.every((name) => typeof name === "string")) {
    const empty = Array.isArray(names) && names.length === 0;
    yield { code: "NO_ERRORS", keys: place, data: { empty, type: Array.isArray(names) ? "String" : "Array" } };
  } else if (names.includes("States.ALL") && (names.length > 1 || keys.at(-1) !== count - 1))
    yield { code: "MISPLACED_ALL", keys: place };
}
