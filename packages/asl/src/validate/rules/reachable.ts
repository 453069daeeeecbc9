import { transitionsOf } from "../../transitions";
import type { Rule } from "../rule";
import { isEndless } from "./ends";

/** Some way leads to every state from its scope's StartAt. AWS looks no further where a scope has no end. */
export const reachable: Rule = function* ({ scopes }) {
  for (const scope of scopes) {
    const { fields, states } = scope;
    if (isEndless(scope)) continue;
    const byName = new Map(states.map((state) => [state.name, state]));
    const reached = new Set<string>();
    const pending = typeof fields.StartAt === "string" && byName.has(fields.StartAt) ? [fields.StartAt] : [];
    if (pending.length === 0) continue;
    for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
      const state = byName.get(name);
      if (!state || reached.has(name)) continue;
      reached.add(name);
      pending.push(...transitionsOf(state.fields as never).map(({ target }) => target));
    }
    for (const { name, keys } of states) if (!reached.has(name)) yield { code: "UNREACHABLE", keys, data: { name } };
  }
};
