import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gallery, viewOf } from "./gallery";
import { readView } from "./read-view";
import { toPlainText } from "./to-plain-text";
import { toSvg } from "./to-svg";

const good = viewOf("training-in-flight", gallery["training-in-flight"]!);
const problemOf = (payload: unknown): string => {
  const read = readView(payload);
  return "problem" in read ? read.problem : "";
};
const withExecution = (change: object) => ({ ...good, execution: { ...good.execution, ...change } });

test("what is created can be read, also after a way through JSON", () => {
  for (const [name, entry] of Object.entries(gallery))
    expect(problemOf(JSON.parse(JSON.stringify(viewOf(name, entry))))).toBe("");
});

test("keys that are not known are ignored", () => {
  expect(problemOf({ ...good, version: 9, later: [1], __proto__: { x: 1 } })).toBe("");
});

describe("a problem says what is wrong and where", () => {
  test.each([
    [null, "it is not an object"],
    [{}, "version is not a number"],
    [{ ...good, direction: "up" }, 'direction is not "down" or "right"'],
    [{ ...good, definition: good.definition.slice(0, 500) }, "definition is not JSON. It may have been cut."],
    [{ ...good, definition: "[]" }, "definition has no States."],
    [
      { ...good, definition: '{"States":{"A":{"Type":"Teleport"}}}' },
      "definition.States.A.Type is not a type of state.",
    ],
    [
      { ...good, definition: '{"States":{"A":{"Type":"Task","Catch":[{}]}}}' },
      "Catch has an entry without ErrorEquals",
    ],
    [{ ...good, name: "x".repeat(10_000_000) }, "name is not a text of at most"],
    [{ ...good, definition: " ".repeat(10_000_000) }, "definition is not a text of at most"],
    [withExecution({ events: Array(20_000).fill({}) }), "execution.events is not a list of at most"],
    [withExecution({ status: "DONE" }), "execution.status is not a status of an execution"],
    [withExecution({ times: [999, 0, 0] }), "execution.times[0]"],
    [withExecution({ times: [1, 0] }), "execution.times is not a list of groups of 3"],
    [withExecution({ taken: "x" }), "execution.taken"],
    [withExecution({ items: [{ state: 1, total: -1 }] }), "execution.items[0].total is not a count"],
    [withExecution({ events: [{ id: 1, type: "X", at: 0, state: 4000 }] }), "execution.events[0].state"],
    [withExecution({ jobs: [{ state: 4000, kind: "job", name: "a" }] }), "execution.jobs[0].state"],
    [withExecution({ jobs: [{ state: 1, kind: "job" }] }), "execution.jobs[0].name"],
    [withExecution({ jobs: [{ state: 1, kind: "job", name: "a", metrics: [{ name: "x" }] }] }), "jobs[0].metrics"],
    [withExecution({ jobs: [{ state: 1, kind: "job", name: "a", log: [["x"]] }] }), "jobs[0].log"],
    [withExecution({ jobs: [{ state: 1, kind: "job", name: "a", links: { logs: 1 } }] }), "jobs[0].links"],
    [withExecution({ attempts: [{ state: 0, tries: [{ status: "constructor", start: 0 }] }] }), "status letter"],
  ])("%#", (payload, words) => {
    expect(problemOf(payload)).toContain(words);
  });

  test("a definition that is nested without end is refused", () => {
    let definition = '{"StartAt":"A","States":{"A":{"Type":"Pass"}}}';
    for (let i = 0; i < 100; i += 1)
      definition = `{"StartAt":"A","States":{"A":{"Type":"Map","ItemProcessor":${definition}}}}`;
    expect(problemOf({ ...good, definition, execution: undefined })).toMatch(/nested more than/);
  });
});

test("whatever one value of a payload is made to be, it is refused or can be shown", () => {
  const paths: (readonly (string | number)[])[] = [];
  const walk = (value: unknown, path: readonly (string | number)[]): void => {
    paths.push(path);
    if (typeof value === "object" && value !== null)
      for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key]);
  };
  walk(good, []);
  fc.assert(
    fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
      const broken = path.length === 0 ? value : structuredClone(good);
      let at = broken as Record<string | number, unknown>;
      for (const key of path.slice(0, -1)) at = at[key] as Record<string | number, unknown>;
      if (path.length > 0) at[path[path.length - 1]!] = value;
      const read = readView(broken);
      if ("problem" in read) return;
      expect(toSvg(read.view)).toMatch(/^<svg/);
      toPlainText(read.view);
    }),
  );
});

test("whatever a field of a definition is made to be, it is refused or can be shown", () => {
  const machine = JSON.parse(good.definition) as { States: Record<string, Record<string, unknown>> };
  const fields = Object.entries(machine.States).flatMap(([name, state]) =>
    Object.keys(state).map((field) => [name, field] as const),
  );
  fc.assert(
    fc.property(fc.constantFrom(...fields), fc.jsonValue(), ([name, field], value) => {
      const broken = structuredClone(machine);
      broken.States[name]![field] = value;
      const { execution: _, ...rest } = good;
      const read = readView({ ...rest, definition: JSON.stringify(broken) });
      if ("problem" in read) return;
      expect(toSvg(read.view)).toMatch(/^<svg/);
      toPlainText(read.view);
    }),
    { examples: fields.map((field): [typeof field, fc.JsonValue] => [field, { toString: "not a function" }]) },
  );
});
