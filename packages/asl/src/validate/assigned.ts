import { isJsonObject, type Json } from "../json";
import type { KeyPath } from "../paths";
import type { ScopeFound, StateFound } from "./subject";

/** A variable, where a state assigns it. */
export interface AssignedVariable {
  readonly name: string;
  readonly keys: KeyPath;
}

/** What a state, its rules and its catchers assign. */
export const assignedBy = ({ fields, keys, language }: StateFound): readonly AssignedVariable[] => {
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

/** The names that the states of each scope assign. */
export const assignedIn = (scopes: readonly ScopeFound[]): ReadonlyMap<ScopeFound, ReadonlySet<string>> =>
  new Map(scopes.map((scope) => [scope, new Set(scope.states.flatMap(assignedBy).map(({ name }) => name))]));

/** The scope around one whose variables it sees: the children of a distributed Map see none. */
export const around = ({ fields: { ProcessorConfig }, outer }: ScopeFound): ScopeFound | undefined =>
  isJsonObject(ProcessorConfig) && ProcessorConfig.Mode === "DISTRIBUTED" ? undefined : outer;

const rowsOf = (rows: Json | undefined, keys: KeyPath): readonly (readonly [Json, KeyPath])[] =>
  Array.isArray(rows) ? rows.map((row: Json, index) => [row, [...keys, index]] as const) : [];
