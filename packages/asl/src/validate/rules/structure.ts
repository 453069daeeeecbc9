import { isJsonObject, type Json, type JsonObject } from "../../json";
import type { KeyPath } from "../../paths";
import type { Finding } from "../diagnostic";
import { kindOf, type Rule } from "../rule";

/** A scope has StartAt and at least one state; states and branches are objects. */
export const structure: Rule = function* ({ scopes, states }) {
  for (const { fields, keys } of scopes) {
    const missing = ["States", "StartAt"].filter((field) => fields[field] === undefined);
    const what = keys.length === 0 ? "A state machine" : "A branch";
    if (missing.length > 0) yield { code: "MISSING_FIELD", keys, data: { what, fields: missing } };
    const { StartAt } = fields;
    if (StartAt !== undefined && typeof StartAt !== "string")
      yield wrongType(keys, "StartAt", "the name of a state", "String", StartAt);
    yield* statesOf(fields, keys);
  }
  for (const { fields, keys } of states) {
    if (fields.Type === "Parallel" && Array.isArray(fields.Branches))
      for (const [index, branch] of fields.Branches.entries())
        if (!isJsonObject(branch))
          yield {
            code: "NOT_AN_OBJECT",
            keys: [...keys, "Branches", index],
            data: { what: "A branch", found: kindOf(branch) },
          };
    if (fields.Type === "Parallel" && fields.Branches !== undefined && !Array.isArray(fields.Branches))
      yield wrongType(keys, "Branches", "a list of branches", "Array", fields.Branches);
    if (Array.isArray(fields.Branches) && fields.Branches.length === 0)
      yield { code: "NO_BRANCHES", keys: [...keys, "Branches"] };
  }
};

function* statesOf(fields: JsonObject, keys: KeyPath): Iterable<Finding> {
  if (!isJsonObject(fields.States)) {
    if (fields.States !== undefined)
      yield wrongType(keys, "States", "a JSON object of states by name", "Object", fields.States);
    return;
  }
  const names = Object.keys(fields.States);
  if (names.length === 0) yield { code: "NO_STATES", keys: [...keys, "States"] };
  for (const name of names) {
    const state = fields.States[name];
    const place = [...keys, "States", name];
    if (!isJsonObject(state))
      yield { code: "NOT_AN_OBJECT", keys: place, data: { what: "A state", found: kindOf(state) } };
    if (name.length > 80) yield { code: "NAME_TOO_LONG", keys: place, data: { name, length: name.length } };
  }
}

const wrongType = (keys: KeyPath, field: string, expected: string, type: string, found: Json | undefined): Finding => ({
  code: "WRONG_TYPE",
  keys: [...keys, field],
  data: { field, expected, type, found: kindOf(found) },
});
