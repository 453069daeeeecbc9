import { expect, it } from "vitest";
import {
  and,
  executionInput,
  format,
  isNull,
  isString,
  isTimestamp,
  length,
  local,
  matches,
  not,
  pass,
  virtual,
  workflow,
} from "../index";

const input = executionInput({
  grid: [[Number]],
  single: [[Number]],
  objects: [{ tags: [String], "a`b": Number, and: Number, "": Number }],
  time: String,
});
const given = {
  grid: [[1, 2], [3]],
  single: [[5]],
  objects: [{ tags: ["a"], "a`b": 7, and: 8, "": 9 }],
  time: "2026-01-31T12:00:00Z",
};

/** What a workflow's last step makes of the input, with the input's parts carried by a variable as well. */
async function evaluate(output: object): Promise<unknown> {
  const steps = [copy, pass("Between", { output: {} }), pass("Last", { output })];
  const made = workflow("values", { input, steps, on: local({ clock: virtual() }) });
  return (await made.execute(given)).output();
}
const copy = pass("Copy", { output: { grid: input.grid, single: input.single, objects: input.objects } });

it("lists keep their shape on the way: of one item, nested, counted from the end", async () => {
  const parts = (of: typeof input | typeof copy.output) => [
    of.grid[0][1],
    of.grid[1],
    of.grid.at(-1),
    of.single,
    of.single[0],
    of.single[0][0],
  ];
  const expected = [2, [3], [3], [[5]], [5], 5];
  expect(await evaluate({ input: parts(input), copy: parts(copy.output) })).toEqual({
    input: expected,
    copy: expected,
  });
});

it("parts are reached whatever their name", async () => {
  const [object, copied] = [input.objects[0], copy.output.objects[0]];
  const expected = [["a"], "a", 7, 8, 9];
  const parts = (of: typeof object) => [of.tags, of.tags[0], of["a`b"], of.and, of.at("")];
  expect(await evaluate({ input: parts(object), copy: parts(copied) })).toEqual({ input: expected, copy: expected });
});

it("functions give what they say", async () => {
  const output = {
    format: format("{}/{}", input.time, input.grid[0][0]),
    matches: [matches(input.time, "2026-*Z"), matches(input.time, "2026"), matches("a*b(", "a\\*b(")],
    kinds: [isTimestamp(input.time), and(isString(input.time), not(isNull(input.time)))],
    length: length(input.grid),
    literal: "{% not an expression %}",
  };
  expect(await evaluate(output)).toEqual({
    format: "2026-01-31T12:00:00Z/1",
    matches: [true, false, true],
    kinds: [true, true],
    length: 2,
    literal: "{% not an expression %}",
  });
});
