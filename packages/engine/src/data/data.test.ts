import type { Json } from "@stepbook/asl";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Host } from "../host";
import { wildcardsMatch } from "../states/comparison";
import { compilePath, compileReferencePath } from "./json-path";
import { mayExplode } from "./safe-reg-exp";
import type { Sources } from "./sources";
import { compileReference, compileTemplate } from "./template";
import { fromBase64, toBase64 } from "./text";
import { Variables } from "./variables";

const host = { random: () => 0.5, uuid: () => "u" } as unknown as Host;
const sources = (root: Sources["root"]): Sources => ({
  root,
  host,
  variables: new Variables(),
  context: () => ({ c: 1 }),
});

describe("Base64", () => {
  it("is that of Node, for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const encoded = toBase64(text);
        expect(encoded).toBe(Buffer.from(text).toString("base64"));
        expect(fromBase64(encoded)).toBe(text);
      }),
    );
    expect(fromBase64("not base64!")).toBeUndefined();
  });
});

describe("a regular expression", () => {
  it.each(["(a+)+$", "(a*)*", "(?:a+b?)*", "(a|a)*", "(\\w|\\d)+", "((a{2,})x)+", "(.|x)*y"])(
    "%s may explode",
    (source) => {
      expect(mayExplode(source)).toBe(true);
    },
  );
  it.each(["a+b+", "(abc)+", "(a|b)*", "[(a+)+]+", "\\(a+\\)+", "^\\d{4}-\\d{2}$", "(a{2,3})+"])(
    "%s may not",
    (source) => {
      expect(mayExplode(source)).toBe(false);
    },
  );
});

describe("a path of many deep scans", () => {
  let chain: Json = 1;
  for (let level = 0; level < 200; level++) chain = { a: chain };
  const wide = { a: Array.from({ length: 3000 }, (_, c) => ({ b: { c } })) };
  it.each([
    ["$..*..*..*..*", chain],
    ["$..*..*..*..none", chain],
    ["$.a[?(@.b in $..c)]", wide],
  ])("%s ends, on much data, in an error", (path, data) => {
    expect(() => compilePath(path)(sources(data))).toThrow("A path leads through more than 2000000 values.");
  });
  it("gives what it meets from the outside in", () => {
    expect(compilePath("$..c")(sources({ c: { c: 1 }, b: [{ c: 2 }] }))).toEqual([{ c: 1 }, 1, 2]);
  });
});

describe("a pattern with wildcards", () => {
  it.each([
    ["*.log", "a.log", true],
    ["a*b*c", "aXbYc", true],
    ["a*b*c", "aXbY", false],
    ["\\*", "*", true],
    ["\\*", "x", false],
    ["*", "", true],
    ["", "x", false],
  ])("%s on %s: %s", (pattern, text, expected) => {
    expect(wildcardsMatch(pattern, text)).toBe(expected);
  });
  it("takes no more than a moment, whatever the pattern", () => {
    expect(wildcardsMatch(`${"*a".repeat(200)}b`, "a".repeat(2000))).toBe(false);
  });
});

describe("a path", () => {
  const order = { items: [{ name: "a", price: 5 }, { name: "b", price: 20 }, { name: "c" }], total: 25 };
  it.each([
    ["$.items[0].name", "a"],
    ["$.items[-1].name", "c"],
    ["$.items[*].name", ["a", "b", "c"]],
    ["$.items[1:].name", ["b", "c"]],
    ["$.items[:1].name", ["a"]],
    ["$..price", [5, 20]],
    ["$.items[?(@.price > 10)].name", ["b"]],
    ["$.items[?(@.price)].name", ["a", "b"]],
    ["$.items[?(!(@.price) || @.name == 'a')].name", ["a", "c"]],
    ["$.items[?(@.price < $.total && @.name in ['b', 'x'])].name", ["b"]],
    ["$.items[0,2].name", ["a", "c"]],
    ["$.items[0]['name','price']", ["a", 5]],
    ["$.items[(@.length-1)].name", "c"],
    ["$$.c", 1],
    ["$.nothing[*]", []],
  ])("%s finds %j", (path, expected) => {
    expect(compilePath(path)(sources(order))).toEqual(expected);
  });
  it("that leads nowhere says where it ends", () => {
    expect(() => compilePath("$.items[0].x.y")(sources(order))).toThrow("Missing property in path $['items'][0]['x']");
    expect(() => compilePath("$.toString")(sources(order))).toThrow("No results for path: $['toString']");
    expect(() => compilePath("$x")(sources(order))).toThrow(/variable 'x'/);
  });
  it("to write to puts a value there, makes what is missing, and leaves the rest as it was", () => {
    expect(compileReferencePath("$.a.b")({ c: 1 }, 2)).toEqual({ c: 1, a: { b: 2 } });
    expect(compileReferencePath("$.items[1].price")(order, 1)).toMatchObject({
      items: [{ price: 5 }, { price: 1 }, {}],
    });
    expect(order.items[1]?.price).toBe(20);
    expect(() => compileReferencePath("$.total.x")(order, 1)).toThrow(/ReferencePath/);
  });
});

describe("an intrinsic function", () => {
  it.each([
    ["States.Format('{} is \\{{}\\} \\'{}\\'', $.a, 2, null)", "[1, x] is {2} 'null'"],
    ["States.ArrayUnique(States.Array(1, 1, '1', $.a, $.a))", [1, "1", [1, "x"]]],
    ["States.ArrayRange(5, 1, -2)", [5, 3, 1]],
    ["States.JsonMerge(States.StringToJson('{\"x\":1}'), $.o, false)", { x: 1, y: 2 }],
    ["States.MathRandom(1, 11)", 6],
    ["States.UUID()", "u"],
  ])("%s gives %j", (call, expected) => {
    expect(compileReference(call)(sources({ a: [1, "x"], o: { y: 2 } }))).toEqual(expected);
  });
  it.each([
    ["States.ArrayGetItem($.a, 7)", /out of the bounds/],
    ["States.ArrayRange(0, 5000, 1)", /more than 1000/],
    ["States.Format('{}')", /more {} than arguments/],
    ["States.StringToJson('{')", /not a JSON text/],
    ["States.MathAdd($.none, 1)", /could not be found in the input/],
  ])("%s fails and says why", (call, message) => {
    expect(() => compileReference(call)(sources({ a: [1] }))).toThrow(message);
  });
});

describe("a template", () => {
  it("reads what ends in .$, leaves the rest, and keeps constants whole", () => {
    const read = compileTemplate({ a: 1, "b.$": "$.x", list: [{ "c.$": "$$.c" }], d$: "$.x" });
    expect(read(sources({ x: [7] }))).toEqual({ a: 1, b: [7], list: [{ c: 1 }], d$: "$.x" });
    const constant = { deep: [1, { two: 2 }] };
    expect(compileTemplate(constant)(sources(null))).toBe(constant);
  });
});
