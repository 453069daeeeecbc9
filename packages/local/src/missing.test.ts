import type { StateMachine } from "@stepbook/asl";
import { describe, expect, it } from "vitest";
import { calling } from "../test/execute";
import { missingFunctions, missingFunctionsText } from "./index";

const arn = "arn:aws:lambda:us-east-1:123456789012:function:to-base64";
const functions = {
  "to-base64": btoa,
  [arn.replace("to-base64", "by-arn")]: () => 1,
  "arn:aws:states:::sqs:sendMessage": () => 1,
};
const jsonata = (Arguments: unknown, Resource = "arn:aws:states:::lambda:invoke") =>
  ({
    QueryLanguage: "JSONata",
    StartAt: "T",
    States: { T: { Type: "Task", Resource, Arguments, End: true } },
  }) as StateMachine;

describe("functions that a definition calls", () => {
  it.each([
    ["by name", calling("to-base64")],
    ["by name and qualifier", calling("to-base64:live")],
    ["by ARN", calling(arn)],
    ["by ARN and qualifier", calling(`${arn}:$LATEST`)],
    ["by partial ARN", calling("123456789012:function:to-base64:1")],
    ["registered by ARN, by name", calling("by-arn")],
    ["directly", calling("", { Resource: arn })],
    ["in an expression", jsonata({ FunctionName: "{% 'to-base64' %}" })],
    ["by a name that is worked out", jsonata({ FunctionName: "{% $states.input.name & '-64' %}" })],
    ["by a name in the input", calling("", { Parameters: { "FunctionName.$": "$.name" } })],
    ["by arguments that are worked out", jsonata("{% $states.input %}")],
    ["as an action with a stand-in", jsonata({}, "arn:aws:states:::sqs:sendMessage")],
  ])("are not missing: %s", (_, machine) => {
    expect(missingFunctions(machine, functions)).toEqual([]);
  });

  it.each([
    ["by name", calling("to-bas64"), "Parameters.FunctionName", "to-bas64", "to-base64"],
    ["by ARN and qualifier", calling(`${arn.slice(0, -2)}:live`), "Parameters.FunctionName", "to-base", "to-base64"],
    ["far from any", jsonata({ FunctionName: "resize" }), "Arguments.FunctionName", "resize", undefined],
    ["in an expression", jsonata({ FunctionName: '{% "resize" %}' }), "Arguments.FunctionName", "resize", undefined],
    ["directly", calling("", { Resource: `${arn}x` }), "Resource", "to-base64x", "to-base64"],
    ["of prototypes", calling("constructor"), "Parameters.FunctionName", "constructor", undefined],
    [
      "as an action",
      jsonata({}, "arn:aws:states:::glue:startJobRun"),
      "Resource",
      "arn:aws:states:::glue:startJobRun",
      undefined,
    ],
  ])("are missing: %s", (_, machine, field, functionName, near) => {
    expect(missingFunctions(machine, functions)).toEqual([
      { state: "T", path: `States.T.${field}`, functionName, ...(near ? { nearest: near } : {}) },
    ]);
  });

  it("are found in branches and items, and told in one text", () => {
    const machine = {
      StartAt: "Both",
      States: {
        Both: {
          Type: "Parallel",
          Branches: [
            calling("to-bas64"),
            { StartAt: "M", States: { M: { Type: "Map", Iterator: calling("two"), End: true } } },
          ],
          End: true,
        },
      },
    } as StateMachine;
    expect(missingFunctionsText(missingFunctions(machine, { "to-base64": btoa }), { "to-base64": btoa })).toBe(
      `"T" calls "to-bas64", which is not registered. Did you mean "to-base64"?  → States.Both.Branches[0].States.T.Parameters.FunctionName
"T" calls "two", which is not registered.  → States.Both.Branches[1].States.M.Iterator.States.T.Parameters.FunctionName
Registered: "to-base64". To register them: local({ functions: { "to-bas64": (input) => …, "two": (input) => … } })`,
    );
    expect(missingFunctionsText(missingFunctions(calling("f"), {}), {})).toMatch(
      /No function is registered\. To register it: /,
    );
  });
});
