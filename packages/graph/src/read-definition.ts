import {
  type Scope,
  type State,
  type StateMachine,
  scopesOf,
  statesOf,
  stateTypes,
  transitionsOf,
} from "@stepbook/asl";
import { type Fields, isList, isObject, isText } from "./fields";
import { createNotes, namesOf } from "./notes";
import { textOf } from "./text-of";

/** A definition that is safe to draw, with what of it could not be read; or why it can't be drawn. */
export type ReadDefinition =
  | { readonly machine: StateMachine; readonly notices: readonly string[]; readonly count: number }
  | { readonly wrong: string };

/** Deeper than any definition that AWS takes; without a bound, a hostile one could exhaust the stack. */
const DEEPEST = 32;
/** As many states as can be drawn without stopping the page for long. */
const MOST_STATES = 20_000;

/** Reads a definition. It asks only for what the drawing needs, so that drafts pass. */
export const readDefinition = (text: string): ReadDefinition => {
  let machine: unknown;
  try {
    machine = JSON.parse(text);
  } catch {
    return { wrong: "definition is not JSON. It may have been cut." };
  }
  if (!isObject(machine) || !isObject(machine.States)) return { wrong: "definition has no States." };
  const notes = createNotes();
  const wrong = mend(machine, notes.leftOut);
  if (wrong) return { wrong };
  const places = statesOf(machine as unknown as StateMachine);
  if (places.length > MOST_STATES) return { wrong: `definition has more than ${MOST_STATES} states.` };
  const unknown = new Set(places.map(({ state }) => state.Type).filter((type) => !Object.hasOwn(stateTypes, type)));
  if (unknown.size > 0) notes.add(`The definition has states of unknown types: ${namesOf([...unknown])}.`);
  const nowhere = new Set(
    places.flatMap(({ state, scope }) =>
      transitionsOf(state).flatMap(({ target }) => (Object.hasOwn(scope.States, target) ? [] : [target])),
    ),
  );
  if (nowhere.size > 0) notes.add(`The definition goes to states that do not exist: ${namesOf([...nowhere])}.`);
  return { machine: machine as unknown as StateMachine, notices: notes.sentences, count: places.length };
};

/** Takes out of a definition, which nobody else holds, what would be in the way of drawing the rest. */
const mend = (machine: Fields, leftOut: (what: string) => void): string | undefined => {
  const pending: { scope: Scope; depth: number }[] = [{ scope: machine as unknown as Scope, depth: 0 }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { scope, depth } = next;
    if (depth > DEEPEST) return `definition is nested more than ${DEEPEST} deep.`;
    if (!isObject(scope.States)) {
      leftOut("a branch without States");
      continue;
    }
    for (const [name, state] of Object.entries(scope.States as Fields)) {
      if (!isObject(state)) {
        leftOut(`the state ${namesOf([name])}`);
        continue;
      }
      mendState(state, leftOut);
      for (const inner of scopesOf(state as unknown as State)) pending.push({ scope: inner, depth: depth + 1 });
    }
  }
  return undefined;
};

/** Fields that the drawing reads, where they are there. */
const LISTS = ["Choices", "Catch", "Retry", "Branches"];

const mendState = (state: { [name: string]: unknown }, leftOut: (what: string) => void): void => {
  if (!isText(state.Type)) state.Type = textOf(state.Type) || "Unknown";
  for (const field of LISTS) {
    if (!Object.hasOwn(state, field)) continue;
    const list = state[field];
    const rows = isList(list) ? list.filter(isObject) : undefined;
    if (rows && rows.length === (list as readonly unknown[]).length) continue;
    leftOut(field);
    if (rows) state[field] = rows;
    else delete state[field];
  }
};
