import { choice, map, otherwise, parallel, pass, succeed, wait, when } from "../../src/index";
import type { Any } from "../../src/placeholders/any";
import { greaterThan, lessThan } from "../../src/placeholders/functions";
import { add, format } from "../../src/placeholders/intrinsics";
import { executionInput, variable } from "../../src/placeholders/sources";
import { lambda } from "../../src/services/lambda";
import type { OutputStep, Sequence, Step } from "../../src/steps/step";

/**
 * A plan says what a workflow means, without states, variables or expressions. It is built with the factories, and
 * interpreted directly: both must give the same.
 */
export type Plan = readonly Part[];

/** A number: of the input, of an earlier step's output, of a Map's item (by its length), or given. */
type Source =
  | { readonly of: "literal"; readonly value: number }
  | { readonly of: "input" }
  | { readonly of: "output"; readonly id: string; readonly path: readonly (string | number)[] }
  | { readonly of: "index"; readonly id: string };

/** Text: of a Map's item, of a caught error, or given. */
type Text = { readonly of: "item" | "error"; readonly id: string } | { readonly of: "literal"; readonly value: string };

interface Value {
  readonly v: Source;
  readonly s: Text;
  readonly l: readonly Source[];
}

type Part =
  | { readonly kind: "pass"; readonly id: string; readonly value?: Value }
  | { readonly kind: "wait"; readonly id: string }
  | { readonly kind: "call"; readonly id: string; readonly value: Value }
  | { readonly kind: "caught"; readonly id: string; readonly handler: Plan; readonly rejoins: boolean }
  | {
      readonly kind: "choice";
      readonly id: string;
      readonly test: Source;
      readonly yes: Plan;
      readonly no: Plan | undefined;
    }
  | { readonly kind: "parallel"; readonly id: string; readonly branches: readonly Plan[] }
  | { readonly kind: "map"; readonly id: string; readonly body: Plan; readonly distributed: boolean }
  | { readonly kind: "loop"; readonly id: string; readonly body: Plan; readonly times: number }
  | { readonly kind: "succeed"; readonly id: string };

interface Sight {
  /** Where numbers can be read in outputs of steps that have surely run. */
  readonly numbers: readonly Source[];
  readonly texts: readonly Text[];
}

/** Whether a plan ends with its last part alone: a handler that does not rejoin ends it with what it gives. */
function endsAtLast(plan: Plan): boolean {
  return plan.every((part) => {
    if (part.kind === "caught") return part.rejoins && endsAtLast(part.handler);
    if (part.kind === "choice") return endsAtLast(part.yes) && endsAtLast(part.no ?? []);
    return part.kind === "loop" ? endsAtLast(part.body) : part.kind !== "succeed";
  });
}

export function randomPlan(seed: number, size: number): Plan {
  const random = generator(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  let left = size;
  let count = 0;
  const id = (kind: string) => `${pick(["", "my ", "é", "__proto__ "])}${kind} ${++count}`;

  const value = (sight: Sight): Value => ({
    v: pick(sight.numbers),
    s: pick(sight.texts),
    l: [pick(sight.numbers), pick(sight.numbers)],
  });
  const outputs = (id: string, within: readonly (string | number)[]): Source[] =>
    [["v"], ["l", 0], ["l", 1]].map((path) => ({ of: "output", id, path: [...within, ...path] }) as const);

  const parts: Record<Part["kind"], (sight: Sight, depth: number) => { part: Part; seen: readonly Source[] }> = {
    pass: (sight) => {
      const part = { kind: "pass", id: id("pass"), ...(random() < 0.7 && { value: value(sight) }) } as const;
      return { part, seen: part.value ? outputs(part.id, []) : [] };
    },
    wait: () => ({ part: { kind: "wait", id: id("wait") }, seen: [] }),
    call: (sight) => {
      const part = { kind: "call", id: id("call"), value: value(sight) } as const;
      return { part, seen: outputs(part.id, ["Payload"]) };
    },
    caught: (outside, depth) => {
      const own = id("caught");
      const sight = { ...outside, texts: [...outside.texts, { of: "error", id: own } as const] };
      const first = parts.pass({ ...sight }, depth).part as Extract<Part, { kind: "pass" }>;
      const handler = [{ ...first, value: value(sight) }, ...list(sight, depth + 1, 1)];
      return { part: { kind: "caught", id: own, handler, rejoins: random() < 0.7 }, seen: [] };
    },
    choice: (sight, depth) => ({
      part: {
        kind: "choice",
        id: id("choice"),
        test: pick(sight.numbers),
        yes: list(sight, depth + 1, 1),
        // One arm goes on, so that what follows is reached.
        no: random() < 0.6 ? list(sight, depth + 1, 1).filter((part) => part.kind !== "succeed") : undefined,
      },
      seen: [],
    }),
    parallel: (sight, depth) => {
      const branches = [1, 2].map(() => list(sight, depth + 1, 1));
      const part = { kind: "parallel", id: id("parallel"), branches } as const;
      const ends = branches.flatMap((branch, index) => {
        const last = branch[branch.length - 1]!;
        return last.kind === "pass" && last.value && endsAtLast(branch) ? outputs(part.id, [index]) : [];
      });
      return { part, seen: ends };
    },
    map: (sight, depth) => {
      const own = id("map");
      const inside = {
        numbers: [...sight.numbers, { of: "index", id: own } as const],
        texts: [...sight.texts, { of: "item", id: own } as const, { of: "item", id: own } as const],
      };
      const distributed = random() < 0.5;
      // What an execution of a distributed Map begins with holds what is passed into it, by names that are the assembler's.
      const first = { kind: "pass", id: id("pass"), value: value(inside) } as const;
      const head = distributed ? [first] : [];
      const seen = { ...inside, numbers: [...inside.numbers, ...(distributed ? outputs(first.id, []) : [])] };
      return { part: { kind: "map", id: own, body: [...head, ...list(seen, depth + 1, 1)], distributed }, seen: [] };
    },
    loop: (sight, depth) => ({
      part: {
        kind: "loop",
        id: id("loop"),
        body: [parts.pass(sight, depth).part, ...list(sight, depth + 1, 1)].filter((part) => part.kind !== "succeed"),
        times: 2,
      },
      seen: [],
    }),
    succeed: () => ({ part: { kind: "succeed", id: id("succeed") }, seen: [] }),
  };
  const leaves = ["pass", "pass", "call", "call", "wait"] as const;
  const inner = ["choice", "parallel", "map", "caught", "loop"] as const;

  const list = (sight: Sight, depth: number, least: number): Part[] => {
    const made: Part[] = [];
    let seen = sight;
    const length = least + Math.floor(random() * 4);
    while (made.length < length && (left > 0 || made.length < least)) {
      left -= 1;
      const kind = depth < 4 && left > 1 && random() < 0.4 ? pick(inner) : pick(leaves);
      const { part, seen: more } = parts[kind](seen, depth);
      made.push(part);
      seen = { ...seen, numbers: [...seen.numbers, ...more] };
    }
    if (depth > 0 && depth < 4 && random() < 0.1) made.push(parts.succeed(sight, depth).part);
    return made;
  };
  return list(
    { numbers: [{ of: "literal", value: 3 }, { of: "input" }], texts: [{ of: "literal", value: "t" }] },
    0,
    2,
  );
}

export const input = executionInput({ v: Number, s: String, l: [Number], names: [String] });

/** The plan with the factories of the language. */
export function build(plan: Plan): readonly Step[] {
  const outputs = new Map<string, Any>();
  const items = new Map<string, { readonly item: Any; readonly index: Any }>();
  const number = (source: Source): Any => {
    if (source.of === "literal") return source.value;
    if (source.of === "input") return input.v;
    if (source.of === "index") return items.get(source.id)!.index;
    return source.path.reduce((ref, key) => ref.at(key), outputs.get(source.id));
  };
  const errors = new Map<string, Any>();
  const text = (source: Text): Any => {
    if (source.of === "literal") return source.value;
    return source.of === "error" ? errors.get(source.id).Error : format("<{}>", items.get(source.id)!.item);
  };
  const value = ({ v, s, l }: Value) => ({ v: number(v), s: text(s), l: l.map(number) });
  const remember = <S extends OutputStep>(step: S): S => {
    outputs.set(step.id, step.output);
    return step;
  };

  const steps = (list: Plan): Step[] => list.flatMap((part) => builders[part.kind](part as never));
  const builders: { [Kind in Part["kind"]]: (part: Extract<Part, { kind: Kind }>) => Step[] } = {
    pass: (part) => [remember(part.value ? pass(part.id, { output: value(part.value) }) : pass(part.id))],
    wait: (part) => [remember(wait(part.id, { seconds: 5 }))],
    call: (part) => [remember(lambda.invoke(part.id, { functionName: "bump", payload: value(part.value) }))],
    caught: (part) => {
      const after = pass(`after ${part.id}`, { output: { v: 1, s: "after", l: [1, 2] } });
      const handler = (error: Any): Sequence => {
        errors.set(part.id, error);
        return [...steps(part.handler), ...(part.rejoins && !ends(part.handler) ? [after] : [])];
      };
      const work = lambda.invoke(
        part.id,
        { functionName: "break" },
        { catch: [{ errorEquals: ["States.ALL"], next: handler }] },
      );
      return [work, after];
    },
    choice: (part) => [
      choice(
        part.id,
        when(greaterThan(number(part.test), 3), steps(part.yes)),
        ...(part.no ? [otherwise(steps(part.no))] : []),
      ),
      pass(`join ${part.id}`),
    ],
    parallel: (part) => [
      remember(
        parallel(
          part.id,
          part.branches.map((branch) => steps(branch)),
        ),
      ),
    ],
    map: (part) => [
      remember(
        map(part.id, {
          items: input.names,
          ...(part.distributed && { mode: "distributed" as const }),
          each: (item, index) => {
            items.set(part.id, { item, index });
            return steps(part.body);
          },
        }),
      ),
    ],
    loop: (part) => {
      const name = `n${part.id.replace(/\W/g, "_")}`;
      const turns = variable(name, Number);
      const first = pass(`first ${part.id}`);
      const count = pass(`count ${part.id}`, { assign: { [name]: add(turns, 1) } });
      return [
        pass(`zero ${part.id}`, { assign: { [name]: 0 } }),
        first,
        ...steps(part.body),
        count,
        choice(`again ${part.id}`, when(lessThan(turns, part.times), first)),
        pass(`join ${part.id}`),
      ];
    },
    succeed: (part) => [succeed(part.id)],
  };
  return steps(plan);
}

type Functions = { readonly bump: (event: Any) => Any };

interface Ended {
  readonly value: Any;
  /** Whether the scope has ended before the list's end. */
  readonly over: boolean;
}

/** What the plan means. */
export function interpret(plan: Plan, executionInput: Any, functions: Functions): Any {
  const copy = (value: Any) => structuredClone(value);
  type World = { readonly outputs: Map<string, Any>; readonly items: Map<string, { item: string; index: number }> };

  const number = (source: Source, { outputs, items }: World): number => {
    if (source.of === "literal") return source.value;
    if (source.of === "input") return executionInput.v;
    if (source.of === "index") return items.get(source.id)!.index;
    return source.path.reduce((value, key) => value[key], outputs.get(source.id));
  };
  const text = (source: Text, { items }: World) => {
    if (source.of === "literal") return source.value;
    return source.of === "error" ? "Error" : `<${items.get(source.id)!.item}>`;
  };
  const value = ({ v, s, l }: Value, world: World) => ({
    v: number(v, world),
    s: text(s, world),
    l: l.map((each) => number(each, world)),
  });
  const inner = ({ outputs, items }: World): World => ({ outputs: new Map(outputs), items: new Map(items) });

  const list = (parts: Plan, given: Any, world: World): Ended => {
    let now: Ended = { value: given, over: false };
    for (const part of parts) {
      now = runners[part.kind](part as never, now.value, world);
      if (now.over) break;
    }
    return now;
  };
  const gives = (part: { readonly id: string }, made: Any, { outputs }: World): Ended => {
    outputs.set(part.id, copy(made));
    return { value: made, over: false };
  };
  const runners: { [Kind in Part["kind"]]: (part: Extract<Part, { kind: Kind }>, given: Any, world: World) => Ended } =
    {
      pass: (part, given, world) => gives(part, part.value ? value(part.value, world) : given, world),
      wait: (part, given, world) => gives(part, given, world),
      call: (part, _given, world) => gives(part, { Payload: functions.bump(value(part.value, world)) }, world),
      caught: (part, given, world) => {
        const handled = list(part.handler, given, world);
        if (handled.over || !part.rejoins) return { value: handled.value, over: true };
        return { value: { v: 1, s: "after", l: [1, 2] }, over: false };
      },
      choice: (part, given, world) => {
        const arm = number(part.test, world) > 3 ? part.yes : part.no;
        return arm ? list(arm, given, world) : { value: given, over: false };
      },
      parallel: (part, given, world) =>
        gives(
          part,
          part.branches.map((branch) => list(branch, copy(given), inner(world)).value),
          world,
        ),
      map: (part, _given, world) =>
        gives(
          part,
          executionInput.names.map((item: string, index: number) => {
            const own = inner(world);
            own.items.set(part.id, { item, index });
            return list(part.body, usesIndex(part) ? { item, index } : item, own).value;
          }),
          world,
        ),
      loop: (part, given, world) => {
        let now: Ended = { value: given, over: false };
        for (let turn = 0; turn < part.times && !now.over; turn++) now = list(part.body, now.value, world);
        return now;
      },
      succeed: (_part, given) => ({ value: given, over: true }),
    };
  return list(plan, executionInput, { outputs: new Map(), items: new Map() }).value;
}

/** Whether it ends its scope, so that nothing may follow it. */
function ends(plan: Plan): boolean {
  return plan[plan.length - 1]?.kind === "succeed";
}

/** Where the index is used, an iteration's input holds both. */
function usesIndex(map: Extract<Part, { kind: "map" }>): boolean {
  return JSON.stringify(map.body).includes(JSON.stringify({ of: "index", id: map.id }));
}

function generator(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
