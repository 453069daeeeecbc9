import type { Rule } from "../rule";

const refused = /[\s?*<>{}[\]:;,\\|^~$#%&`"\p{Cc}]/u;

/** The label of a distributed Map is short and plain, and its own: it becomes part of an ARN. */
export const labels: Rule = function* ({ states }) {
  const seen = new Set<string>();
  for (const { fields, keys } of states) {
    const { Label } = fields;
    if (typeof Label !== "string") continue;
    const place = [...keys, "Label"];
    const found = refused.exec(Label)?.[0];
    if (Label.length > 40) yield { code: "LABEL_TOO_LONG", keys: place, data: { label: Label, length: Label.length } };
    else if (found !== undefined) yield { code: "BAD_LABEL", keys: place, data: { label: Label, found } };
    else if (seen.has(Label)) yield { code: "DUPLICATE_LABEL", keys: place, data: { label: Label } };
    seen.add(Label);
  }
};
