import fc from "fast-check";
import jsonata from "jsonata";
import { expect, it } from "vitest";
import { topLevelNames } from "../jsonata-names";
import { plain } from "./jsonata";

const token = fc.constantFrom(
  ...[
    "$",
    "$a",
    "$states.input",
    "$states.input.name",
    ".",
    ".b",
    "[0]",
    "[",
    "]",
    "(",
    ")",
    "1",
    "2.5",
    ".5",
    "-",
    "1e9",
  ],
  ...[
    " ",
    " and ",
    " or ",
    "and",
    "or",
    "in",
    "=",
    "!=",
    "<",
    "<=",
    ">",
    "+",
    "*",
    "/",
    "&",
    "^",
    "~>",
    "?",
    ":",
    ":=",
  ],
  ...[
    '"text"',
    '"',
    "'t'",
    "`k`",
    "true",
    "null",
    "True",
    "AND",
    "name",
    "\\",
    "\n",
    "{",
    "}",
    "function",
    "%",
    "@",
    "#",
    ",",
  ],
);

it("what is taken to be plain, the parser reads, and no name in it stands alone", () => {
  let plainOnes = 0;
  fc.assert(
    fc.property(fc.array(token, { minLength: 1, maxLength: 9 }), (tokens) => {
      const text = tokens.join("");
      if (!plain.test(text)) return;
      plainOnes += 1;
      expect(topLevelNames(jsonata(text).ast())).toEqual([]);
    }),
    { numRuns: 20_000 },
  );
  expect(plainOnes).toBeGreaterThan(100);
  expect(plain.test("$a.true")).toBe(false);
});

it("is decided in linear time", () => {
  expect(plain.test(`${"$a.b = 1 and ".repeat(20_000)}$a..b`)).toBe(false);
  expect(plain.test(`$a${" ".repeat(50_000)}!`)).toBe(false);
});
