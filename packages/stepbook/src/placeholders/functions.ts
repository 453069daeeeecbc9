import { StepbookError } from "../errors";
import { describe, template } from "../steps/data";
import { type Dynamic, type Expression, expression, expressionNode, nodeOf, type Scalar } from "./expression";
import { scalarOf } from "./scalars";

type Comparable = string | number | Date;

/** @internal A call of a function, with values or placeholders. */
export const call = <T>(name: string, args: readonly unknown[]): Expression<T> =>
  expression({
    kind: "call",
    name,
    args: args.map((arg, index) => {
      const value = template(arg, `${name}(…): argument ${index + 1}`);
      return arg instanceof Date ? { kind: "literal", value, isTimestamp: true } : nodeOf(value);
    }),
  });

/**
 * Whether two values are equal. Which of Amazon States Language's operators it becomes, the value's type decides.
 * @example when(equals(input.color, "red"), stop)
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
 */
export function equals<T>(left: Dynamic<T>, right: Dynamic<T>): Expression<boolean> {
  return comparison("equals", left, right);
}

/**
 * Whether two values differ.
 *
 * @example when(notEquals(input.color, "red"), go)
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
 */
export function notEquals<T>(left: Dynamic<T>, right: Dynamic<T>): Expression<boolean> {
  return comparison("notEquals", left, right);
}

/**
 * Whether the left value is less.
 *
 * @example when(lessThan(input.size, 10), small)
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
 */
export function lessThan<T extends Comparable>(left: Dynamic<T>, right: Dynamic<T>): Expression<boolean> {
  return comparison("lessThan", left, right);
}

/**
 * Whether the left value is less or equal.
 *
 * @example when(lessThanEquals(input.size, 10), small)
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
 */
export function lessThanEquals<T extends Comparable>(left: Dynamic<T>, right: Dynamic<T>): Expression<boolean> {
  return comparison("lessThanEquals", left, right);
}

/**
 * Whether the left value is greater.
 *
 * @example when(greaterThan(tries, 10), fail("Gave up"))
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
 */
export function greaterThan<T extends Comparable>(left: Dynamic<T>, right: Dynamic<T>): Expression<boolean> {
  return comparison("greaterThan", left, right);
}

/**
 * Whether the left value is greater or equal.
 *
 * @example when(greaterThanEquals(input.size, 10), large)
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
 */
export function greaterThanEquals<T extends Comparable>(left: Dynamic<T>, right: Dynamic<T>): Expression<boolean> {
  return comparison("greaterThanEquals", left, right);
}

/**
 * Whether every condition holds.
 *
 * @example when(and(isPresent(input.size), greaterThan(input.size, 10)), large)
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
 */
export function and(...conditions: Dynamic<boolean>[]): Expression<boolean> {
  return call("and", conditionsOf("and", conditions));
}

/**
 * Whether a condition holds, at least one.
 *
 * @example when(or(equals(input.a, 1), equals(input.b, 1)), go)
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
 */
export function or(...conditions: Dynamic<boolean>[]): Expression<boolean> {
  return call("or", conditionsOf("or", conditions));
}

/**
 * Whether the condition does not hold.
 *
 * @example when(not(equals(input.color, "red")), go)
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
 */
export function not(condition: Dynamic<boolean>): Expression<boolean> {
  return call("not", conditionsOf("not", [condition]));
}

/**
 * Whether there is such a value, `null` among them.
 *
 * @example when(isPresent(input.nickname), greet)
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
 */
export function isPresent(value: Expression): Expression<boolean> {
  return call("isPresent", [value]);
}

/**
 * Whether the value is `null`.
 *
 * @example when(isNull(input.nickname), skip)
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
 */
export function isNull(value: Expression): Expression<boolean> {
  return call("isNull", [value]);
}

/**
 * Whether the value is a string.
 *
 * @example when(isString(input.id), go)
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
 */
export function isString(value: Expression): Expression<boolean> {
  return call("isString", [value]);
}

/**
 * Whether the value is a number.
 *
 * @example when(isNumber(input.id), go)
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
 */
export function isNumber(value: Expression): Expression<boolean> {
  return call("isNumber", [value]);
}

/**
 * Whether the value is true or false.
 *
 * @example when(isBoolean(input.flag), go)
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
 */
export function isBoolean(value: Expression): Expression<boolean> {
  return call("isBoolean", [value]);
}

/**
 * Whether the value is a timestamp such as `2026-01-31T12:00:00Z`.
 *
 * @example when(isTimestamp(input.due), go)
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
 */
export function isTimestamp(value: Expression): Expression<boolean> {
  return call("isTimestamp", [value]);
}

/**
 * Whether a string matches a pattern: `*` stands for any characters, `\\*` for a star.
 * @example when(matches(input.file, "log-*.txt"), read)
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
 */
export function matches(value: Dynamic<string>, pattern: string): Expression<boolean> {
  if (typeof pattern !== "string") {
    throw new StepbookError("matches(value, pattern): the pattern is a plain string; a placeholder can't be one.");
  }
  return call("matches", [value, pattern]);
}

function comparison(name: string, left: unknown, right: unknown): Expression<boolean> {
  const [one, other] = [left, right].map((value) => scalarOf(nodeOf(value)));
  if (one !== undefined && other !== undefined && comparable(one) !== comparable(other)) {
    throw new StepbookError(
      `${name}(…) compares ${describe(left)} with ${describe(right)}: a ${one} and a ${other} can't be compared.`,
    );
  }
  return call(name, [left, right]);
}

/** A timestamp is also a string. */
const comparable = (scalar: Scalar): Scalar => (scalar === "timestamp" ? "string" : scalar);

function conditionsOf(name: string, conditions: readonly unknown[]): readonly unknown[] {
  if (conditions.length === 0) throw new StepbookError(`${name}() needs at least one condition.`);
  for (const condition of conditions) {
    const scalar = scalarOf(nodeOf(condition));
    const mayHold = scalar === undefined ? expressionNode(condition) !== undefined : scalar === "boolean";
    if (mayHold) continue;
    throw new StepbookError(
      `${name}(…): a condition is made by equals, lessThan, isPresent, and, …, but here is ${describe(condition)}.`,
    );
  }
  return conditions;
}
