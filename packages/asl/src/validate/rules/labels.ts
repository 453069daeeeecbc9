import type { Rule } from "../rule";

const refused = /[\s?*<>{}[\]:;,\\|^~$#%&`"\p{Cc}]/u;

/** The label of a distributed Map is short and plain: it becomes part of an ARN. */
export const labels: Rule = function* ({ states }) {
  for (const { fields, keys } of states) {
    const { Label } = fields;
    if (typeof Label !== "string") continue;
    const found = refused.exec(Label)?.[0];
    if (found !== undefined || Label.length > 40)
      yield { code: "BAD_LABEL", keys: [...keys, "Label"], data: { found: JSON.stringify(found ?? "more") } };
  }
};
