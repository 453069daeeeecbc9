import { isJsonObject, type Json } from "../../json";
import type { KeyPath } from "../../paths";
import type { Finding } from "../diagnostic";
import type { Rule } from "../rule";
import type { ScopeFound, StateFound } from "../subject";

const identifier = /^[\p{ID_Start}_][\p{ID_Continue}]*$/u;

/** Assign gives values to variables that paths and expressions can name, and that belong to no scope around. */
export const variables: Rule = function* ({ scopes, states }) {
  const assigned = new Map(scopes.map((scope) => [scope, new Set(scope.states.flatMap(assignedBy).map(nameOf))]));
  for (const state of states) {
    for (const one of assignedBy(state)) {
      yield* variable(one.name, one.keys);
      let outer = around(state.scope);
      while (outer && !assigned.get(outer)?.has(one.name)) outer = around(outer);
      if (outer) yield { code: "OUTER_VARIABLE", keys: one.keys, data: { name: one.name } };
    }
  }
};

interface AssignedVariable {
  readonly name: string;
  readonly keys: KeyPath;
}

const nameOf = ({ name }: AssignedVariable): string => name;

/** What a state, its rules and its catchers assign. */
const assignedBy = ({ fields, keys, language }: StateFound): readonly AssignedVariable[] => {
  const holders: readonly (readonly [Json | undefined, KeyPath])[] = [
    [fields, keys],
    ...rowsOf(fields.Choices, [...keys, "Choices"]),
    ...rowsOf(fields.Catch, [...keys, "Catch"]),
  ];
  return holders.flatMap(([holder, place]) => {
    const assign = isJsonObject(holder) ? holder.Assign : undefined;
    return Object.keys(isJsonObject(assign) ? assign : {}).map((field) => ({
      name: language === "JSONPath" ? field.replace(/\.\$$/, "") : field,
      keys: [...place, "Assign", field],
    }));
  });
};

/** The scope around one whose variables it sees: the children of a distributed Map see none. */
const around = ({ fields: { ProcessorConfig }, outer }: ScopeFound): ScopeFound | undefined =>
  isJsonObject(ProcessorConfig) && ProcessorConfig.Mode === "DISTRIBUTED" ? undefined : outer;

const rowsOf = (rows: Json | undefined, keys: KeyPath): readonly (readonly [Json, KeyPath])[] =>
  Array.isArray(rows) ? rows.map((row: Json, index) => [row, [...keys, index]] as const) : [];

function* variable(name: string, keys: KeyPath): Iterable<Finding> {
  if (name === "states") yield { code: "RESERVED_VARIABLE", keys, data: { name } };
  else if (name.length === 0 || name.length > 80)
    yield { code: "BAD_VARIABLE", keys, data: { name, length: name.length } };
  else if (!identifier.test(name)) yield { code: "UNREADABLE_VARIABLE", keys, data: { name } };
}
