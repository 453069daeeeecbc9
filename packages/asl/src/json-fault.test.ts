import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonFault } from "./json-fault";

const values = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

describe("the fault of a JSON text", () => {
  it.each([
    ["not a definition", `Unrecognized token 'not': was expecting ${values}`, 1, 4],
    ["{a}", "Unexpected character ('a' (code 97)): was expecting double-quote to start field name", 1, 3],
    ['{"a" 1}', "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value", 1, 7],
    ['{"a":1\n"b":2}', "Unexpected character ('\"' (code 34)): was expecting comma to separate Object entries", 2, 2],
    ["[1,]", `Unexpected character (']' (code 93)): expected a valid value ${values}`, 1, 5],
    ['{"a":"\\x"}', "Unrecognized character escape 'x' (code 120)", 1, 9],
    ['{"a":1,"a":2}', "Duplicate field 'a'", 1, 11],
  ])("is told with its place: %s", (text, message, line, column) => {
    expect(jsonFault(text)).toMatchObject({
      message,
      source: `[Source: (String)"${text}"; line: ${line}, column: ${column}]`,
    });
  });

  it("is where a text ends too early", () => {
    expect(jsonFault("")?.source).toBe('[Source: (String)""; line: 1, column: 0]');
    expect(jsonFault('{"a":')?.message).toMatch(/^Unexpected end-of-input: expected close marker for Object/);
    expect(jsonFault('"a')?.message).toBe("Unexpected end-of-input: was expecting closing quote for a string value");
  });

  it("names the member that is there twice in one object", () => {
    expect(jsonFault('{"States": {"A": [0, {"b": 1, "\\u0062": 2}]}}')?.repeated).toEqual(["States", "A", 1, "b"]);
    expect(jsonFault('{"a": {"b": 1}, "c": {"b": {"a": 2}}}')).toBeUndefined();
    expect(jsonFault('{"__proto__": 1, "constructor": 2}')).toBeUndefined();
  });

  it("tells no more than 500 characters of a text", () => {
    expect(jsonFault(`"${"x".repeat(600)}`)?.source).toContain('xxx"[truncated 101 chars]; line: 1');
  });

  it("is there exactly where a parser finds one", () => {
    const parses = (text: string) => {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    };
    const pieces = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"a"',
      '"b"',
      "1",
      "-",
      "0.5e1",
      "01",
      "true",
      "x",
      " ",
      "\n",
      '"\\u00e9"',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const text = parts.join("");
        const fault = jsonFault(text);
        expect(fault === undefined || fault.repeated !== undefined).toBe(parses(text));
      }),
    );
    fc.assert(fc.property(fc.json(), (text) => jsonFault(text) === undefined));
    fc.assert(fc.property(fc.string(), (text) => (jsonFault(text) === undefined) === parses(text)));
  });

  it("does not depend on how deep a text nests", () => {
    expect(jsonFault("[".repeat(100_000))?.message).toMatch(/expected close marker for Array/);
  });
});
