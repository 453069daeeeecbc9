import fc from "fast-check";
import { JSONPath } from "jsonpath-plus";
import { expect, it } from "vitest";
import type { Host } from "../host";
import { compilePath, Missing } from "./json-path";
import type { Sources } from "./sources";
import { Variables } from "./variables";

const names = ["a", "b", "c d", "constructor"];

/** Without texts, whose letters jsonpath-plus takes for items. */
const data: fc.Arbitrary<Sources["root"]> = fc.letrec<{ value: Sources["root"] }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: "medium" },
    fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(null, true, false)),
    fc.array(tie("value"), { maxLength: 4 }),
    fc
      .uniqueArray(fc.tuple(fc.constantFrom(...names), tie("value")), { maxLength: 4, selector: ([name]) => name })
      .map((members) => Object.fromEntries(members) as Sources["root"]),
  ),
})).value;

const child = fc.constantFrom(...names).map((name) => (/^\w+$/.test(name) ? `.${name}` : `['${name}']`));
/** The end of a slice; jsonpath-plus takes 0 for none. */
const sliceEnd = fc.option(fc.integer({ min: -3, max: 4 }).filter((end) => end !== 0));
const step = fc.oneof(
  { weight: 4, arbitrary: child },
  { weight: 2, arbitrary: fc.nat(4).map((index) => `[${index}]`) },
  { weight: 1, arbitrary: fc.constantFrom("[*]", ".*") },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.option(fc.integer({ min: -3, max: 3 })), sliceEnd)
      .map(([from, to]) => `[${from ?? ""}:${to ?? ""}]`),
  },
  { weight: 1, arbitrary: fc.constantFrom("..a", "..b", "..constructor") },
  { weight: 1, arbitrary: fc.tuple(fc.nat(3), fc.nat(3)).map((indices) => `[${indices.join(",")}]`) },
);
const path = fc.array(step, { maxLength: 4 }).map((steps) => `$.root${steps.join("")}`);

const read = (text: string, root: Sources["root"]): unknown => {
  const sources: Sources = { root, host: {} as Host, variables: new Variables(), context: () => null };
  try {
    return compilePath(text)(sources);
  } catch (error) {
    if (error instanceof Missing) return undefined;
    throw error;
  }
};

/** Paths that lead to one place give what is there; the others a list, whose order is not laid down for `..`. */
const isDefinite = (text: string): boolean => !/\*|:|\.\.|,/.test(text);
const inAnyOrder = (list: readonly unknown[]): readonly string[] => list.map((item) => JSON.stringify(item)).sort();

it("a path finds what jsonpath-plus finds, where both know what it means", () => {
  fc.assert(
    fc.property(data, path, (value, text) => {
      const root = { root: value };
      const expected: unknown[] = JSONPath({ path: text, json: root, wrap: true, eval: false }) ?? [];
      const found = read(text, root);
      if (isDefinite(text)) expect(found === undefined ? [] : [found]).toEqual(expected);
      else expect(inAnyOrder(found as unknown[])).toEqual(inAnyOrder(expected));
    }),
    { numRuns: 1000 * Number(process.env.STEPBOOK_TEST_LENGTH ?? 1) },
  );
});

it.each([
  "[?(@.price < 10)].name",
  "[?(@.price >= 10 && @.name != 'c')].name",
  "[?(@.tag)].price",
  "[?(@.name == 'a' || @.price == 20)].price",
])("the filter %s keeps what jsonpath-plus keeps", (filter) => {
  const item = fc.record(
    { name: fc.constantFrom("a", "b", "c"), price: fc.constantFrom(5, 10, 20), tag: fc.constant("new") },
    { requiredKeys: ["name", "price"] },
  );
  fc.assert(
    fc.property(fc.array(item, { maxLength: 6 }), (items) => {
      const path = `$.items${filter}`;
      const expected = JSONPath({ path, json: { items }, wrap: true, eval: "safe" });
      expect(read(path, { items })).toEqual(expected);
    }),
  );
});
