import type { ChoiceRule, ItemProcessor, Scope, State } from "@stepbook/asl";

/** A state at its place in the lists of the source. */
export interface Node {
  readonly id: string;
  readonly state: State;
  readonly arms: List[];
  otherwise: List | undefined;
  readonly handlers: List[];
  readonly bodies: List[];
}

/** A sequence of steps. Where it ends in the name of a state, that is a jump. */
export interface List {
  readonly nodes: Node[];
  jump?: string;
}

/** A list that is still to be filled, and where its steps go on. */
interface Open {
  readonly list: List;
  readonly start: string | undefined;
  readonly continuation: string | undefined;
}

type States = { readonly [name: string]: State };

/**
 * The lists that say a scope's transitions. As the assembler reads them, a state stands where it is first mentioned,
 * outer lists before inner ones; each other mention is a jump.
 */
export function listOf(scope: Scope): List {
  const root: List = { nodes: [] };
  const placed = new Set<string>();
  const open: Open[] = [{ list: root, start: scope.StartAt, continuation: undefined }];
  for (const each of open) open.push(...fill(each, scope.States, placed));
  return root;
}

function fill({ list, start, continuation }: Open, states: States, placed: Set<string>): Open[] {
  const inner: Open[] = [];
  for (let id = start; id !== undefined && id !== continuation; ) {
    const state = Object.hasOwn(states, id) ? states[id] : undefined;
    if (placed.has(id) || !state) {
      list.jump = id;
      break;
    }
    placed.add(id);
    const node: Node = { id, state, arms: [], otherwise: undefined, handlers: [], bodies: bodiesOf(state) };
    list.nodes.push(node);
    const joined = state.Type === "Choice" ? joinOf(state, states, placed, continuation) : undefined;
    const after = joined ?? continuation;
    const opened = (target: string | undefined, goesOn = after): List => {
      const made: List = { nodes: [] };
      inner.push({ list: made, start: target, continuation: goesOn });
      return made;
    };
    if (state.Type === "Choice") {
      node.arms.push(...state.Choices.map((rule) => opened(rule.Next)));
      const says = state.Default !== after || state.Assign !== undefined || state.Output !== undefined;
      if (state.Default !== undefined && says) node.otherwise = opened(state.Default);
    }
    if ("Catch" in state && state.Catch)
      for (const catcher of state.Catch) {
        const handler: List = { nodes: [] };
        node.handlers.push(handler);
        inner.push({ list: handler, start: catcher.Next, continuation: undefined });
      }
    id = state.Type === "Choice" ? joined : "Next" in state ? state.Next : undefined;
  }
  return inner;
}

function bodiesOf(state: State): List[] {
  if (state.Type === "Parallel") return state.Branches.map(listOf);
  const body = state.Type === "Map" ? bodyOf(state) : undefined;
  return body ? [listOf(body)] : [];
}

export function bodyOf(state: State): ItemProcessor | undefined {
  return state.Type === "Map" ? (state.ItemProcessor ?? state.Iterator) : undefined;
}

/**
 * The state that follows a Choice in its list, so that arms end where it begins. None where some way through the arms
 * ends the scope without saying so by succeed or fail: it would go on there.
 */
function joinOf(
  choice: Extract<State, { Type: "Choice" }>,
  states: States,
  placed: ReadonlySet<string>,
  continuation: string | undefined,
): string | undefined {
  if (choice.Default === undefined) return undefined;
  const targets = [...choice.Choices.map((rule: ChoiceRule) => rule.Next!), choice.Default];
  const reached = targets.map((target) => reachable(target, states, placed, continuation));
  const goesOn = (index: number) => !endsSoon(reached[index]!, states);
  const live = targets.map((_, index) => index).filter(goesOn);
  const counts = new Map<string, number>();
  for (const index of new Set(live)) for (const id of reached[index]!) counts.set(id, (counts.get(id) ?? 0) + 1);
  const common = [...reached[0]!].find((id) => reached.every((each) => each.has(id)));
  const shared = live.length > 1 ? [...reached[live[0]!]!].find((id) => counts.get(id) === live.length) : undefined;
  // Where the others end, what stands beside Default goes on after the Choice.
  const guarded = live.length === 1 && live[0] === targets.length - 1 ? choice.Default : undefined;
  const join = common ?? shared ?? guarded;
  if (join === undefined || join === continuation || placed.has(join)) return undefined;
  const inArms = targets.flatMap((target) => [...reachable(target, states, placed, join)]);
  return inArms.some((id) => endsOpenly(states[id]!)) ? undefined : join;
}

/** The states on the ways from a state, in breadth, as far as those that have their place, or the end. */
function reachable(
  start: string,
  states: States,
  placed: ReadonlySet<string>,
  end: string | undefined,
): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (id: string | undefined) => {
    if (id !== undefined && id !== end && !placed.has(id) && Object.hasOwn(states, id)) found.add(id);
  };
  visit(start);
  for (const id of found) {
    const state = states[id]!;
    if (state.Type === "Choice") {
      for (const rule of state.Choices) visit(rule.Next);
      visit(state.Default);
    } else if ("Next" in state) visit(state.Next);
  }
  return found;
}

/** Whether a state ends its scope by a field, or may: as a Choice without Default. */
function endsOpenly(state: State): boolean {
  return (state.Type === "Choice" && state.Default === undefined) || ("End" in state && state.End === true);
}

/** Whether every way ends in one succeed, or one fail, or leads back. */
function endsSoon(reached: ReadonlySet<string>, states: States): boolean {
  return (
    reached.size <= 3 &&
    [...reached].every((id) => states[id]!.Type !== "Choice") &&
    [...reached].some((id) => /^(Succeed|Fail)$/.test(states[id]!.Type))
  );
}
