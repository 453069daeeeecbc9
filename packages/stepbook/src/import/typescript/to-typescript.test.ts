import { describe, expect, it } from "vitest";
import { fromAsl, workflow } from "../../index";
import { toTypeScript } from "./to-typescript";

const hello = {
  QueryLanguage: "JSONata",
  StartAt: "Start",
  States: {
    Start: { Type: "Pass", Next: "Ready?" },
    "Ready?": {
      Type: "Choice",
      Choices: [{ Condition: "{% $states.context.Execution.Input.ready = true %}", Next: "Encode" }],
      Default: "Not ready",
    },
    Encode: {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke",
      Arguments: { FunctionName: "to-base64", Payload: { text: "{% $states.context.Execution.Input.text %}" } },
      Next: "Done",
    },
    Done: { Type: "Succeed" },
    "Not ready": { Type: "Fail" },
  },
} as const;

describe("toTypeScript", () => {
  it("says a definition in steps", () => {
    expect(fromAsl(hello, { name: "hello-world" }).toTypeScript()).toBe(`\
import {
  anything, choice, equals, executionInput, fail, lambda, otherwise, pass, succeed, when, workflow,
} from "stepbook";

const input = executionInput({ ready: Boolean, text: anything });

const encode = lambda.invoke("Encode", { functionName: "to-base64", payload: { text: input.text } });

export const helloWorld = workflow("hello-world", {
  input,
  steps: [
    pass("Start"),
    choice("Ready?", when(equals(input.ready, true), encode, succeed("Done")), otherwise(fail("Not ready"))),
  ],
});
`);
  });

  it("says what is no valid definition, or nests too deep, as it stands", () => {
    for (const States of [{ A: 7 }, { A: { Type: "Choice", Choices: 7 } }, { A: { Type: "Map", ItemProcessor: 7 } }]) {
      const broken = { StartAt: "A", States } as never;
      expect(toTypeScript("w", broken).text).toContain("definition: {");
    }
    const deep = Array.from({ length: 1000 }, (_, index): [string, object] => [
      `C${index}`,
      { Type: "Choice", Choices: [{ Variable: "$.a", IsNull: true, Next: index < 999 ? `C${index + 1}` : "End" }] },
    ]);
    const States = { ...Object.fromEntries(deep), End: { Type: "Succeed" } };
    expect(toTypeScript("w", { StartAt: "C0", States } as never).text).toContain("workflow(");
  });

  it("says what nothing else says as it stands", () => {
    const odd = { StartAt: "A", States: { A: { Type: "Pass", Next: "A", Unknown: { "x.$": 1 } } } } as const;
    const { text, escapes } = toTypeScript("odd", odd as never);
    expect(escapes).toEqual(["A"]);
    expect(text).toContain("fields: { Unknown:");
    expect(workflow("odd", { definition: odd as never }).toTypeScript()).toBe(text);
  });
});
