import { stateTypeOf } from "../../state-types";
import type { Rule } from "../rule";

/** Every scope has a state that ends it. */
export const ends: Rule = function* ({ scopes }) {
  for (const { keys, states } of scopes) {
    if (states.length === 0 || states.some(({ fields }) => !stateTypeOf(fields.Type))) continue;
    if (states.some(({ fields }) => fields.End === true || stateTypeOf(fields.Type)?.terminal)) continue;
    yield { code: "NO_END", keys, data: { what: keys.length === 0 ? "The state machine" : "The branch" } };
  }
};
