import { quote, StepbookError } from "../errors";
import { dataOf, describe, type StepData } from "../steps/data";
import type { Mention, Step } from "../steps/step";

/** A step at its place in a scope, and where it leads. `undefined` is the scope's end. */
export interface Place {
  readonly data: StepData;
  readonly scope: Scope;
  /** Its number in the scope. */
  readonly index: number;
  readonly list: List;
  next: Place | undefined;
  readonly arms: (Place | undefined)[];
  otherwise: Place | undefined;
  readonly handlers: Place[];
  readonly bodies: Scope[];
  /** Its arms and handlers, as far as they hold places. */
  readonly inner: List[];
}

/** States with one entry: the workflow, a branch, what is done for each item. */
export interface Scope {
  readonly what: string;
  readonly parent: Place | undefined;
  readonly places: Place[];
  entry: Place;
  readonly list: List;
}

/** A sequence of steps as the user wrote it. */
interface List {
  readonly what: string;
  readonly steps: readonly Step[];
  /** Those of its steps that have their place here. */
  readonly places: Place[];
  /** The Choice that it is an arm of, and goes on from. */
  readonly choice: { readonly list: List; readonly position: number } | undefined;
  /** What follows its last step. */
  continuation: Place | undefined;
}

/**
 * Gives each step its place: its shallowest mention, the first at equal depth. Every other mention is a jump.
 */
export function place(steps: readonly Mention[]): Scope {
  const all = new Map<Step, Place>();
  const names = new Map<string, Place>();
  const root = newScope("the workflow", undefined, steps);
  const work = [root];
  for (const scope of work) {
    placeScope(scope, all, names);
    for (const at of scope.places) {
      at.data.bodies.forEach((body, index) => {
        const what = at.data.type === "Map" ? `"each" of ${quoteId(at)}` : `branch ${index + 1} of ${quoteId(at)}`;
        const inner = newScope(what, at, body);
        at.bodies.push(inner);
        work.push(inner);
      });
    }
  }
  return root;
}

export function quoteId(at: Place): string {
  return quote(at.data.key.id);
}

/** The distributed Map in whose executions a step runs; undefined where that is the workflow's own. */
export function executionOf(at: Place): Place | undefined {
  let map = at.scope.parent;
  while (map && map.data.processor?.Mode !== "DISTRIBUTED") map = map.scope.parent;
  return map;
}

/** A scope whose entry is known once its steps are placed. */
function newScope(what: string, parent: Place | undefined, mentions: readonly Mention[]): Scope {
  const list: List = { what, steps: mentioned(mentions, what), places: [], choice: undefined, continuation: undefined };
  return { what, parent, places: [], entry: undefined as never, list };
}

function placeScope(scope: Scope, all: Map<Step, Place>, names: Map<string, Place>): void {
  const lists = [scope.list];
  for (const list of lists) {
    list.steps.forEach((step, position) => {
      const known = all.get(step);
      if (known) {
        assertJump(known, scope, list, position);
        return;
      }
      const at = newPlace(dataOf(step)!, scope, list);
      claimName(at, names);
      all.set(step, at);
      scope.places.push(at);
      list.places.push(at);
      const inner = innerLists(at, list, position);
      if (inner.length === 0) return;
      at.inner.push(...inner);
      lists.push(...inner);
    });
  }
  scope.entry = all.get(scope.list.steps[0]!)!;
  link(lists, all);
}

function newPlace(data: StepData, scope: Scope, list: List): Place {
  const index = scope.places.length;
  return {
    data,
    scope,
    index,
    list,
    next: undefined,
    arms: [],
    otherwise: undefined,
    handlers: [],
    bodies: [],
    inner: [],
  };
}

const none: readonly never[] = [];

/** The lists that a step holds: arms, which go on after it, and handlers, which do not. */
function innerLists({ data }: Place, list: List, position: number): readonly List[] {
  const { arms, otherwise, catchers } = data;
  if (arms.length === 0 && catchers.length === 0) return none;
  const id = quote(data.key.id);
  const choice = { list, position };
  const lists = arms.map((arm, index) => innerList(`when ${index + 1} of ${id}`, arm.steps, choice));
  if (otherwise) lists.push(innerList(`otherwise of ${id}`, otherwise.steps, choice));
  for (const [index, each] of catchers.entries())
    lists.push(innerList(`catch ${index + 1} of ${id}`, each.steps, undefined));
  return lists;
}

function innerList(what: string, steps: readonly Mention[], choice: List["choice"]): List {
  return { what, steps: mentioned(steps, what), places: [], choice, continuation: undefined };
}

/** The steps that a list mentions. */
function mentioned(mentions: readonly Mention[], what: string): readonly Step[] {
  return mentions.map((mention) => {
    const step = typeof mention === "function" ? mention() : mention;
    if (dataOf(step)) return step;
    throw new StepbookError(`${what}: a function in a sequence gives a step, but here it gave ${describe(step)}.`);
  });
}

/** Lists come outer before inner, so that what follows a Choice is known before its arms are linked. */
function link(lists: readonly List[], all: ReadonlyMap<Step, Place>): void {
  const after = (list: List, position: number): Place | undefined =>
    position + 1 < list.steps.length ? all.get(list.steps[position + 1]!) : list.continuation;
  const linked = new Set<Place>();
  for (const list of lists) {
    if (list.choice) list.continuation = after(list.choice.list, list.choice.position);
    list.steps.forEach((step, position) => {
      const at = all.get(step)!;
      // The second mention in a list is a jump, which the step before it has as its next.
      if (at.list !== list || linked.has(at)) return;
      linked.add(at);
      const { arms, otherwise, catchers, type } = at.data;
      const next = after(list, position);
      const first = ([mention]: readonly Mention[]) => {
        const step = typeof mention === "function" ? mention() : mention;
        return step ? all.get(step) : next;
      };
      if (type !== "Succeed" && type !== "Fail") at.next = next;
      if (catchers.length > 0) at.handlers.push(...catchers.map((each) => first(each.steps)!));
      if (type !== "Choice") return;
      at.arms.push(...arms.map((arm) => first(arm.steps)));
      at.otherwise = otherwise ? first(otherwise.steps) : next;
      assertArms(at);
    });
  }
}

function assertArms(at: Place): void {
  const missing = at.arms.indexOf(undefined);
  const what = missing >= 0 ? `when ${missing + 1}` : at.data.otherwise && !at.otherwise ? "otherwise" : undefined;
  if (what === undefined) return;
  throw new StepbookError(
    `${what} of ${quoteId(at)} has no steps, and no step follows the Choice. Give it a step, such as succeed("Done").`,
  );
}

function assertJump(known: Place, scope: Scope, list: List, position: number): void {
  const id = quoteId(known);
  if (known.scope !== scope) {
    throw new StepbookError(
      `${id} stands in ${known.scope.what} and in ${scope.what}. A step has one place, and no step leads out of a branch or a Map. ` +
        "Make another step, with another name, for the second place.",
    );
  }
  const follower = list.steps[position + 1];
  if (follower) {
    throw new StepbookError(
      `${id} stands in ${known.list.what} already; its mention in ${list.what} is a jump to it, so that ` +
        `${quote(follower.id)} after it is never reached. End the list with ${id}, or use another step.`,
    );
  }
  const before = list.steps[position - 1];
  const type = before && dataOf(before)!.type;
  if (type === "Succeed" || type === "Fail") {
    throw new StepbookError(
      `The jump to ${id} in ${list.what} is never taken: ${quote(before!.id)} before it ends the workflow.`,
    );
  }
}

function claimName(at: Place, names: Map<string, Place>): void {
  const other = names.get(at.data.key.id);
  if (!other) {
    names.set(at.data.key.id, at);
    return;
  }
  const id = quoteId(at);
  throw new StepbookError(
    other.data.key === at.data.key
      ? `${id} stands in ${other.list.what}, and in ${at.list.what} as another step that withRetry or withCatch made of it. ` +
          `Keep what they give in a variable and use it in both places.`
      : `Two steps are named ${id}: ${other.list.what === at.list.what ? `both in ${at.list.what}` : `one in ${other.list.what}, one in ${at.list.what}`}. Names are unique in a workflow: rename one. ` +
          "To jump back to a step, mention that very step again: keep it in a variable.",
  );
}
