import { stateTypeOf, stateTypes } from "../../state-types";
import { nearest } from "../nearest";
import { kindOf, type Rule } from "../rule";

/** Every state has one of the eight types. */
export const types: Rule = function* ({ states }) {
  const known = Object.keys(stateTypes);
  for (const { fields, keys } of states) {
    const { Type } = fields;
    if (stateTypeOf(Type)) continue;
    if (Type === undefined) yield { code: "MISSING_FIELD", keys, data: { what: "A state", fields: ["Type"] } };
    else if (typeof Type !== "string")
      yield {
        code: "WRONG_TYPE",
        keys: [...keys, "Type"],
        data: { field: "Type", expected: "text", type: "String", found: kindOf(Type) },
      };
    else {
      const near = nearest(Type, known);
      yield {
        code: "UNKNOWN_TYPE",
        keys: [...keys, "Type"],
        data: { type: Type, types: known.join(", "), ...(near === undefined ? {} : { nearest: near }) },
      };
    }
  }
};
