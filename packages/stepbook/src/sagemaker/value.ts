import { StepbookError } from "../errors";
import { describe, isPlainObject, setMember, template } from "../steps/data";

/** Copies of this package in one process know each other's values by this. */
const KIND = Symbol.for("stepbook.sagemaker");
const inspect = Symbol.for("nodejs.util.inspect.custom");

/** An immutable description of something of SageMaker's, such as an estimator. */
export interface Value<Kind extends string, Options> {
  /** What it was made of: `pytorch({ ...before.options, instanceCount: 2 })` makes another. */
  readonly options: Options;
  /** @internal */
  readonly [KIND]: Kind;
}

/** A value of a kind; `more` is what it knows beside its options. */
export function newValue<V extends Value<string, unknown>>(
  kind: V[typeof KIND],
  options: V["options"],
  more: object = {},
): V {
  return Object.freeze({
    options: copied(options, `${kind}(…)`),
    ...more,
    [KIND]: kind,
    [inspect]: (_depth: number, settings: object, show: (value: unknown, settings: object) => string) =>
      `${kind}(${show(options, settings)})`,
  }) as never;
}

export function isValue<Kind extends string>(value: unknown, kind: Kind): value is Value<Kind, unknown> {
  return typeof value === "object" && value !== null && (value as { [KIND]?: string })[KIND] === kind;
}

/** Fails where a value is not of a kind. */
export function assertValue(value: unknown, kind: string, where: string, made = `${kind}({ … })`): void {
  if (!isValue(value, kind)) throw new StepbookError(`${where} is made by ${made}, but here is ${describe(value)}.`);
}

/** A frozen copy without what is undefined. Values within it stay what they are. */
function copied(value: unknown, where: string, seen: readonly unknown[] = []): unknown {
  const isOurs = typeof value === "object" && value !== null && KIND in value;
  if (isOurs) return value;
  const inside = [...seen, value];
  if (seen.includes(value)) return template(value, where, inside);
  if (Array.isArray(value))
    return Object.freeze(value.map((item, index) => copied(item, `${where}[${index}]`, inside)));
  if (!isPlainObject(value)) return template(value, where);
  const copy: { [key: string]: unknown } = {};
  for (const [key, part] of Object.entries(value))
    if (part !== undefined) setMember(copy, key, copied(part, `${where}.${key}`, inside));
  return Object.freeze(copy);
}
