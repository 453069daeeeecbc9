import { isJsonObject, type Json } from "../../json";
import type { KeyPath } from "../../paths";
import type { Finding } from "../diagnostic";
import type { Rule } from "../rule";

const identifier = /^[\p{ID_Start}_][\p{ID_Continue}]*$/u;

/** Assign gives values to variables that paths and expressions can name. */
export const variables: Rule = function* ({ states }) {
  for (const { fields, keys, language } of states) {
    const places: readonly (readonly [Json | undefined, KeyPath])[] = [
      [fields, keys],
      ...rowsOf(fields.Choices, [...keys, "Choices"]),
      ...rowsOf(fields.Catch, [...keys, "Catch"]),
    ];
    for (const [holder, place] of places) {
      const assign = isJsonObject(holder) ? holder.Assign : undefined;
      for (const field of Object.keys(isJsonObject(assign) ? assign : {}))
        yield* variable(language === "JSONPath" ? field.replace(/\.\$$/, "") : field, [...place, "Assign", field]);
    }
  }
};

const rowsOf = (rows: Json | undefined, keys: KeyPath): readonly (readonly [Json, KeyPath])[] =>
  Array.isArray(rows) ? rows.map((row: Json, index) => [row, [...keys, index]] as const) : [];

function* variable(name: string, keys: KeyPath): Iterable<Finding> {
  if (name === "states") yield { code: "RESERVED_VARIABLE", keys, data: { name } };
  else if (name.length === 0 || name.length > 80)
    yield { code: "BAD_VARIABLE", keys, data: { name, length: name.length } };
  else if (!identifier.test(name)) yield { code: "UNREADABLE_VARIABLE", keys, data: { name } };
}
