import type { Json } from "../json";
import { parseTime } from "../time";

/** What a plain value may be: in words for people, and what AWS says of a value that is something else. */
export interface Kind {
  readonly expected: string;
  /** AWS's words where the value is none of the kind, else undefined. */
  readonly refusal: (value: Json) => string | undefined;
}

const typed = (holds: (value: Json) => boolean, type: string): Kind["refusal"] => {
  const refusal = `Expected value of type ${type}`;
  return (value) => (holds(value) ? undefined : refusal);
};

const within = (value: number, least: number, most: number): string | undefined =>
  value < least ? `Minimum value is ${least}` : value > most ? `Maximum value is ${most}` : undefined;

export const whole = (least: number, most = Number.POSITIVE_INFINITY): Kind => ({
  expected: `a whole number ${most === Number.POSITIVE_INFINITY ? `of at least ${least}` : `from ${least} to ${most}`}`,
  refusal: (value) =>
    typeof value === "number" && Number.isInteger(value)
      ? within(value, least, most)
      : "Expected value of type Integer",
});

export const number = (least: number, most = Number.POSITIVE_INFINITY): Kind => ({
  expected: `a number ${most === Number.POSITIVE_INFINITY ? `of at least ${least}` : `from ${least} to ${most}`}`,
  refusal: (value) => (typeof value === "number" ? within(value, least, most) : "Expected value of type Number"),
});

export const text = (expected = "text"): Kind => ({
  expected,
  refusal: typed((value) => typeof value === "string", "String"),
});

export const flag: Kind = {
  expected: "true or false",
  refusal: typed((value) => typeof value === "boolean", "Boolean"),
};
export const list: Kind = { expected: "a list", refusal: typed(Array.isArray, "Array") };

export const oneOf = (...words: readonly string[]): Kind => ({
  expected: words.map((word) => JSON.stringify(word)).join(" or "),
  refusal: (value) =>
    words.includes(value as string) ? undefined : `Value should be one of the following: [${words.join(", ")}]`,
});

export const time: Kind = {
  expected: "a time such as 2030-01-31T12:00:00Z",
  refusal: (value) =>
    typeof value === "string" && parseTime(value) !== undefined ? undefined : "String does not match RFC3339 timestamp",
};

/** An ARN, or a placeholder of CloudFormation for one. */
export const arn: Kind = {
  expected: "an ARN, such as arn:aws:states:::lambda:invoke",
  refusal: (value) =>
    typeof value === "string" && /^([a-z][\w+.-]*:.|\$\{.+\})/i.test(value)
      ? undefined
      : "Value is not a valid resource ARN",
};
