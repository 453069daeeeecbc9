import { StepbookError } from "../errors";
import type { Any } from "./any";
import { type Dynamic, type Expression, expression } from "./expression";
import { call } from "./functions";

// What JSONata can compute and paths can't: for workflows in JSONata, the language that new ones have.

/**
 * The difference of two numbers.
 *
 * @example subtract(input.total, input.discount)
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export function subtract(left: Dynamic<number>, right: Dynamic<number>): Expression<number> {
  return call("subtract", [left, right]);
}

/**
 * The product of two numbers.
 *
 * @example multiply(input.price, input.count)
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export function multiply(left: Dynamic<number>, right: Dynamic<number>): Expression<number> {
  return call("multiply", [left, right]);
}

/**
 * The quotient of two numbers.
 *
 * @example divide(input.total, input.count)
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export function divide(left: Dynamic<number>, right: Dynamic<number>): Expression<number> {
  return call("divide", [left, right]);
}

/**
 * What a division leaves.
 *
 * @example equals(remainder(index, 2), 0)
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export function remainder(left: Dynamic<number>, right: Dynamic<number>): Expression<number> {
  return call("remainder", [left, right]);
}

/**
 * A number without its fraction, or with so many digits of it.
 *
 * @example round(input.price, 2)
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export function round(value: Dynamic<number>, digits?: Dynamic<number>): Expression<number> {
  return call("round", digits === undefined ? [value] : [value, digits]);
}

/**
 * The sum of a list of numbers.
 *
 * @example sum(input.sizes)
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export function sum(list: Dynamic<readonly number[]>): Expression<number> {
  return call("sum", [list]);
}

/**
 * The largest number of a list.
 *
 * @example max(input.sizes)
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export function max(list: Dynamic<readonly number[]>): Expression<number> {
  return call("max", [list]);
}

/**
 * The smallest number of a list.
 *
 * @example min(input.sizes)
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export function min(list: Dynamic<readonly number[]>): Expression<number> {
  return call("min", [list]);
}

/**
 * The mean of a list of numbers.
 *
 * @example average(input.sizes)
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export function average(list: Dynamic<readonly number[]>): Expression<number> {
  return call("average", [list]);
}

/**
 * The number that a text, or a truth, stands for.
 *
 * @example toNumber(input.count)
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export function toNumber(value: Dynamic<string | number | boolean>): Expression<number> {
  return call("toNumber", [value]);
}

/**
 * Texts in a row; other values as their JSON.
 *
 * @example concat(input.first, " ", input.last)
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export function concat(...values: Dynamic<string | number | boolean>[]): Expression<string> {
  return call("concat", values.length === 1 ? [values[0], ""] : values);
}

/**
 * The texts of a list in one, with a separator between.
 *
 * @example join(input.names, ", ")
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export function join(list: Dynamic<readonly string[]>, separator?: Dynamic<string>): Expression<string> {
  return call("join", separator === undefined ? [list] : [list, separator]);
}

/**
 * Whether a text holds another, or something that a pattern describes.
 *
 * @example when(contains(input.name, /^test/i), skip)
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export function contains(text: Dynamic<string>, part: Dynamic<string> | RegExp): Expression<boolean> {
  return call("contains", [text, part instanceof RegExp ? pattern(part, "contains") : part]);
}

/**
 * What a pattern describes in a text: `match`, `index` and `groups` of it, a list of them where there are more,
 * nothing where there is none.
 * @example pass("Read", { output: { found: match(input.email, /@(.*)$/) } })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export function match(text: Dynamic<string>, part: RegExp): Expression<Any> {
  return call("match", [text, pattern(part, "match")]);
}

/** A regular expression as JSONata has it. */
function pattern(expressed: RegExp, where: string): Expression<RegExp> {
  if (/^[im]*$/.test(expressed.flags)) return expression({ kind: "jsonata", parts: [String(expressed)], args: [] });
  throw new StepbookError(`${where}(…): ${expressed} has flags that JSONata lacks: it has i and m.`);
}

/**
 * A text in lower case.
 *
 * @example lowercase(input.email)
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export function lowercase(text: Dynamic<string>): Expression<string> {
  return call("lowercase", [text]);
}

/**
 * A text in upper case.
 *
 * @example uppercase(input.country)
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export function uppercase(text: Dynamic<string>): Expression<string> {
  return call("uppercase", [text]);
}

/**
 * A text without white space around it, and with single spaces within.
 *
 * @example trim(input.name)
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export function trim(text: Dynamic<string>): Expression<string> {
  return call("trim", [text]);
}

/**
 * The time, as a timestamp.
 *
 * @example pass("Stamp", { output: { at: now() } })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export function now(): Expression<string> {
  return call("now", []);
}

/**
 * The time, as milliseconds since 1970.
 *
 * @example subtract(millis(), startedAt)
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export function millis(): Expression<number> {
  return call("millis", []);
}

/**
 * One value where a condition holds, else another.
 *
 * @example ifElse(isPresent(input.name), input.name, "nobody")
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export function ifElse<Then, Else>(
  condition: Dynamic<boolean>,
  then: Dynamic<Then>,
  otherwise: Dynamic<Else>,
): Expression<0 extends 1 & Then ? Any : Then | Else> {
  return call("ifElse", [condition, then, otherwise]);
}
