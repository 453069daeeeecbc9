import { describe, expect, it } from "vitest";
import {
  add,
  array,
  arrayContains,
  arrayGetItem,
  arrayPartition,
  arrayRange,
  arrayUnique,
  base64Decode,
  base64Encode,
  type Expression,
  executionInput,
  format,
  hash,
  jsonMerge,
  jsonToString,
  length,
  local,
  mathRandom,
  pass,
  stringSplit,
  stringToJson,
  uuid,
  workflow,
} from "../index";
import type { Any } from "./any";

const input = executionInput({
  n: Number,
  text: String,
  json: String,
  words: [String],
  one: [{ k: Number }],
  same: [Number],
  user: { name: String, age: Number },
});
const given = {
  n: 2,
  text: "a.b,,c(d)\\e]f",
  json: '{"a":[1]}',
  words: ["x", "y", "x"],
  one: [{ k: 1 }],
  same: [7, 7],
  user: { name: "Ada", age: 36 },
};

const rows: readonly [string, Expression, unknown][] = [
  ["add", add(input.n, add(1, input.n)), 5],
  ["array", array(input.n, "it's", [input.text], null), [2, "it's", [given.text], null]],
  ["array of none", array(), []],
  ["arrayContains of text", arrayContains(input.words, "y"), true],
  ["arrayContains of an object", arrayContains(input.one as Any, { k: 1 }), true],
  ["arrayContains of another object", arrayContains(input.one as Any, { k: 2 }), false],
  ["arrayContains of a list given now", arrayContains([1, 2, 3], input.n), true],
  ["arrayGetItem", arrayGetItem(input.words, add(input.n, -1)), "y"],
  ["arrayGetItem of a list given now", arrayGetItem(["a", "b", "c"], input.n), "c"],
  ["arrayPartition", arrayPartition(input.words, input.n), [["x", "y"], ["x"]]],
  ["arrayRange", arrayRange(1, input.n), [1, 2]],
  ["arrayRange by steps", arrayRange(1, 10, 4), [1, 5, 9]],
  ["arrayUnique", arrayUnique(input.words), ["x", "y"]],
  ["arrayUnique that leaves one", arrayUnique(input.same), [7]],
  ["base64Encode", base64Encode(input.user.name), "QWRh"],
  ["base64Decode", base64Decode("QWRh"), "Ada"],
  [
    "format",
    format("{} is {}, it's {{}}".replace("{{}}", "so"), input.user.name, input.user.age),
    "Ada is 36, it's so",
  ],
  ["hash", hash(input.user.name, "SHA-1"), "5c3cb098d52deb3f67e97b7fba960c4cf6880461"],
  ["jsonMerge", jsonMerge({ name: "?", size: 1 }, input.user), { name: "Ada", size: 1, age: 36 }],
  ["jsonToString", jsonToString(input.one), '[{"k":1}]'],
  ["length", length(input.words), 3],
  ["mathRandom between neighbors", mathRandom(input.n, add(input.n, 1)), 2],
  ["stringSplit", stringSplit(input.text, ".,"), ["a", "b", "c(d)\\e]f"]],
  ["stringSplit at brackets and backslashes", stringSplit(input.text, "(])\\"), ["a.b,,c", "d", "e", "f"]],
  ["stringSplit that leaves one", stringSplit(input.user.name, "-^"), ["Ada"]],
  ["stringToJson", stringToJson(input.json), { a: [1] }],
];

const outputOf = async (queryLanguage: "JSONata" | "JSONPath", value: Expression) => {
  const steps = pass("P", { output: { value } });
  const run = await workflow("w", { input, steps, queryLanguage, on: local() }).execute(given);
  return ((await run.output()) as Any).value;
};

describe.each(["JSONata", "JSONPath"] as const)("an intrinsic function in a workflow of %s", (queryLanguage) => {
  it.each(rows)("%s", async (_name, value, expected) => {
    expect(await outputOf(queryLanguage, value)).toEqual(expected);
  });

  it("gives a random number within its bounds, the same for a seed, and identifiers that differ", async () => {
    const drawn = await Promise.all([1, 2, 3, 4, 5].map(() => outputOf(queryLanguage, mathRandom(-3, input.n))));
    expect(drawn.every((number) => Number.isInteger(number) && number >= -3 && number < 2)).toBe(true);
    const seeded = () => outputOf(queryLanguage, mathRandom(1, 1000, 7));
    expect(await seeded()).toBe(await seeded());
    const [one, other] = await outputOf(queryLanguage, array(uuid(), uuid()));
    expect(one).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    expect(other).not.toBe(one);
  });
});

it("stringSplit and format take a placeholder for their texts in paths alone", () => {
  expect(() => stringSplit("a,b", 1 as Any)).toThrow(
    "stringSplit(text, separators): the separators are a plain string",
  );
  const inJsonata = (output: Any) => () => workflow("w", { input, steps: pass("P", { output }) });
  expect(inJsonata(stringSplit("a,b", input.text))).toThrow(
    "the separators must be a plain string in a workflow in JSONata",
  );
  expect(inJsonata(format(input.text, 1))).toThrow("the template must be a plain string in a workflow in JSONata");
  const inPaths = pass("P", { output: { split: stringSplit("a,b", input.text), said: format(input.text, 1) } });
  const { P } = workflow("w", { input, queryLanguage: "JSONPath", steps: inPaths }).definition.States;
  expect(P).toMatchObject({
    Parameters: {
      "split.$": "States.StringSplit('a,b', $$.Execution.Input['text'])",
      "said.$": "States.Format($$.Execution.Input['text'], 1)",
    },
  });
});
