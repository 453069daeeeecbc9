import { didYouMean, quote, StepbookError } from "../errors";
import type { Any } from "./any";
import {
  describeNode,
  type Expression,
  type ExpressionNode,
  nodeSymbol,
  type Path,
  type Source,
  toPrimitive,
} from "./expression";
import { keysOf, kindOf, type Shape, scalarOf, shapeAt, type Timestamp } from "./shape";

/**
 * A placeholder: a value of type T that exists only when the workflow runs. Its parts are placeholders too:
 * `input.user.name`, `list[0]`. `at` reaches any part, also one whose name a property can't have: `at`, `then`, `toString`, `toJSON`.
 */
export type Ref<T = Any> = 0 extends 1 & T
  ? AnyRef
  : [T] extends [readonly (infer Item)[]]
    ? number extends T["length"]
      ? ListRef<Item>
      : TupleRef<T>
    : [T] extends [Timestamp]
      ? Expression<T>
      : [T] extends [object]
        ? ObjectRef<T>
        : Expression<T>;

/** A placeholder for a value of which nothing is known: every part may be there. */
export type AnyRef = Expression<Any> & {
  /** The part of that name, or at that place. */
  at(key: string | number): AnyRef;
} & { readonly [key: string]: AnyRef };

/** A placeholder for a list. */
export interface ListRef<Item> extends Expression<Item[]> {
  readonly [index: number]: Ref<Item>;
  /** The item at a place: 0 for the first, −1 for the last. */
  at(index: number): Ref<Item>;
}

/** A placeholder for a list of which each item has its own type, such as the outputs of a Parallel. */
export type TupleRef<T extends readonly unknown[]> = Expression<T> & {
  at<Index extends number>(index: Index): `${Index}` extends keyof T ? Ref<T[`${Index}`]> : AnyRef;
} & { readonly [Index in Extract<keyof T, `${number}`>]: Ref<T[Index]> };

/** A placeholder for an object. */
export type ObjectRef<T> = Expression<T> & {
  /** The part of that name. */
  at<Key extends keyof T>(key: Key): Ref<Exclude<T[Key], undefined>>;
} & { readonly [Key in keyof T]-?: Ref<Exclude<T[Key], undefined>> };

const inspect = Symbol.for("nodejs.util.inspect.custom");

/** A placeholder for a source's value, or for the part of it at a path. */
export function reference<T>(source: Source, shape?: Shape, path: Path = []): Ref<T> {
  const isTimestamp = shape !== undefined && kindOf(shape) === "timestamp";
  const holds = scalarOf(shape);
  const node: ExpressionNode = {
    kind: "reference",
    source,
    path,
    ...(isTimestamp && { isTimestamp }),
    ...(holds && { holds }),
  };
  const text = describeNode(node);
  const parts = new Map<string | number, Ref>();
  const part = (key: string | number): Ref => {
    const made = parts.get(key);
    if (made) return made;
    assertPart(shape, key, text);
    const ref = reference<Any>(source, shapeAt(shape, key), [...path, key]);
    parts.set(key, ref);
    return ref;
  };
  const known = keysOf(shape);
  const own = new Map<PropertyKey, unknown>([
    [nodeSymbol, node],
    [inspect, () => text],
    [Symbol.toPrimitive, (hint: string) => toPrimitive(text, hint)],
    ["toJSON", () => text],
    ["toString", () => text],
    ["at", part],
    ["then", undefined],
  ]);
  const target = { [inspect]: () => text };
  return new Proxy(target, {
    get(_target, key) {
      if (own.has(key)) return own.get(key);
      if (typeof key === "symbol" || (key in Object.prototype && !known?.includes(key)))
        return Reflect.get(target, key);
      return part(isIndex(key) && !known?.includes(key) ? Number(key) : key);
    },
    has: (_target, key) => key === nodeSymbol || (typeof key === "string" && (known?.includes(key) ?? false)),
    ownKeys: () => [...(known ?? [])],
    getOwnPropertyDescriptor: (_target, key) =>
      typeof key === "string" && known?.includes(key)
        ? { value: part(key), enumerable: true, configurable: true }
        : undefined,
    set() {
      throw new StepbookError(
        `${text} is a placeholder: its value exists only when the workflow runs and can't be set.`,
      );
    },
  }) as unknown as Ref<T>;
}

/** Fails where a shape does not have the part at a path. */
export function assertParts(shape: Shape, path: Path, text: string, before = ""): void {
  let part: Shape | undefined = shape;
  for (const key of path) {
    assertPart(part, key, text, before);
    part = shapeAt(part, key);
  }
}

function isIndex(key: string): boolean {
  return /^(0|[1-9]\d{0,8})$/.test(key);
}

function assertPart(shape: Shape | undefined, key: string | number, text: string, before = ""): void {
  const kind = shape === undefined ? undefined : kindOf(shape);
  if (kind === undefined || kind === "standard" || keysOf(shape)?.includes(String(key))) return;
  if (kind === "list") {
    if (typeof key === "number") return;
    throw new StepbookError(
      `${before}${text} is a list: it has items, such as ${text}[0], but no ${quote(key)}. ` +
        "To work on each item, use map(…); for the list as a whole, jsonata`…`.",
    );
  }
  const known = keysOf(shape);
  if (known?.includes(String(key))) return;
  throw new StepbookError(
    known === undefined
      ? `${before}${text} is a ${kind}: it has no ${quote(String(key))}.`
      : `${before}${text} has no ${quote(String(key))}.${didYouMean(String(key), known)} It has: ${known.join(", ")}.`,
  );
}
