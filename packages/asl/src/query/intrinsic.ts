import type { JsonPath } from "./json-path";
import { readPath } from "./json-path";
import { QuerySyntaxError, Scanner } from "./scanner";

/** The intrinsic functions of JSONPath, with the least and the most arguments that each takes. */
export const intrinsicFunctions = {
  "States.Array": [0, Number.POSITIVE_INFINITY],
  "States.ArrayContains": [2, 2],
  "States.ArrayGetItem": [2, 2],
  "States.ArrayLength": [1, 1],
  "States.ArrayPartition": [2, 2],
  "States.ArrayRange": [3, 3],
  "States.ArrayUnique": [1, 1],
  "States.Base64Decode": [1, 1],
  "States.Base64Encode": [1, 1],
  "States.Format": [1, Number.POSITIVE_INFINITY],
  "States.Hash": [2, 2],
  "States.JsonMerge": [3, 3],
  "States.JsonToString": [1, 1],
  "States.MathAdd": [2, 2],
  "States.MathRandom": [2, 3],
  "States.StringSplit": [2, 2],
  "States.StringToJson": [1, 1],
  "States.UUID": [0, 0],
} as const satisfies Readonly<Record<string, readonly [number, number]>>;

export type IntrinsicName = keyof typeof intrinsicFunctions;

export type IntrinsicArgument =
  | { readonly kind: "path"; readonly path: JsonPath }
  | { readonly kind: "call"; readonly call: IntrinsicCall }
  /** `raw` is a text with the escapes of its braces, as a template needs it. */
  | { readonly kind: "literal"; readonly value: string | number | boolean | null; readonly raw?: string };

export interface IntrinsicCall {
  readonly name: IntrinsicName;
  readonly arguments: readonly IntrinsicArgument[];
}

const deepest = 10;

/** Whether a text is meant as an intrinsic function rather than a path. */
export const isIntrinsic = (text: string): boolean => text.startsWith("States.");

/**
 * Reads a call of an intrinsic function: `States.Format('Hello {}', $.name)`. Calls nest up to 10 deep.
 *
 * @throws QuerySyntaxError that tells where and what was expected.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
 */
export const parseIntrinsic = (text: string): IntrinsicCall => {
  const scanner = new Scanner(text);
  const call = readCall(scanner, 1);
  scanner.space();
  if (!scanner.done) scanner.fail("the end");
  return call;
};

const readCall = (scanner: Scanner, depth: number): IntrinsicCall => {
  const start = scanner.position;
  const name = scanner.match(/States\.\w+/y) ?? scanner.fail("an intrinsic function");
  if (!Object.hasOwn(intrinsicFunctions, name))
    throw new QuerySyntaxError(
      `there is no intrinsic function ${name}; there are ${Object.keys(intrinsicFunctions).join(", ")}`,
      start,
    );
  if (depth > deepest) throw new QuerySyntaxError(`intrinsic functions nest at most ${deepest} deep`, start);
  const given = readArguments(scanner, depth);
  const [least, most] = intrinsicFunctions[name as IntrinsicName];
  if (given.length < least || given.length > most)
    throw new QuerySyntaxError(`${name} takes ${countText(least, most)}, not ${given.length}`, start);
  return { name: name as IntrinsicName, arguments: given };
};

const countText = (least: number, most: number): string =>
  most === Number.POSITIVE_INFINITY
    ? `at least ${least} argument${least === 1 ? "" : "s"}`
    : least === most
      ? `${least} argument${least === 1 ? "" : "s"}`
      : `${least} to ${most} arguments`;

const readArguments = (scanner: Scanner, depth: number): readonly IntrinsicArgument[] => {
  scanner.space();
  scanner.need("(");
  scanner.space();
  const given: IntrinsicArgument[] = [];
  if (scanner.take(")")) return given;
  for (;;) {
    scanner.space();
    given.push(readArgument(scanner, depth));
    scanner.space();
    if (scanner.take(")")) return given;
    if (!scanner.take(",")) scanner.fail('"," or ")"');
  }
};

const words = { true: true, false: false, null: null } as const;

const readArgument = (scanner: Scanner, depth: number): IntrinsicArgument => {
  const next = scanner.text.charAt(scanner.position);
  if (next === "$") return { kind: "path", path: readPath(scanner) };
  if (next === "'") return { kind: "literal", ...scanner.quoted()! };
  if (scanner.text.startsWith("States.", scanner.position)) return { kind: "call", call: readCall(scanner, depth + 1) };
  const number = scanner.match(/-?\d+(\.\d+)?([eE][+-]?\d+)?/y);
  if (number !== undefined) return { kind: "literal", value: Number(number) };
  const word = scanner.match(/true|false|null/y) as keyof typeof words | undefined;
  if (word !== undefined) return { kind: "literal", value: words[word] };
  return scanner.fail("a path, an intrinsic function, a number, a text in single quotes, true, false or null");
};
