import { isJsonObject, type Json } from "../../json";
import type { KeyPath } from "../../paths";
import type { Finding } from "../diagnostic";
import type { Rule } from "../rule";

/** Within what a Map reads and batches, a value is given either plainly or by its path. Credentials name a role. */
export const pairs: Rule = function* ({ states }) {
  for (const { fields, keys } of states) {
    for (const field of ["ItemReader", "ItemBatcher"]) yield* within(fields[field], [...keys, field]);
    const { Credentials } = fields;
    if (isJsonObject(Credentials) && !Object.keys(Credentials).some((key) => /^RoleArn(\.\$)?$/.test(key)))
      yield { code: "MISSING_ROLE", keys: [...keys, "Credentials"] };
  }
};

function* within(value: Json | undefined, keys: KeyPath): Iterable<Finding> {
  if (!isJsonObject(value)) return;
  for (const [field, member] of Object.entries(value)) {
    if (Object.hasOwn(value, `${field}Path`))
      yield {
        code: "AT_MOST_ONE",
        keys: [...keys, `${field}Path`],
        data: { what: `${JSON.stringify(keys.at(-1))}`, fields: [field, `${field}Path`] },
      };
    yield* within(member, [...keys, field]);
  }
}
