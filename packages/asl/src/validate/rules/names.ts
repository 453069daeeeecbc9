import { textOfPath } from "../../paths";
import type { Rule } from "../rule";

/** A state's name is its own in the whole machine, across all branches. */
export const names: Rule = function* ({ states }) {
  const seen = new Map<string, string>();
  for (const { name, keys } of states) {
    const other = seen.get(name);
    if (other === undefined) seen.set(name, textOfPath(keys));
    else yield { code: "DUPLICATE_NAME", keys, data: { name, other } };
  }
};
