import { describeValue, didYouMean, StepbookError } from "../errors";
import type { Any } from "./any";

/**
 * A schema of any library that follows Standard Schema, such as zod, valibot or arktype.
 *
 * @see https://standardschema.dev
 */
export interface StandardSchema<Output = Any> {
  /** What Standard Schema asks of a schema. */
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => StandardResult | Promise<StandardResult>;
    readonly types?: { readonly input: Any; readonly output: Output } | undefined;
  };
}

interface StandardResult {
  readonly value?: unknown;
  readonly issues?:
    | readonly {
        readonly message: string;
        readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
      }[]
    | undefined;
}

/** How a value looks: a constructor (`Date` is a timestamp such as `2026-01-31T12:00:00Z`), `[item]` for a list, `{ … }` for an object, or a Standard Schema. */
export type Shape =
  | StringConstructor
  | NumberConstructor
  | BooleanConstructor
  | DateConstructor
  | StandardSchema
  | Optional
  | readonly Shape[]
  | { readonly [key: string]: Shape };

declare const optionalType: unique symbol;

/** A part of an object that may be missing. Made by `optional`. */
export interface Optional<S = Any> {
  /** @internal */
  readonly [optionalType]: S;
}

const optionalShapes = new WeakMap<object, Shape>();

/**
 * A part of an object's shape that may be missing. `isPresent` asks whether it is there.
 *
 * @example executionInput({ name: String, nickname: optional(String) })
 */
export function optional<S extends Shape>(shape: S): Optional<S> {
  const made = Object.freeze({ [Symbol.toStringTag]: "optional" });
  optionalShapes.set(made, shape);
  return made as unknown as Optional<S>;
}

/**
 * The shape of what may be anything: it must be there, and is not looked into.
 *
 * @example executionInput({ id: String, details: anything })
 */
export const anything: StandardSchema<Any> = Object.freeze({
  "~standard": Object.freeze({ version: 1, vendor: "stepbook", validate: (value: unknown) => ({ value }) } as const),
});

/** A moment: a Date, or a text such as `2026-01-31T12:00:00Z`, as which it reaches the workflow. */
export type Timestamp = Date | string;

/** The type of the values that have a shape. */
export type FromShape<S> = S extends StringConstructor
  ? string
  : S extends NumberConstructor
    ? number
    : S extends BooleanConstructor
      ? boolean
      : S extends DateConstructor
        ? Timestamp
        : S extends StandardSchema<infer Output>
          ? Output
          : S extends readonly (infer Item)[]
            ? FromShape<Item>[]
            : FromParts<S>;

type FromParts<S> = { [Key in keyof S as S[Key] extends Optional ? never : Key]: FromShape<S[Key]> } & {
  [Key in keyof S as S[Key] extends Optional ? Key : never]?: S[Key] extends Optional<infer Part>
    ? FromShape<Part>
    : never;
};

type ShapeKind = "string" | "number" | "boolean" | "timestamp" | "standard" | "optional" | "list" | "object";

interface Problem {
  readonly path: string;
  readonly text: string;
}

type Check = (shape: never, value: unknown, path: string) => Promise<readonly Problem[]> | readonly Problem[];

/** RFC 3339, as Amazon States Language has it: with an upper-case T and Z. */
const timestamp = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

const scalar =
  (name: string, fits: (value: unknown) => boolean): Check =>
  (_shape, value, path) =>
    fits(value) ? [] : [{ path, text: `must be a ${name}, but is ${describeValue(value)}` }];

const checks: Record<ShapeKind, Check> = {
  string: scalar("string", (value) => typeof value === "string"),
  number: scalar("number", (value) => typeof value === "number" && Number.isFinite(value)),
  boolean: scalar("boolean", (value) => typeof value === "boolean"),
  timestamp: scalar(
    "timestamp such as 2026-01-31T12:00:00Z",
    (value) => typeof value === "string" && timestamp.test(value),
  ),
  standard: async (shape: StandardSchema, value, path) => {
    const { issues } = await shape["~standard"].validate(value);
    return (issues ?? []).map((issue) => ({
      path: [path, ...(issue.path ?? []).map((key) => String(typeof key === "object" ? key.key : key))].join("."),
      text: issue.message,
    }));
  },
  optional: (shape: object, value, path) => problemsOf(optionalShapes.get(shape)!, value, path),
  list: async (shape: readonly Shape[], value, path) => {
    if (!Array.isArray(value)) return [{ path, text: `must be a list, but is ${describeValue(value)}` }];
    const problems = await Promise.all(value.map((item, index) => problemsOf(shape[0]!, item, `${path}[${index}]`)));
    return problems.flat();
  },
  object: async (shape: { readonly [key: string]: Shape }, value, path) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      return [{ path, text: `must be an object, but is ${describeValue(value)}` }];
    }
    const given = Object.keys(value);
    const problems = await Promise.all(
      Object.keys(shape).map((key) => {
        const at = `${path}.${key}`;
        if (Object.hasOwn(value, key)) return problemsOf(shape[key]!, (value as Record<string, unknown>)[key], at);
        if (kindOf(shape[key]) === "optional") return [];
        const misspelled = given.filter((name) => !Object.hasOwn(shape, name));
        const hint = didYouMean(key, misspelled).replace("Did you mean", "You gave").replace("?", ".");
        return [{ path: at, text: `is missing: ${describeShape(shape[key]!)} is expected.${hint}` }];
      }),
    );
    return problems.flat();
  },
};

/** Fails with one error that names every field of the value that does not fit. */
export async function checkShape(shape: Shape, value: unknown, what: string): Promise<void> {
  const problems = await problemsOf(shape, value, "input");
  if (problems.length === 0) return;
  const lines = problems.slice(0, 10).map(({ path, text }) => `  ${path} ${text}`);
  if (problems.length > 10) lines.push(`  … and ${problems.length - 10} more`);
  throw new StepbookError(`The input of ${what} does not have the declared shape:\n${lines.join("\n")}`);
}

/** Fails where something in a shape is none, naming its place. */
export function assertShape(shape: unknown, path: string, seen: readonly unknown[] = []): asserts shape is Shape {
  const kind = kindOf(shape);
  if (kind === undefined || seen.includes(shape)) {
    throw new StepbookError(
      `${path} is not a shape: ${seen.includes(shape) ? "it holds itself" : describeValue(shape)}. ` +
        "Use String, Number, Boolean, Date, [item], { key: … } or a Standard Schema object.",
    );
  }
  if (kind === "list" && (shape as readonly unknown[]).length !== 1) {
    throw new StepbookError(`${path} must hold one shape, that of its items, such as [String].`);
  }
  for (const [key, child] of children(shape as Shape)) assertShape(child, `${path}.${key}`, [...seen, shape]);
}

/** The shape of a value's part; undefined where any part may be there. */
export function shapeAt(shape: Shape | undefined, key: string | number): Shape | undefined {
  if (shape === undefined) return undefined;
  const kind = kindOf(shape);
  if (kind === "optional") return shapeAt(optionalShapes.get(shape), key);
  if (kind === "list") return (shape as readonly Shape[])[0];
  return kind === "object" && Object.hasOwn(shape, key) ? (shape as { [key: string]: Shape })[key] : undefined;
}

/** The keys that an object's shape declares; undefined where any may be there. */
export function keysOf(shape: Shape | undefined): readonly string[] | undefined {
  const kind = shape === undefined ? undefined : kindOf(shape);
  if (kind === "optional") return keysOf(optionalShapes.get(shape as object));
  return kind === "object" ? Object.keys(shape as object) : undefined;
}

/** The kind of a scalar's shape; undefined where it is another, or none. */
export function scalarOf(shape: Shape | undefined): "string" | "number" | "boolean" | "timestamp" | undefined {
  const kind = shape === undefined ? undefined : kindOf(shape);
  if (kind === "optional") return scalarOf(optionalShapes.get(shape as object));
  return kind === "string" || kind === "number" || kind === "boolean" || kind === "timestamp" ? kind : undefined;
}

export function kindOf(shape: unknown): ShapeKind | undefined {
  if (shape === String) return "string";
  if (shape === Number) return "number";
  if (shape === Boolean) return "boolean";
  if (shape === Date) return "timestamp";
  if (shape === null || (typeof shape !== "object" && typeof shape !== "function")) return undefined;
  if (optionalShapes.has(shape)) return "optional";
  if ("~standard" in shape) return "standard";
  if (Array.isArray(shape)) return "list";
  const prototype = Object.getPrototypeOf(shape);
  return typeof shape === "object" && (prototype === null || prototype === Object.prototype) ? "object" : undefined;
}

function problemsOf(shape: Shape, value: unknown, path: string): Promise<readonly Problem[]> | readonly Problem[] {
  return checks[kindOf(shape)!](shape as never, value, path);
}

function children(shape: Shape): readonly (readonly [string, unknown])[] {
  const kind = kindOf(shape);
  if (kind === "optional") return [["optional", optionalShapes.get(shape as object)]];
  return kind === "list" || kind === "object" ? Object.entries(shape) : [];
}

const shapeNames: Record<ShapeKind, string> = {
  string: "a string",
  number: "a number",
  boolean: "a boolean",
  timestamp: "a timestamp",
  standard: "a value",
  optional: "a value",
  list: "a list",
  object: "an object",
};

function describeShape(shape: Shape): string {
  return shapeNames[kindOf(shape)!];
}
