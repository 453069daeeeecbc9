import { StepbookError } from "../errors";
import { armsOf } from "../steps/data";
import { type Place, quoteId, type Scope } from "./places";

/** A value that flows between states. Two places have the same input where its value is the same one. */
export type Value = object;

/** What the flow of control tells of a scope. */
export interface Flow {
  /** What a state gets. */
  input(at: Place): Value;
  /** What a state gives. */
  output(at: Place): Value;
  /** What a state's catcher gives. */
  caught(at: Place, catcher: number): Value;
  /** Whether each way to `later` goes through the end (not the failure) of `earlier`. Both are in this scope. */
  surely(earlier: Place, later: Place): boolean;
  /** Whether each way to `later` goes through that catcher of `earlier`. */
  surelyCaught(earlier: Place, catcher: number, later: Place): boolean;
  /** Whether some way leads from `earlier` to `later`. */
  possibly(earlier: Place, later: Place): boolean;
  /** Whether the scope's first state is entered a second time. */
  readonly entryIsReentered: boolean;
}

const passesOn = new Set(["Pass", "Wait", "Choice", "Succeed"]);

/**
 * Reads a scope's flow from its dominator tree. A state is two vertices: that it begins, and that it ended well. Each
 * of its catchers is one more, which hangs on the first.
 *
 * @see Cooper, Harvey, Kennedy: A Simple, Fast Dominance Algorithm
 */
export function flowOf(scope: Scope, entryValue: Value): Flow {
  const size = scope.places.length;
  const followers: (readonly number[])[] = new Array(2 * size);
  const catchers = new Map<Place, number>();
  for (const at of scope.places) {
    const { index, handlers } = at;
    const caught = followers.length;
    catchers.set(at, caught);
    const ended = size + index;
    followers[index] = handlers.length === 0 ? [ended] : [ended, ...handlers.map((_handler, each) => caught + each)];
    for (const handler of handlers) followers.push([handler.index]);
    followers[ended] = targetsOf(at);
  }
  const order = reversePostorder(followers, scope.entry.index);
  assertReached(scope, order);
  // Most machines ask for little of this.
  const predecessors = once(() => invert(followers, order));
  const within = once(() => dominance(order, predecessors()));
  const values = once(() => valuesOf(scope, order, predecessors(), entryValue));
  return {
    input: (at) => values()[at.index]!,
    output: (at) => values()[size + at.index]!,
    caught: (at, catcher) => values()[catchers.get(at)! + catcher]!,
    surely: (earlier, later) => within()(size + earlier.index, later.index),
    surelyCaught: (earlier, catcher, later) => within()(catchers.get(earlier)! + catcher, later.index),
    possibly: (earlier, later) => reaches(followers, size + earlier.index, later.index),
    get entryIsReentered() {
      return predecessors()[scope.entry.index]!.length > 0;
    },
  };
}

/** The states that one leads to when it ended well. */
function targetsOf({ data, next, arms, otherwise }: Place): readonly number[] {
  if (data.type !== "Choice") return next ? [next.index] : [];
  return [...arms, otherwise].flatMap((target) => (target ? [target.index] : []));
}

/** What a function gives, made when it is first asked for. */
function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function valuesOf(
  scope: Scope,
  order: readonly number[],
  predecessors: readonly number[][],
  entryValue: Value,
): Value[] {
  const size = scope.places.length;
  const values: Value[] = [];
  for (const vertex of order) {
    if (vertex >= 2 * size) {
      values[vertex] = {};
      continue;
    }
    if (vertex >= size) {
      const { data } = scope.places[vertex - size]!;
      const same =
        passesOn.has(data.type) &&
        data.output === undefined &&
        data.paths === undefined &&
        data.selects === undefined &&
        armsOf(data).every((arm) => arm.output === undefined);
      values[vertex] = same ? values[vertex - size]! : {};
      continue;
    }
    const given = predecessors[vertex]!.map((from) => values[from]);
    if (vertex === scope.entry.index) given.push(entryValue);
    const first = given[0];
    values[vertex] = first !== undefined && given.every((value) => value === first) ? first : {};
  }
  return values;
}

/** Answers whether every way from the entry to `b` goes through `a`. */
function dominance(order: readonly number[], predecessors: readonly number[][]): (a: number, b: number) => boolean {
  const rank: number[] = [];
  order.forEach((vertex, index) => {
    rank[vertex] = index;
  });
  const parent: number[] = [order[0]!];
  parent[order[0]!] = order[0]!;
  const meet = (a: number, b: number): number => {
    while (a !== b) {
      while (rank[a]! > rank[b]!) a = parent[a]!;
      while (rank[b]! > rank[a]!) b = parent[b]!;
    }
    return a;
  };
  const known = new Set([order[0]!]);
  for (let changed = true; changed; ) {
    changed = false;
    for (const vertex of order.slice(1)) {
      const candidate = predecessors[vertex]!.filter((from) => known.has(from)).reduce(meet);
      if (known.has(vertex) && parent[vertex] === candidate) continue;
      parent[vertex] = candidate;
      known.add(vertex);
      changed = true;
    }
  }
  const [enter, leave] = intervals(order, parent);
  return (a, b) => enter[a]! <= enter[b]! && leave[b]! <= leave[a]!;
}

/** Numbers of each vertex on entering and leaving the tree's subtree. */
function intervals(order: readonly number[], parent: readonly number[]): [number[], number[]] {
  const children: number[][] = [];
  for (const vertex of order.slice(1)) {
    const siblings = children[parent[vertex]!] ?? [];
    children[parent[vertex]!] = siblings;
    siblings.push(vertex);
  }
  const enter: number[] = [];
  const leave: number[] = [];
  let clock = 0;
  const stack = [order[0]!];
  while (stack.length > 0) {
    const vertex = stack.pop()!;
    if (vertex < 0) leave[~vertex] = clock++;
    else {
      enter[vertex] = clock++;
      stack.push(~vertex, ...(children[vertex] ?? []));
    }
  }
  return [enter, leave];
}

function reversePostorder(followers: readonly (readonly number[])[], entry: number): number[] {
  const seen = new Set([entry]);
  const order: number[] = [];
  const stack: { readonly vertex: number; next: number }[] = [{ vertex: entry, next: 0 }];
  while (stack.length > 0) {
    const top = stack[stack.length - 1]!;
    const follower = followers[top.vertex]![top.next++];
    if (follower === undefined) {
      order.push(top.vertex);
      stack.pop();
    } else if (!seen.has(follower)) {
      seen.add(follower);
      stack.push({ vertex: follower, next: 0 });
    }
  }
  return order.reverse();
}

function invert(followers: readonly (readonly number[])[], order: readonly number[]): number[][] {
  const predecessors: number[][] = followers.map(() => []);
  for (const vertex of order) for (const follower of followers[vertex]!) predecessors[follower]!.push(vertex);
  return predecessors;
}

function reaches(followers: readonly (readonly number[])[], from: number, to: number): boolean {
  return reversePostorder(followers, from).includes(to);
}

function assertReached(scope: Scope, order: readonly number[]): void {
  const reached = new Set(order);
  const lost = scope.places.find((at) => !reached.has(at.index));
  if (!lost) return;
  const { steps, what } = lost.list;
  const before = steps[steps.findIndex((step) => step.id === lost.data.key.id) - 1];
  const why = before
    ? `every way through ${JSON.stringify(before.id)} before it in ${what} ends or jumps elsewhere`
    : `${what} is never entered`;
  throw new StepbookError(`${quoteId(lost)} can't be reached: ${why}. Remove it, or lead a way to it.`);
}
