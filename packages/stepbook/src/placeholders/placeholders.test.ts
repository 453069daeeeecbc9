import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { pass } from "../steps/pass";
import type { Any } from "./any";
import { expressionNode } from "./expression";
import { and, equals, isNull, lessThan, not, or } from "./functions";
import { checkShape, optional, type Shape } from "./shape";
import { executionInput, jsonata, variable } from "./sources";

const input = executionInput({ user: { name: String, then: Number, "odd key": Boolean }, list: [{ size: Number }] });
const pathOf = (value: unknown) => (expressionNode(value) as Any).path;

describe("a placeholder", () => {
  it("knows its path, by property, index and at", () => {
    expect(pathOf(input.user.name)).toEqual(["user", "name"]);
    expect(pathOf(input.list[0]!.size)).toEqual(["list", 0, "size"]);
    expect(pathOf(input.list.at(-1))).toEqual(["list", -1]);
    expect(pathOf(input.user.at("then"))).toEqual(["user", "then"]);
    expect(pathOf(input.user["odd key"])).toEqual(["user", "odd key"]);
  });

  it("never breaks await, JSON or printing, and reads as its path", async () => {
    expect(await input.user).toBe(await input.user);
    expect(JSON.stringify({ name: input.user.name })).toBe('{"name":"input.user.name"}');
    expect(inspect([input.user, input.user["odd key"]])).toBe('[ input.user, input.user["odd key"] ]');
    expect(inspect(jsonata`$sum(${input.list})`)).toBe("$sum(input.list)");
  });

  it("turned into text is its path, which is refused where its value was meant", () => {
    const name = variable("n") as Any;
    expect([`${input.user.name}`, String(input.list.at(0)), `${jsonata`$f(${name})`}`, `${name}`]).toEqual([
      "input.user.name",
      "input.list[0]",
      "$f(n)",
      "n",
    ]);
    expect(() => pass("A", { output: { text: `Hello ${input.user.name}!` } })).toThrow(
      /^pass\("A"\): output\.text is the string "Hello input\.user\.name!".*Use format\("Hello {}!", input\.user\.name\)/,
    );
    expect(() => pass(`Greet ${input.user.name}`)).toThrow(/^pass\(…\): the name is the string/);
    expect(() => pass("A", { output: ["n of them", "input.user.names", "input.user"] })).not.toThrow();
  });

  it("refuses that JavaScript computes with it, and tells what does", () => {
    const any = input as Any;
    const message = /^input\.list\[0\]\.size is a placeholder.*format\("… {}", input\.list\[0\]\.size\).*add, equals/;
    const { size } = any.list[0];
    const slips = [() => size + 1, () => size * 2, () => size > 1, () => size - 1, () => -size];
    for (const slip of slips) expect(slip).toThrow(message);
    const sum = jsonata<Any>`$sum(${input.list})` as Any;
    expect(() => sum + 1).toThrow(/^\$sum\(input\.list\) is a placeholder/);
  });

  it("shows the keys that its shape declares", () => {
    expect(Object.keys(input.user)).toEqual(["name", "then", "odd key"]);
    expect("name" in input.user).toBe(true);
    expect("nme" in input.user).toBe(false);
  });

  it("refuses parts that its shape does not have, and being set", () => {
    const any = input as Any;
    expect(() => any.user.nme).toThrow('input.user has no "nme". Did you mean "name"? It has: name, then, odd key.');
    expect(() => any.list.map).toThrow(/input\.list is a list.*use map\(…\)/);
    expect(() => any.user.name.first).toThrow('input.user.name is a string: it has no "first".');
    expect(() => {
      any.user = 1;
    }).toThrow(/is a placeholder/);
  });

  it("of which nothing is known has any part, but none that objects have by themselves", () => {
    const any = variable("anything") as Any;
    expect(pathOf(any.a[3].b)).toEqual(["a", 3, "b"]);
    expect(pathOf(any.at("constructor"))).toEqual(["constructor"]);
    expect(typeof any.hasOwnProperty).toBe("function");
    expect(any.then).toBeUndefined();
  });
});

describe("a shape", () => {
  const problems = async (shape: Shape, value: unknown) =>
    checkShape(shape, value, '"w"').then(
      () => "fits",
      (error) => error.message,
    );

  it("is checked whole: each field that does not fit is named", async () => {
    expect(await problems({ a: String, b: [Number] }, { a: "x", b: [1, 2] })).toBe("fits");
    expect(await problems({ a: String, b: [Number], c: { d: Boolean } }, { a: 1, b: [1, "2", NaN], c: null })).toBe(
      'The input of "w" does not have the declared shape:\n' +
        "  input.a must be a string, but is 1\n" +
        '  input.b[1] must be a number, but is the string "2"\n' +
        "  input.b[2] must be a number, but is NaN\n" +
        "  input.c must be an object, but is null",
    );
  });

  it("takes names that objects have by themselves as missing", async () => {
    expect(await problems({ constructor: String, toString: Number } as Any, {})).toMatch(
      /input\.constructor is missing[\s\S]*input\.toString is missing/,
    );
  });

  it("may be a Standard Schema of any library", async () => {
    const schema = {
      "~standard": {
        version: 1 as const,
        vendor: "test",
        validate: async (value: Any) =>
          value.age > 0 ? { value } : { issues: [{ message: "must be positive", path: ["age"] }] },
      },
    };
    expect(pathOf((executionInput(schema) as Any).age.x)).toEqual(["age", "x"]);
    expect(await problems(schema, { age: 3 })).toBe("fits");
    expect(await problems({ person: schema }, { person: { age: -3 } })).toMatch(/input\.person\.age must be positive/);
  });

  it("may have parts that are missing", async () => {
    const shape = { a: String, b: optional({ c: Number }) };
    expect(pathOf(executionInput(shape).b.c)).toEqual(["b", "c"]);
    expect(await problems(shape, { a: "x" })).toBe("fits");
    expect(await problems(shape, { a: "x", b: { c: "1" } })).toMatch(/input\.b\.c must be a number/);
  });

  it("is refused where a part of it is none", () => {
    expect(() => executionInput({ a: { b: RegExp } } as Any)).toThrow(/executionInput\.a\.b is not a shape/);
    expect(() => executionInput({ a: [] } as Any)).toThrow(/executionInput\.a must hold one shape/);
    const endless: Any = {};
    endless.self = endless;
    expect(() => executionInput(endless)).toThrow(/executionInput\.self is not a shape: it holds itself/);
  });
});

it("names of variables are checked at once", () => {
  expect(() => variable("states")).toThrow(/is not "states"/);
  expect(() => variable("two words")).toThrow(/letters, digits/);
});

describe("a condition", () => {
  const { list, user } = input as Any;
  it.each<[string, () => unknown, string | RegExp]>([
    ["of a number and a text", () => equals(list[0].size, "1"), /^equals\(…\) compares .*a number and a string/],
    ["of a text and a truth", () => lessThan(user.name, true as Any), /a string and a boolean can't be compared/],
    ["of a test and a text", () => equals(isNull(user.name), "true" as Any), /a boolean and a string/],
    ["joined with a number", () => and(1 as Any), /^and\(…\): a condition is made by equals, .* but here is /],
    ["that is a text", () => not("x" as Any), /^not\(…\): a condition .* but here is the string "x"/],
    ["that is a placeholder for a text", () => or(user.name), /^or\(…\): a condition/],
  ])("%s is refused", (_name, make, message) => {
    expect(make).toThrow(message);
  });

  it("takes what it can't know, and a timestamp as text", () => {
    const due = executionInput({ due: Date }).due;
    expect(() => [
      equals(variable("v") as Any, 1),
      equals(due, "2026-01-01T00:00:00Z" as Any),
      and(true),
    ]).not.toThrow();
  });
});
