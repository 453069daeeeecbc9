import { describe, expect, it } from "vitest";
import type { PassState, Scope, StateMachine } from "./definition";
import { textOfPath } from "./paths";
import { transitionsOf } from "./transitions";
import { queryLanguageOf, scopesOf, statesOf } from "./walk";

const end: PassState = { Type: "Pass", End: true };
const machine: StateMachine = {
  StartAt: "Both",
  QueryLanguage: "JSONata",
  States: {
    Both: {
      Type: "Parallel",
      Branches: [
        { StartAt: "b", States: { b: end, a: end } },
        {
          StartAt: "Each",
          States: { Each: { Type: "Map", ItemProcessor: { StartAt: "c", States: { c: end } }, End: true } },
        },
      ],
      Catch: [{ ErrorEquals: ["E"], Next: "Is it?" }],
      Next: "Is it?",
    },
    "Is it?": { Type: "Choice", Choices: [{ Condition: true, Next: "Done" }], Default: "Done" },
    Done: { Type: "Succeed" },
  },
};

describe("the walk of a machine", () => {
  it("goes depth-first, in the order of the definition", () => {
    expect(statesOf(machine).map(({ index, path, parent, depth }) => [index, path, parent, depth])).toEqual([
      [0, "States.Both", undefined, 0],
      [1, "States.Both.Branches[0].States.b", 0, 1],
      [2, "States.Both.Branches[0].States.a", 0, 1],
      [3, "States.Both.Branches[1].States.Each", 0, 1],
      [4, "States.Both.Branches[1].States.Each.ItemProcessor.States.c", 3, 2],
      [5, 'States["Is it?"]', undefined, 0],
      [6, "States.Done", undefined, 0],
    ]);
  });

  it("passes over what has not the shape of the language", () => {
    const odd = { StartAt: "A", States: { A: null, B: { Type: "Map", ItemProcessor: 7 }, C: { Type: "Nope" } } };
    expect(statesOf(odd as never).map(({ name }) => name)).toEqual(["B", "C"]);
    expect(scopesOf({ Type: "Nope" } as never)).toEqual([]);
  });

  it("tells the ways out of a state, and where each is written", () => {
    const [both, , , , , choice] = statesOf(machine);
    expect(transitionsOf(both!.state)).toEqual([
      { kind: "next", target: "Is it?", keys: ["Next"] },
      { kind: "catch", target: "Is it?", errorEquals: ["E"], keys: ["Catch", 0, "Next"] },
    ]);
    expect(transitionsOf(choice!.state).map(({ kind, keys }) => [kind, textOfPath(keys)])).toEqual([
      ["choice", "Choices[0].Next"],
      ["default", "Default"],
    ]);
  });

  it("takes the language of a state, its scope, its machine", () => {
    const scope: Scope = { StartAt: "A", States: {} };
    expect(queryLanguageOf(machine, scope, end)).toBe("JSONata");
    expect(queryLanguageOf({}, { ...scope, QueryLanguage: "JSONata" }, { QueryLanguage: "JSONPath" })).toBe("JSONPath");
    expect(queryLanguageOf({}, scope, end)).toBe("JSONPath");
  });
});
