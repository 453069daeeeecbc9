import { expect, it } from "vitest";
import {
  and,
  equals,
  executionInput,
  format,
  greaterThan,
  greaterThanEquals,
  isNull,
  isString,
  isTimestamp,
  length,
  lessThan,
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
  const parts = ({ grid, single }: typeof input | typeof copy.output) => [
    grid.at(0).at(1),
    grid.at(1),
    grid.at(-1),
    single,
    single.at(0),
    single.at(0).at(0),
  ];
  const expected = [2, [3], [3], [[5]], [5], 5];
  expect(await evaluate({ input: parts(input), copy: parts(copy.output) })).toEqual({
    input: expected,
    copy: expected,
  });
});

it("parts are reached whatever their name", async () => {
  const parts = ({ objects }: typeof input | typeof copy.output) => {
    const object = objects.at(0);
    return [object.tags, object.tags.at(0), object["a`b"], object.and, object.at("")];
  };
  const expected = [["a"], "a", 7, 8, 9];
  expect(await evaluate({ input: parts(input), copy: parts(copy.output) })).toEqual({
    input: expected,
    copy: expected,
  });
});

it("timestamps are compared as moments, whatever their text", async () => {
  const due = executionInput({ first: Date, other: Date });
  const output = {
    same: equals(due.first, due.other),
    before: lessThan(due.first, new Date("2026-01-31T12:00:00.001Z")),
    text: [greaterThanEquals(due.other, "2026-01-31T14:00:00+02:00"), greaterThan(due.first, due.other)],
  };
  const made = workflow("due", { input: due, steps: pass("P", { output }), on: local({ clock: virtual() }) });
  const execution = await made.execute({ first: new Date("2026-01-31T12:00:00Z"), other: "2026-01-31T13:00:00+01:00" });
  expect(await execution.output()).toEqual({ same: true, before: true, text: [true, false] });
  await expect(made.execute({ first: "tomorrow", other: "2026-01-31" })).rejects.toThrow(
    /input\.first must be a timestamp such as 2026-01-31T12:00:00Z, but is the string "tomorrow"/,
  );
});

it("functions give what they say", async () => {
  const output = {
    format: format("{}/{}", input.time, input.grid.at(0).at(0)),
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
