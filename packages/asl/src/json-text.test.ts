import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { repeatedKey } from "./json-text";

describe("a name that stands twice in a JSON text", () => {
  it.each([
    ['{"a":1,"a":2}', ["a"]],
    ['{"a":{"b":1},"c":[0,{"b":1,"d":[],"b":2}]}', ["c", 1, "b"]],
    ['{"\\u0061":1,"a":2}', ["a"]],
    ['{"__proto__":1,"__proto__":1}', ["__proto__"]],
    ['{"a":"}\\",{\\\\","a" : 1}', ["a"]],
    ['{"a":1,"b":{"a":1},"c":["a","a"],"d":"a"}', undefined],
    ['"a,a"', undefined],
  ])("is found: %s", (text, place) => {
    expect(repeatedKey(text)).toEqual(place);
  });

  it("is never found in what JSON.stringify writes", () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => repeatedKey(JSON.stringify(value, null, 1)) === undefined));
  });
});
