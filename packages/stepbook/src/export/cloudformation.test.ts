// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation writes its own so.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { lambda, pass, sqs } from "../index";
import type { Any } from "../placeholders/any";
import { workflow } from "../workflow";

const role = "arn:aws:iam::123456789012:role/StepFunctionsRole";

it("the template holds the state machine as text, with its role", () => {
  const template = workflow("wf", { steps: [pass("A"), pass("B")], role }).toCloudFormation({
    description: "My description",
  });
  expect(template).toBe(`AWSTemplateFormatVersion: "2010-09-09"
Description: My description
Resources:
  StateMachineComponent:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      StateMachineName: wf
      DefinitionString: |-
        {
          "QueryLanguage": "JSONata",
          "StartAt": "A",
          "States": {
            "A": {
              "Type": "Pass",
              "Next": "B"
            },
            "B": {
              "Type": "Pass",
              "End": true
            }
          }
        }
      RoleArn: ${role}
`);
});

it("only the state machine has its role as a parameter, and text that YAML would read as something else is quoted", () => {
  const template = workflow("true", { steps: pass("line\u2028end: #1") }).toCloudFormation({
    description: "yes: no",
    stateMachineOnly: true,
  });
  const read = parse(template);
  expect(read.Parameters).toEqual({
    RoleArn: { Type: "String", Description: "The role that the state machine runs with" },
  });
  expect(read.Resources.StateMachineComponent.Properties.RoleArn).toEqual({ Ref: "RoleArn" });
  expect(template).toContain('Description: "yes: no"\n');
  expect(template).toContain('StateMachineName: "true"\n');
  expect(JSON.parse(read.Resources.StateMachineComponent.Properties.DefinitionString).StartAt).toBe(
    "line\u2028end: #1",
  );
});

it("the whole template makes the role, and has parameters for what belongs to one region", () => {
  const queueUrl = "https://sqs.eu-west-1.amazonaws.com/123456789012/orders";
  const functionName = "arn:aws:lambda:eu-west-1:123456789012:function:f";
  const logGroupArn = "arn:aws:logs:eu-west-1:123456789012:log-group:g:*";
  const made = workflow("orders", {
    steps: [
      lambda.invoke("F", { functionName }),
      sqs.sendMessage("S", { queueUrl, messageBody: "${LambdaFunctionF2} stays" }),
      lambda.invoke("Again", { functionName }),
      lambda.invoke("Named", { functionName: "g" }),
    ],
    logging: { level: "ERROR", logGroupArn },
    tracing: true,
    encryption: { kmsKeyId: "1234-abcd" },
    tags: [{ key: "team", value: "no" }],
  });
  const { Parameters, Resources, Outputs } = parse(made.toCloudFormation());
  expect(Object.entries(Parameters).map(([name, one]) => [name, (one as Any).Default])).toEqual([
    ["LambdaFunctionF", functionName],
    ["SqsOrders", queueUrl],
    ["LogGroupArn", logGroupArn],
  ]);
  const { Properties } = Resources.StateMachineComponent;
  expect(Properties.DefinitionSubstitutions).toEqual({
    LambdaFunctionF: { Ref: "LambdaFunctionF" },
    SqsOrders: { Ref: "SqsOrders" },
  });
  expect(definitionOf({ Parameters, Resources })).toEqual(made.definition);
  expect(Properties).toMatchObject({
    RoleArn: { "Fn::GetAtt": ["StateMachineRole", "Arn"] },
    LoggingConfiguration: {
      Level: "ERROR",
      IncludeExecutionData: false,
      Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: { Ref: "LogGroupArn" } } }],
    },
    TracingConfiguration: { Enabled: true },
    EncryptionConfiguration: { Type: "CUSTOMER_MANAGED_KMS_KEY", KmsKeyId: "1234-abcd" },
    Tags: [{ Key: "team", Value: "no" }],
  });
  const role = Resources.StateMachineRole.Properties;
  expect(role.AssumeRolePolicyDocument.Statement[0].Condition.StringEquals).toEqual({
    "aws:SourceAccount": [{ "Fn::Sub": "${AWS::AccountId}" }],
  });
  const lambdas = role.Policies[0].PolicyDocument.Statement.find(({ Sid }: Any) => Sid === "LambdaInvokeFunction");
  expect(lambdas).toMatchObject({
    Action: ["lambda:InvokeFunction"],
    Resource: expect.arrayContaining([
      functionName,
      { "Fn::Sub": "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:g" },
    ]),
  });
  expect(Outputs.StateMachineArn.Value).toEqual({ Ref: "StateMachineComponent" });
});

/** The definition that a template deploys, with the defaults of its parameters. */
function definitionOf({ Parameters = {}, Resources }: Any): unknown {
  const { DefinitionString, DefinitionSubstitutions = {} } = Resources.StateMachineComponent.Properties;
  const text = DefinitionString.replace(/\$\{(\w+)\}/g, (whole: string, name: string) => {
    const parameter = DefinitionSubstitutions[name]?.Ref;
    return parameter === undefined ? whole : JSON.stringify(Parameters[parameter].Default).slice(1, -1);
  });
  return JSON.parse(text);
}

const recorded = new URL("../../../../../shared/conformance/definitions/valid/", import.meta.url);

it.skipIf(!existsSync(recorded))("a template deploys each recorded definition as it is", () => {
  for (const file of readdirSync(recorded)) {
    const { definition } = JSON.parse(readFileSync(new URL(file, recorded), "utf8"));
    if (typeof definition?.States !== "object") continue;
    for (const stateMachineOnly of [true, false]) {
      const template = workflow("w", { definition }).toCloudFormation({ stateMachineOnly });
      expect([file, definitionOf(parse(template))]).toEqual([file, definition]);
    }
  }
});
