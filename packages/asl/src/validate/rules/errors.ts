import { isJsonObject, type JsonObject } from "../../json";
import type { KeyPath } from "../../paths";
import type { Finding } from "../diagnostic";
import { kindOf, type Rule } from "../rule";

/** The numbers of a retrier, and what they may be. */
const numbers: readonly (readonly [field: string, holds: (value: number) => boolean, expected: string])[] = [
  [
    "IntervalSeconds",
    (value) => Number.isInteger(value) && value >= 1 && value <= 99_999_999,
    "a whole number from 1 to 99999999",
  ],
  [
    "MaxAttempts",
    (value) => Number.isInteger(value) && value >= 0 && value <= 99_999_999,
    "a whole number from 0 to 99999999",
  ],
  ["BackoffRate", (value) => value >= 1, "a number of at least 1"],
  [
    "MaxDelaySeconds",
    (value) => Number.isInteger(value) && value > 0 && value < 31_622_400,
    "a whole number from 1 to 31622399",
  ],
];
const retrierFields = [
  "ErrorEquals",
  "IntervalSeconds",
  "MaxAttempts",
  "BackoffRate",
  "MaxDelaySeconds",
  "JitterStrategy",
  "Comment",
];

/** Retriers and catchers name errors, States.ALL alone and last, and give numbers in their ranges. */
export const errors: Rule = function* ({ states }) {
  for (const { fields, keys } of states) {
    for (const field of ["Retry", "Catch"] as const) {
      const rows = fields[field];
      if (rows === undefined) continue;
      const place = [...keys, field];
      if (!Array.isArray(rows)) {
        yield { code: "WRONG_TYPE", keys: place, data: { field, expected: "a list", found: kindOf(rows) } };
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
        else {
          yield* errorEquals(row, at, index === rows.length - 1);
          if (field === "Retry") yield* retrier(row, at);
          else if (row.Next === undefined)
            yield { code: "MISSING_FIELD", keys: at, data: { what: "A catcher", field: "Next" } };
        }
      }
    }
  }
};

function* errorEquals(row: JsonObject, keys: KeyPath, last: boolean): Iterable<Finding> {
  const names = row.ErrorEquals;
  const place = [...keys, "ErrorEquals"];
  if (!Array.isArray(names) || names.length === 0 || !names.every((name) => typeof name === "string"))
    yield { code: "NO_ERRORS", keys: place };
  else if (names.includes("States.ALL") && (names.length > 1 || !last)) yield { code: "MISPLACED_ALL", keys: place };
}

function* retrier(row: JsonObject, keys: KeyPath): Iterable<Finding> {
  for (const [field, holds, expected] of numbers) {
    const value = row[field];
    if (value !== undefined && !(typeof value === "number" && holds(value)))
      yield { code: "OUT_OF_RANGE", keys: [...keys, field], data: { field, expected, found: JSON.stringify(value) } };
  }
  const { JitterStrategy } = row;
  if (JitterStrategy !== undefined && JitterStrategy !== "FULL" && JitterStrategy !== "NONE")
    yield {
      code: "OUT_OF_RANGE",
      keys: [...keys, "JitterStrategy"],
      data: { field: "JitterStrategy", expected: '"FULL" or "NONE"', found: JSON.stringify(JitterStrategy) },
    };
  for (const field of Object.keys(row))
    if (!retrierFields.includes(field))
      yield { code: "UNKNOWN_FIELD", keys: [...keys, field], data: { what: "A retrier", field } };
}
