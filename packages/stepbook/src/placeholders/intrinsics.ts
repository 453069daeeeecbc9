import { StepbookError } from "../errors";
import { describe } from "../steps/data";
import type { Any } from "./any";
import { type Data, type Dynamic, type Expression, expressionNode } from "./expression";
import { call } from "./functions";

// The functions that Amazon States Language has for values. Each is a call of States.… in a workflow of paths, and
// the JSONata that gives the same elsewhere.

/**
 * A list of values.
 * @example pass("Both", { output: { names: array(input.first, input.second) } })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html#asl-intrsc-func-arrays
 */
export function array(...items: Data[]): Expression<Any[]> {
  return call("array", items);
}

/**
 * A list cut into lists of at most `size` items.
 * @example map("Batches", { items: arrayPartition(input.names, 10), each: (names) => pass("Batch", { output: names }) })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html#asl-intrsc-func-arrays
 */
export function arrayPartition<T>(list: Dynamic<readonly T[]>, size: Dynamic<number>): Expression<T[][]> {
  return call("arrayPartition", [list, size]);
}

/**
 * Whether a list has a value among its items. Objects and lists are the same where all of their parts are.
 * @example pass("Known", { output: { known: arrayContains(input.names, "Ada") } })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html#asl-intrsc-func-arrays
 */
export function arrayContains<T>(list: Dynamic<readonly T[]>, value: Dynamic<T>): Expression<boolean> {
  return call("arrayContains", [list, value]);
}

/**
 * The numbers from `first` to `last`, both included, `step` apart. At most 1,000.
 * @example map("Pages", { items: arrayRange(1, input.pages, 1), each: (page) => pass("Page", { output: page }) })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html#asl-intrsc-func-arrays
 */
export function arrayRange(
  first: Dynamic<number>,
  last: Dynamic<number>,
  step: Dynamic<number> = 1,
): Expression<number[]> {
  return call("arrayRange", [first, last, step]);
}

/**
 * The item of a list at a place, counted from 0. For a place that is known now, `list[0]` reads better.
 * @example pass("Chosen", { output: { name: arrayGetItem(input.names, input.place) } })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html#asl-intrsc-func-arrays
 */
export function arrayGetItem<T>(list: Dynamic<readonly T[]>, index: Dynamic<number>): Expression<T> {
  return call("arrayGetItem", [list, index]);
}

/**
 * A list without the items that it already had.
 * @example pass("Once", { output: { names: arrayUnique(input.names) } })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html#asl-intrsc-func-arrays
 */
export function arrayUnique<T>(list: Dynamic<readonly T[]>): Expression<T[]> {
  return call("arrayUnique", [list]);
}

/**
 * How many items a list has.
 * @example when(equals(length(input.names), 0), nobody)
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html#asl-intrsc-func-arrays
 */
export function length(list: Dynamic<readonly Any[]>): Expression<number> {
  return call("length", [list]);
}

/**
 * A text in Base64. At most 10,000 characters.
 * @example pass("Encoded", { output: { body: base64Encode(input.text) } })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html#asl-intrsc-func-data-encode-decode
 */
export function base64Encode(text: Dynamic<string>): Expression<string> {
  return call("base64Encode", [text]);
}

/**
 * The text that Base64 stands for. At most 10,000 characters.
 * @example pass("Decoded", { output: { text: base64Decode(input.body) } })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html#asl-intrsc-func-data-encode-decode
 */
export function base64Decode(text: Dynamic<string>): Expression<string> {
  return call("base64Decode", [text]);
}

/**
 * The hash of a text, in hexadecimal digits. At most 10,000 characters.
 * @example pass("Key", { output: { key: hash(input.text, "SHA-256") } })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html#asl-intrsc-func-hash-calc
 */
export function hash(text: Dynamic<string>, algorithm: Dynamic<HashAlgorithm>): Expression<string> {
  return call("hash", [text, algorithm]);
}

/** What `hash` can compute. */
export type HashAlgorithm = "MD5" | "SHA-1" | "SHA-256" | "SHA-384" | "SHA-512";

/**
 * The members of two objects in one; those of the second win.
 * @example pass("Settings", { output: jsonMerge({ color: "red" }, input.settings) })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html#asl-intrsc-func-json-manipulate
 */
export function jsonMerge<First extends object, Second extends object>(
  first: Dynamic<First>,
  second: Dynamic<Second>,
): Expression<Omit<First, keyof Second> & Second> {
  return call("jsonMerge", [first, second]);
}

/**
 * The value that a JSON text stands for.
 * @example pass("Read", { output: stringToJson(input.body) })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html#asl-intrsc-func-json-manipulate
 */
export function stringToJson(text: Dynamic<string>): Expression<Any> {
  return call("stringToJson", [text]);
}

/**
 * A value as a JSON text.
 * @example pass("Written", { output: { body: jsonToString(input.user) } })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html#asl-intrsc-func-json-manipulate
 */
export function jsonToString(value: Data): Expression<string> {
  return call("jsonToString", [value]);
}

/**
 * The sum of two numbers.
 * @example pass("Count", { assign: { tries: add(tries, 1) } })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html#asl-intrsc-func-math-operation
 */
export function add(left: Dynamic<number>, right: Dynamic<number>): Expression<number> {
  return call("add", [left, right]);
}

/**
 * A random whole number, from `start` up to but not including `end`. The same `seed` gives the same number.
 * @example wait("A while", { seconds: mathRandom(1, 10) })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html#asl-intrsc-func-math-operation
 */
export function mathRandom(start: Dynamic<number>, end: Dynamic<number>, seed?: Dynamic<number>): Expression<number> {
  return call("mathRandom", seed === undefined ? [start, end] : [start, end, seed]);
}

/**
 * The parts of a text between separators. Each character of `separators` is one, and empty parts are left out. Only
 * paths take a placeholder for them.
 * @example pass("Words", { output: { words: stringSplit(input.text, " ,") } })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html#asl-intrsc-func-string-operation
 */
export function stringSplit(text: Dynamic<string>, separators: Dynamic<string>): Expression<string[]> {
  if (!expressionNode(separators) && (typeof separators !== "string" || separators === "")) {
    throw new StepbookError(
      `stringSplit(text, separators): the separators are a plain string, such as ",", but here is ${describe(separators)}.`,
    );
  }
  return call("stringSplit", [text, separators]);
}

/**
 * A string with each `{}` replaced by the next value. Only paths take a placeholder for the template.
 * @example format("Hello {}, you are {}", input.name, input.age)
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html#asl-intrsc-func-generic
 */
export function format(
  template: Dynamic<string>,
  ...values: Dynamic<string | number | boolean | Date>[]
): Expression<string> {
  if (expressionNode(template)) return call("format", [template, ...values]);
  const places = typeof template === "string" ? template.split("{}").length - 1 : -1;
  if (places !== values.length) {
    throw new StepbookError(
      places < 0
        ? 'format(template, …values): the template is a plain string, such as "Hello {}".'
        : `format(${JSON.stringify(template)}, …) has ${counted(places, "place {}", "places {}")} but ${counted(values.length, "value", "values")}.`,
    );
  }
  return call("format", [template, ...values]);
}

/**
 * A new random identifier.
 * @example pass("Tag", { output: { id: uuid() } })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html#asl-intrsc-func-uuid-generate
 */
export function uuid(): Expression<string> {
  return call("uuid", []);
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
