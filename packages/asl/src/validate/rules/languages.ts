import { kindOf, type Rule } from "../rule";

/** A machine in JSONata has no state in JSONPath. */
export const languages: Rule = function* ({ machine, states }) {
  const known = (value: unknown) => value === undefined || value === "JSONata" || value === "JSONPath";
  for (const { fields, keys } of [{ fields: machine, keys: [] }, ...states]) {
    const { QueryLanguage } = fields;
    const found = typeof QueryLanguage === "string" ? JSON.stringify(QueryLanguage) : kindOf(QueryLanguage);
    if (!known(QueryLanguage))
      yield {
        code: "OUT_OF_RANGE",
        keys: [...keys, "QueryLanguage"],
        data: {
          field: "QueryLanguage",
          expected: '"JSONPath" or "JSONata"',
          refusal: "Value should be one of the following: [JSONPath, JSONata]",
          found,
        },
      };
    if (machine.QueryLanguage === "JSONata" && QueryLanguage === "JSONPath")
      yield { code: "DOWNGRADED_LANGUAGE", keys };
  }
};
