import { describe, expect, it } from "vitest";
import { parseIntrinsic } from "./intrinsic";
import { parsePath, parseReferencePath } from "./json-path";

describe("a path", () => {
  it.each([
    ["$", "input", 0, true],
    ["$.a.b-c", "input", 2, true],
    ["$['a b'][-1]", "input", 2, true],
    ["$.list[*].name", "input", 3, false],
    ["$.list[1:3]", "input", 2, false],
    ["$..name", "input", 1, false],
    ["$.list[?(@.price < 10 && !(@.sold == true))]", "input", 2, false],
    ["$[(@.length-1)].bar", "input", 2, true],
    ["$$.Execution.Id", "context", 2, true],
    ["$order.items[0]", "variable", 2, true],
    ["$.名前.café", "input", 2, true],
  ])("%s is read", (text, root, steps, definite) => {
    const path = parsePath(text);
    expect([path.root, path.steps.length, path.definite]).toEqual([root, steps, definite]);
  });

  it.each([
    ["a", 0],
    ["$.", 2],
    ["$.a[", 4],
    ["$.a[1", 5],
    ["$.a['b]", 7],
    ["$.a b", 3],
    ["$.a[?(@.x ==)]", 12],
    ["$$23", 2],
  ])("%s is refused at character %i", (text, position) => {
    expect(() => parsePath(text)).toThrowError(expect.objectContaining({ name: "QuerySyntaxError", position }));
  });

  it("to write to names one place", () => {
    expect(parseReferencePath("$.a.b[0]").steps).toHaveLength(3);
    for (const text of ["$.a[*]", "$..a", "$$.a", "$x.a"]) expect(() => parseReferencePath(text)).toThrow(/one place/);
  });
});

describe("an intrinsic function", () => {
  it("is read with nested calls, paths, literals and their escapes", () => {
    expect(parseIntrinsic("States.Format('It\\'s {} \\{\\}', States.MathAdd($.n, -1), true, null)")).toMatchObject({
      name: "States.Format",
      arguments: [
        { kind: "literal", value: "It's {} {}", raw: "It's {} \\{\\}" },
        { kind: "call", call: { name: "States.MathAdd", arguments: [{ kind: "path" }, { value: -1 }] } },
        { value: true },
        { value: null },
      ],
    });
  });

  it.each([
    ["States.Nope()", /there is no intrinsic function States.Nope/],
    ["States.UUID(1)", /takes 0 arguments, not 1/],
    ["States.Array(1", /expected "," or "\)"/],
    ["States.Array(x)", /expected a path/],
    [`${"States.Array(".repeat(11)}${")".repeat(11)}`, /at most 10 deep/],
  ])("%s is refused", (text, message) => {
    expect(() => parseIntrinsic(text)).toThrow(message);
  });
});
