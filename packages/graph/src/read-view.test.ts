import { statesOf } from "@stepbook/asl";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawingOf } from "./drawing";
import { gallery, viewOf } from "./gallery";
import { paint } from "./paint";
import { readView } from "./read-view";
import { statesOfView } from "./states";
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

const noticesOf = (payload: unknown): string => {
  const read = readView(payload);
  return "problem" in read ? read.problem : read.notices.join(" ");
};
const deep = (levels: number): string =>
  `${'{"StartAt":"A","States":{"A":{"Type":"Map","ItemProcessor":'.repeat(levels)}{"States":{}}${"}}}".repeat(levels)}`;

describe("of what can't be shown at all, one sentence says why", () => {
  test.each([
    [null, "it is not an object"],
    [[], "it is not an object"],
    [{}, "definition is not a text"],
    [{ ...good, definition: good.definition.slice(0, 500) }, "definition is not JSON. It may have been cut."],
    [{ ...good, definition: "[]" }, "definition has no States."],
    [{ ...good, definition: " ".repeat(10_000_000) }, "definition is longer than"],
    [{ ...good, definition: deep(100) }, "definition is nested more than 32 deep"],
    [{ ...good, definition: deep(10_000) }, "definition is nested more than 32 deep"],
  ])("%#", (payload, words) => {
    expect(problemOf(payload)).toContain(words);
  });
});

describe("what can be shown is, and a notice tells of the rest", () => {
  const withDefinition = (definition: object) => ({
    ...good,
    definition: JSON.stringify(definition),
    execution: undefined,
  });
  test.each([
    [{ ...good, version: "1", rev: -1, direction: "up" }, ""],
    [{ ...good, version: 2 }, "made by a newer version"],
    [{ ...good, name: 7 }, "its name"],
    [{ ...good, name: "x".repeat(10_000_000) }, ""],
    [{ ...good, execution: "running" }, "How its execution stands can't be read."],
    [
      withDefinition({ States: { A: { Type: "Teleport", Next: "B" }, B: { Type: 7 }, C: null } }),
      'types: "Teleport", "7"',
    ],
    [withDefinition({ States: { A: { Type: "Pass", Next: "Nowhere" } } }), 'states that do not exist: "Nowhere"'],
    [withDefinition({ States: { A: { Type: "Task", Catch: [{ Next: "A" }, 7], Retry: "no" } } }), "Catch, Retry"],
    [withDefinition({ States: { A: { Type: "Parallel", Branches: [{ States: 7 }, null] } } }), "Branches"],
    [withDefinition({ States: { A: { Type: "Pass", Next: "B" }, B: { Type: "Pass", Next: "A" } } }), ""],
    [withExecution({ events: Array(20_000).fill({}) }), "× an event"],
    [withExecution({ status: "DONE" }), 'status of its execution is not known: "DONE"'],
    [withExecution({ status: "__proto__" }), "is not known"],
    [withExecution({ statuses: "sss" }), "does not fit the definition: it tells of 3 states"],
    [withExecution({ statuses: "x".repeat(10_000_000) }), "does not fit the definition"],
    [withExecution({ times: [999, 0, 0] }), "times"],
    [withExecution({ times: [1, 0] }), "times"],
    [withExecution({ taken: "x" }), "taken"],
    [withExecution({ items: [{ state: 1, total: -1 }] }), "the items of a Map"],
    [withExecution({ events: [{ id: 1, type: "X", at: 0, state: 4000 }] }), "an event"],
    [withExecution({ jobs: [{ state: 4000, kind: "job", name: "a" }] }), "a job"],
    [withExecution({ jobs: [{ state: 1, kind: "job" }] }), "a job"],
    [withExecution({ now: "soon", eventCount: -1 }), "now, eventCount"],
    [withExecution({ errors: [{ state: 1, error: "E".repeat(10_000_000) }] }), ""],
    [withExecution({ attempts: [{ state: 0, tries: [{ status: "constructor", start: 0 }] }] }), ""],
  ])("%#", (payload, words) => {
    const read = readView(payload);
    expect(problemOf(payload)).toBe("");
    expect(noticesOf(payload)).toContain(words);
    if (words === "") expect(noticesOf(payload)).toBe("");
    if ("view" in read) {
      const svg = toSvg(read.view);
      expect(svg).toMatch(/^<svg/);
      expect(svg.length).toBeLessThan(2_000_000);
      expect(toPlainText(read.view)).not.toBe("");
    }
  });

  test("and no control character of a name reaches a terminal with it", () => {
    const definition = JSON.stringify({ States: { A: { Type: "\u001b[31mRed", Next: "\u0007" } } });
    const text = toPlainText({ ...good, definition });
    expect(text).toContain("unknown types");
    expect(text).not.toMatch(/[^\P{Cc}\n]/u);
  });

  test("a row that can't be read does not take the others with it", () => {
    const [first] = good.execution!.attempts!;
    const read = readView(withExecution({ attempts: [7, first], times: [0, 0, 5, 9999, 1, 1] }));
    expect("view" in read && read.view.execution).toMatchObject({ attempts: [first], times: [0, 0, 5] });
  });

  test("a field of a job that can't be read does not take the job with it", () => {
    const read = readView(
      withExecution({ jobs: [{ state: 1, kind: "job", name: "a", metrics: [{ name: "x" }], log: 7 }] }),
    );
    expect("view" in read && read.view.execution?.jobs).toEqual([{ state: 1, kind: "job", name: "a" }]);
  });

  test("what is as it should be is not copied: an update costs no more than it has to", () => {
    const read = readView(good);
    expect("view" in read && read.view.execution?.times).toBe(good.execution!.times);
    const definition = "view" in read ? read.definition : undefined;
    const next = "view" in read && readView({ ...good, rev: 9 }, read);
    expect(next && "view" in next && next.definition).toBe(definition);
  });
});

/** Values that have broken readers before. */
const hostile = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(
    "__proto__",
    "constructor",
    "<script>alert(1)</script>",
    "javascript:alert(1)",
    "\u0000\ud800",
    "\u202e\u0301".repeat(200),
    -1,
    1e308,
    Number.MAX_SAFE_INTEGER,
    {},
    [],
    null,
    { toString: "not a function" },
    JSON.parse('{ "__proto__": { "x": 1 }, "length": 1e9 }'),
  ),
  fc.nat(3).map((power) => "x".repeat(10 ** (power + 2))),
);

type Path = readonly string[];

const pathsOf = (value: unknown, path: Path = []): readonly Path[] => [
  path,
  ...(typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))
    : []),
];

/** A value with a copy of another one at a place, where it still has that place: a later change may be within it. */
const changed = (whole: unknown, path: Path, other: unknown): unknown => {
  const value = structuredClone(other);
  if (path.length === 0) return value;
  let at = whole;
  for (const key of path.slice(0, -1))
    at = typeof at === "object" && at !== null ? (at as Record<string, unknown>)[key] : undefined;
  if (typeof at === "object" && at !== null) (at as Record<string, unknown>)[path.at(-1)!] = value;
  return whole;
};

/** Reads, draws in every way and paints, as a page would. */
const show = (payload: unknown): void => {
  const read = readView(payload);
  if ("problem" in read) {
    expect(read.problem.length).toBeLessThan(500);
    return;
  }
  const { view, definition, notices } = read;
  for (const notice of notices) expect(notice.length).toBeLessThan(2000);
  for (const direction of ["down", "right"] as const)
    for (const collapsed of [new Set<number>(), new Set(definition.States ? statesOf(definition).keys() : [])]) {
      const drawing = drawingOf(definition, direction, collapsed);
      const states = statesOfView(view.execution, drawing.graph.nodes.length);
      paint(drawing, { states, taken: view.execution?.taken ?? [], now: view.execution?.now ?? 0 });
      expect(Number.isFinite(drawing.layout.width + drawing.layout.height)).toBe(true);
    }
  expect(toSvg(view)).toMatch(/^<svg/);
  toPlainText(view);
};

test("whatever one value of a payload is made to be, it is refused or can be shown", () => {
  const paths = pathsOf(good);
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...paths), hostile), { minLength: 1, maxLength: 4 }), (changes) => {
      let broken: unknown = structuredClone(good);
      for (const [path, value] of changes) broken = changed(broken, path, value);
      show(broken);
    }),
  );
});

test("whatever a field of a definition is made to be, it is refused or can be shown", () => {
  const machine: unknown = JSON.parse(good.definition);
  const paths = pathsOf(machine);
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...paths), hostile), { minLength: 1, maxLength: 4 }), (changes) => {
      let broken: unknown = structuredClone(machine);
      for (const [path, value] of changes) broken = changed(broken, path, value);
      show({ ...good, definition: JSON.stringify(broken) });
    }),
    { examples: paths.map((path): [[typeof path, unknown][]] => [[[path, { toString: "not a function" }]]]) },
  );
});
