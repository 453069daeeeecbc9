import type { QueryLanguage, Scope, State, StateMachine } from "./definition";
import { isJsonObject } from "./json";
import { type KeyPath, textOfPath } from "./paths";
import { type NestedScope, stateTypeOf } from "./state-types";

/** A state and where it stands in its machine. */
export interface StateAt {
  /** Its place in depth-first order, from 0. */
  readonly index: number;
  readonly name: string;
  readonly state: State;
  /** The scope that holds it. */
  readonly scope: Scope;
  /** `States.Tune.ItemProcessor.States.Train`. */
  readonly path: string;
  readonly keys: KeyPath;
  /** The index of the Parallel or Map around it. */
  readonly parent?: number;
  /** 0 for the states of the machine itself, then one more for each Parallel or Map around. */
  readonly depth: number;
}

/** The scopes nested in a state, with the path of each within it: a Parallel's branches, a Map's processor. */
export const nestedScopesOf = (state: State): readonly NestedScope[] => stateTypeOf(state.Type)?.nested(state) ?? [];

/** The scopes nested in a state, in order: a Parallel's branches, a Map's processor, nothing for the other types. */
export const scopesOf = (state: State): readonly Scope[] => nestedScopesOf(state).map(({ scope }) => scope);

/**
 * Every state of a machine in depth-first order: a state, then the states of its branches or processor, each scope in
 * the order of its keys. Parts that are not of the language's shape are passed over, so that it serves drafts too.
 *
 * @example
 * statesOf(machine).map(({ path }) => path) // ["States.Tune", "States.Tune.ItemProcessor.States.Train", …]
 */
export const statesOf = (machine: StateMachine): readonly StateAt[] => {
  const found: StateAt[] = [];
  const pending = [...statesIn(machine, [], 0)].reverse();
  while (pending.length > 0) {
    const place = pending.pop()!;
    const index = found.length;
    found.push({ ...place, index });
    const inner = nestedScopesOf(place.state).flatMap(({ scope, path }) =>
      statesIn(scope, [...place.keys, ...path], place.depth + 1, index),
    );
    pending.push(...inner.reverse());
  }
  return found;
};

const statesIn = (scope: Scope, at: KeyPath, depth: number, parent?: number): Omit<StateAt, "index">[] =>
  Object.entries(isJsonObject(scope.States) ? scope.States : {}).flatMap(([name, state]) => {
    if (!isJsonObject(state)) return [];
    const keys = [...at, "States", name];
    const place = { name, state: state as unknown as State, scope, path: textOfPath(keys), keys, depth };
    return [parent === undefined ? place : { ...place, parent }];
  });

/** The language of a state: its own, else its scope's, else its machine's, else JSONPath. */
export const queryLanguageOf = (
  machine: Pick<StateMachine, "QueryLanguage">,
  scope: Pick<Scope, "QueryLanguage">,
  state: Pick<State, "QueryLanguage">,
): QueryLanguage => state.QueryLanguage ?? scope.QueryLanguage ?? machine.QueryLanguage ?? "JSONPath";
