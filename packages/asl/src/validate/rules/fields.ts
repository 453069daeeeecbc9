import type { QueryLanguage } from "../../definition";
import type { KeyPath } from "../../paths";
import { commonFields, scopeFields, stateTypeOf } from "../../state-types";
import type { Finding } from "../diagnostic";
import { nearest } from "../nearest";
import type { Rule } from "../rule";

const wayOut: Readonly<Record<QueryLanguage, string>> = {
  JSONata:
    'Write it as an expression ("{% … %}") in Arguments, Output, Assign or the plain field, or set "QueryLanguage": "JSONPath".',
  JSONPath: 'Set "QueryLanguage": "JSONata" on the state or the machine.',
};

/** A state has the fields of its type and language, those that are needed, and none that exclude each other. */
export const fields: Rule = function* ({ scopes, states }) {
  for (const { fields: given, keys } of scopes)
    for (const field of Object.keys(given))
      if (!scopeFields.includes(field))
        yield unknownField(keys, field, keys.length === 0 ? "A state machine" : "A branch", scopeFields);
  for (const { fields: given, keys, language } of states) {
    const row = stateTypeOf(given.Type);
    if (!row) continue;
    const what = `A ${given.Type} state`;
    const other: QueryLanguage = language === "JSONata" ? "JSONPath" : "JSONata";
    const known = [...commonFields, ...row.fields, ...row.languageFields[language]];
    for (const field of Object.keys(given)) {
      if (known.includes(field)) continue;
      if (row.languageFields[other].includes(field))
        yield {
          code: "WRONG_LANGUAGE_FIELD",
          keys: [...keys, field],
          data: { field, language, other, way: wayOut[language] },
        };
      else yield unknownField(keys, field, what, known);
    }
    const missing = (row.required ?? []).filter((field) => given[field] === undefined);
    if (missing.length > 0) yield { code: "MISSING_FIELD", keys, data: { what, fields: missing } };
    for (const group of row.exactlyOne ?? []) {
      const found = group.filter((field) => given[field] !== undefined);
      const allowed = group.filter((field) => known.includes(field));
      if (found.length !== 1) yield { code: "EXACTLY_ONE", keys, data: { what, fields: allowed, found } };
    }
    for (const group of row.atMostOne ?? [])
      if (group.every((field) => given[field] !== undefined))
        yield { code: "AT_MOST_ONE", keys: [...keys, group[1]!], data: { what, fields: group } };
  }
};

const unknownField = (keys: KeyPath, field: string, what: string, known: readonly string[]): Finding => {
  const near = nearest(field, known);
  return {
    code: "UNKNOWN_FIELD",
    keys: [...keys, field],
    data: { what, field, ...(near === undefined ? {} : { nearest: near }) },
  };
};
