import type { KeyPath } from "../../paths";
import { around, assignedBy, assignedIn } from "../assigned";
import type { Finding } from "../diagnostic";
import type { Rule } from "../rule";

const identifier = /^[\p{ID_Start}_][\p{ID_Continue}]*$/u;

/** Assign gives values to variables that paths and expressions can name, and that belong to no scope around. */
export const variables: Rule = function* ({ scopes, states }) {
  const assigned = assignedIn(scopes);
  for (const state of states) {
    for (const one of assignedBy(state)) {
      yield* variable(one.name, one.keys);
      let outer = around(state.scope);
      while (outer && !assigned.get(outer)?.has(one.name)) outer = around(outer);
      if (outer) yield { code: "OUTER_VARIABLE", keys: one.keys, data: { name: one.name } };
    }
  }
};

function* variable(name: string, keys: KeyPath): Iterable<Finding> {
  if (name === "states") yield { code: "RESERVED_VARIABLE", keys, data: { name } };
  else if (name.length === 0 || name.length > 80)
    yield { code: "BAD_VARIABLE", keys, data: { name, length: name.length } };
  else if (!identifier.test(name)) yield { code: "UNREADABLE_VARIABLE", keys, data: { name } };
}
