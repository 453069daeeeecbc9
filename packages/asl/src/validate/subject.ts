import type { StateMachineType } from "../api-machines";
import type { QueryLanguage } from "../definition";
import { isJsonObject, type JsonObject } from "../json";
import type { KeyPath } from "../paths";
import { nestedScopesOf } from "../walk";

/** A scope of a definition that may be wrong in any way but in being an object. */
export interface ScopeFound {
  readonly fields: JsonObject;
  readonly keys: KeyPath;
  readonly states: readonly StateFound[];
  /** The scope that it stands in. */
  readonly outer: ScopeFound | undefined;
}

/** A state of a definition that may be wrong in any way but in being an object. */
export interface StateFound {
  readonly name: string;
  readonly fields: JsonObject;
  readonly keys: KeyPath;
  readonly scope: ScopeFound;
  readonly language: QueryLanguage;
}

/** A definition as rules look at it: all its scopes and states, whatever else is wrong. */
export interface Subject {
  readonly machine: JsonObject;
  /** The type of the machine that it is for. */
  readonly type: StateMachineType;
  readonly scopes: readonly ScopeFound[];
  readonly states: readonly StateFound[];
}

const languageOr = (value: unknown, outer: QueryLanguage): QueryLanguage =>
  value === "JSONata" || value === "JSONPath" ? value : outer;

export const subjectOf = (machine: JsonObject, type: StateMachineType): Subject => {
  const scopes: ScopeFound[] = [];
  const states: StateFound[] = [];
  const visit = (fields: JsonObject, keys: KeyPath, outerLanguage: QueryLanguage, outer?: ScopeFound): void => {
    const found: StateFound[] = [];
    const scope: ScopeFound = { fields, keys, states: found, outer };
    const language = languageOr(fields.QueryLanguage, outerLanguage);
    scopes.push(scope);
    for (const [name, state] of Object.entries(isJsonObject(fields.States) ? fields.States : {})) {
      if (!isJsonObject(state)) continue;
      const place = [...keys, "States", name];
      const one = { name, fields: state, keys: place, scope, language: languageOr(state.QueryLanguage, language) };
      found.push(one);
      states.push(one);
      for (const nested of nestedScopesOf(state as never))
        visit(nested.scope as unknown as JsonObject, [...place, ...nested.path], language, scope);
    }
  };
  visit(machine, [], "JSONPath");
  return { machine, type, scopes, states };
};
