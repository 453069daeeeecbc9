import { stateTypeOf } from "../../state-types";
import type { Rule } from "../rule";
import type { ScopeFound } from "../subject";

/** Whether a scope is known to have no state that ends it. */
export const isEndless = ({ states }: ScopeFound): boolean =>
  states.length > 0 &&
  states.every(({ fields }) => stateTypeOf(fields.Type)) &&
  !states.some(({ fields }) => fields.End === true || stateTypeOf(fields.Type)?.terminal);

/** Every scope has a state that ends it. */
export const ends: Rule = function* ({ scopes }) {
  for (const scope of scopes)
    if (isEndless(scope))
      yield {
        code: "NO_END",
        keys: scope.keys,
        data: { what: scope.keys.length === 0 ? "The state machine" : "The branch" },
      };
};
