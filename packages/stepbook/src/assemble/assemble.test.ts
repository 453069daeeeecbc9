import { describe, expect, it } from "vitest";
import { chain, choice, fail, map, otherwise, parallel, pass, succeed, wait, when, workflow } from "../index";
import type { Any } from "../placeholders/any";
import { equals, greaterThan, isPresent } from "../placeholders/functions";
import { add, uuid } from "../placeholders/intrinsics";
import { executionInput, jsonata, variable } from "../placeholders/sources";
import { lambda } from "../services/lambda";
import type { Sequence } from "../steps/step";

const input = executionInput({ n: Number, names: [String], "odd key": { x: String } });
const machine = (...steps: Sequence[]) => workflow("test", { steps, input }).definition;
const statesOf = (...steps: Sequence[]) => machine(...steps).States as Record<string, Any>;
const call = (id: string, options = {}) => lambda.invoke(id, { functionName: "f" }, options);

describe("sequences, places and jumps", () => {
  it("a list is a sequence, and its last step ends the workflow", () => {
    expect(machine(pass("A"), [pass("B"), chain(pass("C"))])).toEqual({
      QueryLanguage: "JSONata",
      StartAt: "A",
      States: { A: { Type: "Pass", Next: "B" }, B: { Type: "Pass", Next: "C" }, C: { Type: "Pass", End: true } },
    });
  });

  it("an arm that does not end goes on with the step after the Choice, from any depth", () => {
    const inner = choice("Inner", when(jsonata`true`, pass("Deep")), otherwise(fail("Stop")));
    const states = statesOf(choice("Outer", when(jsonata`true`, pass("A"), inner), when(jsonata`false`)), pass("Join"));
    expect(states.Deep.Next).toBe("Join");
    expect(states.Outer.Choices.map((rule: Any) => rule.Next)).toEqual(["A", "Join"]);
    expect(states.Outer.Default).toBe("Join");
  });

  it("a step mentioned again is a jump, to its shallowest place", () => {
    const check = pass("Check");
    const states = statesOf(
      check,
      choice("Done?", when(jsonata`true`, succeed("Done")), otherwise(pass("Again"), check)),
    );
    expect(states.Again.Next).toBe("Check");
    expect(states["Done?"].Default).toBe("Again");
  });

  it("a handler's end is an end, unless it jumps", () => {
    const after = pass("After");
    const states = statesOf(
      call("Work", {
        catch: [
          { errorEquals: ["A"], next: pass("Handle A") },
          { errorEquals: ["States.ALL"], next: [pass("Handle B"), after] },
        ],
      }),
      after,
    );
    expect(states["Handle A"].End).toBe(true);
    expect(states["Handle B"].Next).toBe("After");
  });

  it("names of every kind are data", () => {
    const states = statesOf(pass("__proto__"), pass("constructor"), pass('a b"c'));
    expect(Object.keys(states)).toEqual(["__proto__", "constructor", 'a b"c']);
  });

  it("ten thousand steps are assembled", () => {
    const steps = Array.from({ length: 10_000 }, (_, index) => pass(`S${index}`));
    expect(Object.keys(machine(...steps).States)).toHaveLength(10_000);
  });

  const twice = pass("Twice");
  const wrong: [string, () => unknown, RegExp][] = [
    ["two steps of one name", () => machine(pass("A"), pass("A")), /Two steps are named "A": both in the workflow/],
    [
      "a jump that is not the last",
      () => machine(twice, pass("B"), twice, pass("C")),
      /"Twice" stands in the workflow already.*"C" after it/,
    ],
    [
      "a step in two scopes",
      () => machine(twice, parallel("P", [twice])),
      /"Twice" stands in the workflow and in branch 1 of "P"/,
    ],
    ["a step after the end", () => machine(succeed("Done"), pass("B")), /"B" can't be reached.*"Done"/],
    ["an empty arm with no join", () => machine(choice("C", when(jsonata`true`))), /when 1 of "C" has no steps/],
    [
      "withRetry of a placed step",
      () => {
        const a = call("A");
        return machine(a, a.withRetry({ errorEquals: ["States.ALL"] }));
      },
      /"A".*withRetry/,
    ],
  ];
  it.each(wrong)("%s is an error that names both ends", (_name, act, message) => expect(act).toThrow(message));
});

describe("data flow", () => {
  it("the execution's input is read from the context, in every state", () => {
    expect(statesOf(wait("W", { seconds: input.n })).W.Seconds).toBe("{% $states.context.Execution.Input.n %}");
    expect(statesOf(pass("P", { output: [input["odd key"].x, "{% no %}"] })).P.Output).toEqual([
      "{% $states.context.Execution.Input.`odd key`.x %}",
      "{% '{% no %}' %}",
    ]);
  });

  it("the output of the state before is the state's input", () => {
    const work = call("Work");
    const states = statesOf(work, wait("W", { seconds: 1 }), pass("P", { output: { got: work.output.Payload } }));
    expect(states.P.Output.got).toBe("{% $states.input.Payload %}");
    expect(states.Work.Assign).toBeUndefined();
  });

  it("the output of an earlier state is carried by a variable, only the part that is used", () => {
    const work = call("Work");
    const states = statesOf(
      work,
      call("Other"),
      pass("P", { output: { a: work.output.Payload.at("a"), b: work.output.Payload.at("a").at("b") } }),
    );
    expect(states.Work.Assign).toEqual({ Work_Payload_a: "{% $states.result.Payload.a %}" });
    expect(states.P.Output).toEqual({ a: "{% $Work_Payload_a %}", b: "{% $Work_Payload_a.b %}" });
  });

  it("a part whose presence is asked for is carried within the one that it is a part of", () => {
    const work = call("Work");
    const states = statesOf(
      work,
      call("Other"),
      choice("C", when(isPresent(work.output.Payload.at("a")), pass("Yes"))),
      pass("No"),
    );
    expect(states.Work.Assign).toEqual({ Work_Payload: "{% $states.result.Payload %}" });
    expect(states.C.Choices[0].Condition).toBe("{% $exists($Work_Payload.a) %}");
  });

  it("an output that would differ when evaluated twice is kept by a Pass of its own", () => {
    const tag = pass("Tag", { output: { id: uuid(), n: 1 } });
    const states = statesOf(tag, call("Other"), pass("P", { output: tag.output.id }));
    expect(states.Tag.Next).toBe("Keep Tag");
    expect(states["Keep Tag"]).toMatchObject({
      Type: "Pass",
      Assign: { Tag_id: "{% $states.input.id %}" },
      Next: "Other",
    });
  });

  it("a Map's item is its body's input, and further in a variable", () => {
    const states = statesOf(
      map("M", {
        items: input.names,
        each: (name) => [pass("First", { output: { name } }), call("Then"), pass("Last", { output: name })],
      }),
    );
    const body = states.M.ItemProcessor.States;
    expect(body.First.Output).toEqual({ name: "{% $states.input %}" });
    expect(body.First.Assign).toEqual({ M_item: "{% $states.input %}" });
    expect(body.Last.Output).toBe("{% $M_item %}");
  });

  it("where a Map's body begins with a state that can't keep the item, a Pass does", () => {
    const states = statesOf(
      map("M", { items: input.names, each: (name) => parallel("P", [[call("A"), pass("B", { output: name })]]) }),
    );
    expect(states.M.ItemProcessor.StartAt).toBe("Keep M");
    expect(states.M.ItemProcessor.States["Keep M"].Assign).toEqual({ M_item: "{% $states.input %}" });
  });

  it("where the index is used, the body's input holds both", () => {
    const states = statesOf(
      map("M", { items: input.names, each: (name, index) => pass("P", { output: [name, index] }) }),
    );
    expect(states.M.ItemSelector).toEqual({
      item: "{% $states.context.Map.Item.Value %}",
      index: "{% $states.context.Map.Item.Index %}",
    });
    expect(states.M.ItemProcessor.States.P.Output).toEqual(["{% $states.input.item %}", "{% $states.input.index %}"]);
  });

  it("a user's own variable is set by assign and read by name; added ones take another name", () => {
    const tries = variable("Work_Payload", Number);
    const work = call("Work", { assign: { Work_Payload: add(tries, 1) } });
    const states = statesOf(
      pass("Zero", { assign: { Work_Payload: 0 } }),
      work,
      call("Other"),
      pass("P", { output: work.output.Payload }),
    );
    expect(states.Work.Assign).toEqual({
      Work_Payload: "{% $Work_Payload + 1 %}",
      Work_Payload_2: "{% $states.result.Payload %}",
    });
  });

  it("a handler reads the error that it handles, and so do the steps after it", () => {
    const handlers = (error: Any) => [pass("First", { output: error.Error }), pass("Then", { output: error.Cause })];
    const states = statesOf(
      call("Work", {
        catch: [{ errorEquals: ["States.ALL"], next: handlers, assign: (e: Any) => ({ why: e.Error }) }],
      }),
    );
    expect(states.First.Output).toBe("{% $states.input.Error %}");
    expect(states.Work.Catch[0].Assign).toEqual({
      why: "{% $states.errorOutput.Error %}",
      Work_error_Cause: "{% $states.errorOutput.Cause %}",
    });
    expect(states.Then.Output).toBe("{% $Work_error_Cause %}");
  });

  it("in a Choice, what is kept stands in each rule and beside Default", () => {
    const states = statesOf(
      map("M", {
        items: input.names,
        each: (name) => [
          choice("C", when(equals(name, "a"), call("A"), pass("A2", { output: name })), otherwise(pass("B"))),
        ],
      }),
    );
    const { C } = states.M.ItemProcessor.States;
    expect(C.Choices[0].Assign).toEqual({ M_item: "{% $states.input %}" });
    expect(C.Assign).toEqual({ M_item: "{% $states.input %}" });
  });

  const a = call("A");
  const b = call("B");
  const caught = call("Caught", {
    catch: [{ errorEquals: ["States.ALL"], next: pass("Handler", { output: a.output }) }],
  });
  const wrong: [string, () => unknown, RegExp][] = [
    [
      "a later step's output",
      () => machine(pass("P", { output: b.output }), b),
      /"P" uses the output of "B".*comes later.*variable/,
    ],
    [
      "an arm that may not be taken",
      () => machine(choice("C", when(jsonata`true`, a)), pass("P", { output: a.output })),
      /"P" uses the output of "A".*not sure/,
    ],
    [
      "its own output in a handler",
      () => {
        const w: Any = call("W", { catch: [{ errorEquals: ["States.ALL"], next: pass("H") }] });
        return machine(w, pass("J", { output: w.output }), caught);
      },
      /"Handler" uses the output of "A", which is not a step/,
    ],
    [
      "another branch",
      () => machine(parallel("P", [a, pass("Q", { output: a.output })])),
      /"Q" uses the output of "A", which stands in branch 1 of "P"/,
    ],
    [
      "a step inside a Map",
      () => machine(map("M", { items: [1], each: () => a }), pass("Q", { output: a.output })),
      /"Q" uses the output of "A", which stands in "each" of "M".*use \.output\[0\] of that step/,
    ],
    [
      "a variable never set",
      () => machine(wait("W", { seconds: variable("delay", Number) })),
      /"W" reads the variable "delay", which no step sets/,
    ],
    [
      "an input that the workflow does not tell",
      () => workflow("w", { steps: pass("P", { output: input.n }) }),
      /"P" uses input\.n, but the workflow does not tell its input.*{ input, steps/,
    ],
    [
      "a part of another input",
      () => machine(pass("P", { output: executionInput({ name: String }).name })),
      /"P" uses input\.name, but the input of the workflow has no "name"\. Did you mean "names"\? It has: n, names, odd key/,
    ],
    [
      "a step that was made again",
      () => machine(call("A"), pass("P", { output: a.output })),
      /"P" uses the output of another step "A".*made again.*run the cells from the one that makes "A" on/,
    ],
    ["a step not placed", () => machine(pass("P", { output: a.output })), /not a step of this workflow/],
    [
      "a later step in a loop",
      () => {
        const start = pass("Start", { output: b.output });
        return machine(start, b, choice("C", when(greaterThan(input.n, 1), start), otherwise(succeed("E"))));
      },
      /"Start" uses the output of "B".*comes later/,
    ],
  ];
  it.each(wrong)("%s is an error that names both ends", (_name, act, message) => expect(act).toThrow(message));
});

describe("a step mentioned again in its own list", () => {
  it("is a jump back to it", () => {
    const [a, b] = [pass("A"), pass("B")];
    expect(workflow("w", { steps: [a, b, a] }).definition.States).toMatchObject({ A: { Next: "B" }, B: { Next: "A" } });
    expect(workflow("w", { steps: [a, a] }).definition.States).toMatchObject({ A: { Next: "A" } });
  });
});
