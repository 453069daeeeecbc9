import { describe, expect, it } from "vitest";
import { context, dynamodb, executionInput, lambda, type Step, sns, sqs, stepfunctions, workflow } from "../index";
import type { Any } from "../placeholders/any";

const input = executionInput({ id: String });
const stateOf = (step: Step) => workflow("w", { steps: step, input }).definition.States[step.id];

describe("a service step", () => {
  it("writes AWS's names, and placeholders at any depth", () => {
    const payload = { id: input.id, list: [{ id: input.id }], functionName: "data keeps its names" };
    expect(stateOf(lambda.invoke("L", { functionName: "f", payload, qualifier: "live" }))).toEqual({
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke",
      Arguments: {
        FunctionName: "f",
        Payload: {
          id: "{% $states.context.Execution.Input.id %}",
          list: [{ id: "{% $states.context.Execution.Input.id %}" }],
          functionName: "data keeps its names",
        },
        Qualifier: "live",
      },
      End: true,
    });
  });

  const resources: [Step, string][] = [
    [lambda.invoke("A", { functionName: "f" }, { waitFor: "callback" }), "lambda:invoke.waitForTaskToken"],
    [
      sqs.sendMessage("A", { queueUrl: "q", messageBody: { token: context.at("Task").at("Token") } }),
      "sqs:sendMessage",
    ],
    [sns.publish("A", { topicArn: "t", message: "m" }), "sns:publish"],
    [dynamodb.getItem("A", { tableName: "t", key: { id: { S: "1" } } }), "dynamodb:getItem"],
    [dynamodb.putItem("A", { tableName: "t", item: { id: { S: "1" } } }), "dynamodb:putItem"],
    [stepfunctions.startExecution("A", { stateMachineArn: "arn" }), "states:startExecution.sync:2"],
    [stepfunctions.startExecution("A", { stateMachineArn: "arn" }, { waitFor: "response" }), "states:startExecution"],
  ];
  it.each(resources)("%o calls the right resource", (step, resource) => {
    expect(stateOf(step)).toMatchObject({ Resource: `arn:aws:states:::${resource}` });
  });

  it("refuses what AWS does not have, naming the place and what there is", () => {
    const any = lambda.invoke as Any;
    expect(() => any("A", {})).toThrow('lambda.invoke("A") needs functionName.');
    expect(() => any("A", { functionNam: "f" })).toThrow(
      /has no parameter "functionNam". Did you mean "functionName"\?/,
    );
    expect(() => any("A", { functionName: "f" }, { waitFor: "completion" })).toThrow(
      'lambda.invoke("A"): waitFor must be one of "response", "callback", but is the string "completion".',
    );
    expect(() => any("A", { functionName: "f" }, { retrys: [] })).toThrow(
      /has no option "retrys". Did you mean "retry"\?/,
    );
  });
});
