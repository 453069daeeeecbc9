import { stateTypeOf } from "../../state-types";
import type { Rule } from "../rule";

/** A state that goes on has either Next or End. */
export const waysOut: Rule = function* ({ states }) {
  for (const { name, fields, keys } of states) {
    if (!stateTypeOf(fields.Type)?.goesOn) continue;
    if (fields.Next !== undefined && fields.End === true) yield { code: "TWO_WAYS_OUT", keys, data: { name } };
    if (fields.Next === undefined && fields.End !== true) yield { code: "NO_WAY_OUT", keys, data: { name } };
  }
};
