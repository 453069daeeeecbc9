import { describe, expect, it } from "vitest";
import {
  choice,
  equals,
  fail,
  greaterThan,
  lambda,
  map,
  otherwise,
  states as ownStates,
  pass,
  raw,
  type Sequence,
  type Step,
  succeed,
  task,
  typed,
  variable,
  wait,
  when,
  workflow,
} from "../index";
import type { Any } from "../placeholders/any";

// Strict indexing takes every part of a placeholder for one that may be missing.
const states = ownStates as Any;

const statesOf = (queryLanguage: "JSONata" | "JSONPath", ...steps: Sequence[]) =>
  workflow("w", { queryLanguage, steps }).definition.States as { readonly [name: string]: Any };

describe("states", () => {
  const encode = lambda.invoke(
    "Encode",
    { functionName: "f", payload: states.input.order },
    {
      assign: { code: states.result.Payload.code },
      catch: [{ errorEquals: ["E"], assign: { why: states.errorOutput.Cause }, next: fail("Failed") }],
    },
  );

  it("is AWS's reserved variable in JSONata", () => {
    expect(statesOf("JSONata", encode).Encode).toMatchObject({
      Arguments: { Payload: "{% $states.input.order %}" },
      Assign: { code: "{% $states.result.Payload.code %}" },
      Catch: [{ Assign: { why: "{% $states.errorOutput.Cause %}" } }],
    });
  });

  it("is what a path begins with in JSONPath", () => {
    expect(statesOf("JSONPath", encode).Encode).toMatchObject({
      Parameters: { "Payload.$": "$.order" },
      Assign: { "code.$": "$.Payload.code" },
      Catch: [{ Assign: { "why.$": "$.Cause" } }],
    });
    const paths = pass("P", { output: { a: states.input["odd key"][0], b: states.context.Execution.Input.name } });
    expect(statesOf("JSONPath", paths).P.Parameters).toEqual({
      "a.$": "$['odd key'][0]",
      "b.$": "$$.Execution.Input.name",
    });
  });

  it("is refused where AWS has no such part, naming the state", () => {
    expect(() => statesOf("JSONata", pass("P", { output: states.result }))).toThrow(
      '"P" uses states.result, but only a task, a Parallel or a Map has a result.',
    );
    expect(() => statesOf("JSONata", task("T", { resource: "a:b", output: states.errorOutput }))).toThrow(
      '"T" uses states.errorOutput, but only a step with a catch has an errorOutput.',
    );
    expect(() => statesOf("JSONPath", pass("P", { output: states }))).toThrow("paths name a part of it");
  });
});

describe("typed", () => {
  it("tells comparisons of paths which operator to take", () => {
    const limit = typed(states.input.limit, Number);
    const steps = choice("C", when(greaterThan(limit, states.input.size), fail("F")), otherwise(succeed("S")));
    expect(statesOf("JSONPath", steps).C.Choices[0]).toEqual({
      Variable: "$.limit",
      NumericGreaterThanPath: "$.size",
      Next: "F",
    });
  });

  it("takes placeholders alone", () => {
    expect(() => typed("x" as Any, String)).toThrow("the value is a placeholder");
    expect(() => typed(states.input, 7 as Any)).toThrow("is not a shape");
  });
});

describe("a mention by a function", () => {
  it("leads back to the step that it stands in", () => {
    const more: Step = choice(
      "More?",
      when(equals(states.input.more, true), pass("Work"), () => more),
    );
    const { Work } = statesOf("JSONata", more);
    expect(Work).toEqual({ Type: "Pass", Next: "More?" });
    const again: Step = task("T", {
      resource: "a:b",
      catch: [{ errorEquals: ["E"], next: [wait("W", { seconds: 1 }), () => again] }],
    });
    expect(statesOf("JSONata", again)).toMatchObject({ T: { Catch: [{ Next: "W" }] }, W: { Next: "T" } });
  });

  it("is refused where it gives no step", () => {
    expect(() => statesOf("JSONata", pass("P"), (() => 7) as Any)).toThrow("a function in a sequence gives a step");
  });
});

describe("a definition's own words", () => {
  it("has a language, and fields that stand as they are, of a single step", () => {
    const steps = pass("P", { queryLanguage: "JSONata", output: states.input.a, fields: { New: { "x.$": 1 } } });
    expect(statesOf("JSONPath", steps).P).toEqual({
      Type: "Pass",
      QueryLanguage: "JSONata",
      Output: "{% $states.input.a %}",
      New: { "x.$": 1 },
      End: true,
    });
    expect(() => pass("P", { fields: { Next: "Q" } })).toThrow("fields must not hold Next");
    expect(() => pass("P", { queryLanguage: "JSONpath" as Any })).toThrow('queryLanguage is "JSONata" or "JSONPath"');
  });

  it("has values and rules that stand as they are", () => {
    const rule = { Variable: "$.a", IsPresent: false, Comment: "c" };
    const { C, P } = statesOf(
      "JSONPath",
      choice("C", when(raw(rule), pass("P", { output: { a: raw({ "x.$": "?" }) } })), otherwise(pass("D"))),
    );
    expect(C.Choices[0]).toEqual({ ...rule, Next: "P" });
    expect(P.Parameters).toEqual({ a: { "x.$": "?" } });
    expect(statesOf("JSONata", pass("P", { output: raw("{%$x%}") })).P.Output).toBe("{%$x%}");
  });

  it("has Parameters, Result and ResultSelector beside Assign", () => {
    const tries = variable("tries");
    expect(
      statesOf(
        "JSONPath",
        pass("A", { result: { n: 1 }, assign: { tries: 0 } }),
        task("B", { resource: "a:b", parameters: "text", resultSelector: { n: states.result.n }, assign: { tries } }),
      ),
    ).toMatchObject({
      A: { Result: { n: 1 }, Assign: { tries: 0 } },
      B: { Parameters: "text", ResultSelector: { "n.$": "$.n" }, Assign: { "tries.$": "$tries" } },
    });
    expect(() => pass("A", { result: 1, output: 2 })).toThrow("has output and result");
    expect(() => statesOf("JSONata", pass("A", { result: 1 }))).toThrow("has Result, a field of paths");
  });

  it("has Maps without items, without a mode, and with the older name of their body", () => {
    const body = { StartAt: "P", States: { P: { Type: "Pass", End: true } } };
    const each = () => pass("P");
    expect(statesOf("JSONata", map("M", { mode: null, each })).M).toEqual({
      Type: "Map",
      ItemProcessor: body,
      End: true,
    });
    expect(statesOf("JSONPath", map("M", { mode: null, iterator: true, parameters: { a: 1 }, each })).M).toEqual({
      Type: "Map",
      Parameters: { a: 1 },
      Iterator: body,
      End: true,
    });
  });
});
