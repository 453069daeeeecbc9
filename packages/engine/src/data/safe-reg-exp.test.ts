import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SafeRegExp } from "./safe-reg-exp";

/** All matches of a regular expression, as jsonata asks for them. */
const matches = (plain: RegExp, text: string) => {
  const safe = new SafeRegExp(plain);
  const found = [];
  for (let match = safe.exec(text); match && match[0] !== ""; match = safe.exec(text))
    found.push({ index: match.index, groups: [...match] });
  return found;
};
const expected = (plain: RegExp, text: string) => {
  const found = [];
  for (const match of text.matchAll(plain)) {
    if (match[0] === "") break;
    found.push({ index: match.index, groups: [...match] });
  }
  return found;
};

describe("a regular expression of an expression", () => {
  it.each([
    /\d+/g,
    /(a)(b)?/gi,
    /[^,]+/g,
    /^\w+$/gm,
    /\u00e9|é/g,
    /x{2,3}/g,
    /(?<year>\d{4})-(\d\d)/g,
    /\bab?\b/g,
    /a+?b*/g,
  ])("%s finds what JavaScript's own finds", (plain) => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", "b", "A", "x", "é", "1", "2", "0", "-", ",", " ", "\n", "😀") }),
        (text) => {
          expect(matches(plain, text)).toEqual(expected(plain, text));
        },
      ),
    );
  });

  it("may look around and back in short texts only", () => {
    expect(matches(/(\w)\1/g, "aabbc")).toHaveLength(2);
    expect(matches(/a(?=b)/g, "abac")).toHaveLength(1);
    expect(() => matches(/a(?=b)/g, "a".repeat(1001))).toThrow(/lookaround.*1000 characters/);
  });

  it.each([/a*a*a*a*a*b/g, /a+b/g, /(x+x+)z/g])("%s takes a long text without harm", (plain) => {
    expect(matches(plain, "a".repeat(200_000))).toEqual([]);
  });

  it("is refused where it repeats what repeats", () => {
    expect(() => new SafeRegExp(/(a+)+$/g)).toThrow(/repeats what repeats/);
  });
});
