import { type State, scopesOf, stateTypes } from "@stepbook/asl";

/** Deeper than any definition that AWS takes; without a bound, a hostile one could exhaust the stack. */
const DEEPEST = 32;

type Fields = { readonly [name: string]: unknown };
const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Why a definition can't be drawn, or nothing. It checks only what the drawing needs, so that drafts pass. */
export const checkDefinition = (definition: unknown): string | undefined => {
  const pending: { scope: unknown; at: string; depth: number }[] = [{ scope: definition, at: "definition", depth: 0 }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { scope, at, depth } = next;
    if (depth > DEEPEST) return `${ended(at)} is nested more than ${DEEPEST} deep.`;
    if (!isObject(scope) || !isObject(scope.States)) return `${ended(at)} has no States.`;
    for (const [name, state] of Object.entries(scope.States)) {
      const place = `${at}.States.${name}`;
      const wrong = checkState(state);
      if (wrong) return `${ended(place)}${wrong}`;
      for (const inner of scopesOf(state as State)) pending.push({ scope: inner, at: place, depth: depth + 1 });
    }
  }
  return undefined;
};

const LONGEST = 160;

/** The end of a place: with hostile names it may be of any length. */
const ended = (place: string): string => (place.length <= LONGEST ? place : `…${place.slice(-LONGEST)}`);

/** Fields that the drawing reads, where they are there. */
const LISTS = ["Choices", "Catch", "Retry", "Branches"];

const checkState = (state: unknown): string | undefined => {
  if (!isObject(state)) return " is not an object.";
  const { Type } = state;
  if (typeof Type !== "string" || !Object.hasOwn(stateTypes, Type)) return ".Type is not a type of state.";
  for (const field of LISTS) {
    const list = state[field];
    if (list === undefined) continue;
    if (!Array.isArray(list) || !list.every(isObject)) return `.${field} is not a list of objects.`;
  }
  const catchers = (state.Catch ?? []) as readonly Fields[];
  if (!catchers.every(({ ErrorEquals }) => Array.isArray(ErrorEquals)))
    return ".Catch has an entry without ErrorEquals.";
  return undefined;
};
