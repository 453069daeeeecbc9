import { expect, it } from "vitest";
import { pass } from "../index";
import { workflow } from "../workflow";

const role = "arn:aws:iam::123456789012:role/StepFunctionsRole";

it("the template holds the state machine as text, with its role", () => {
  const template = workflow("wf", { steps: [pass("A"), pass("B")], role }).toCloudFormation({
    description: "My description",
  });
  expect(template).toBe(`AWSTemplateFormatVersion: '2010-09-09'
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

it("a role that is not known is a parameter, and text that YAML would read as something else is quoted", () => {
  const template = workflow("true", { steps: pass("line\u2028end: #1") }).toCloudFormation({ description: "yes: no" });
  expect(template).toContain("Parameters:\n  RoleArn:\n    Type: String\n");
  expect(template).toContain("      RoleArn: !Ref RoleArn\n");
  expect(template).toContain('Description: "yes: no"\n');
  expect(template).toContain('StateMachineName: "true"\n');
  expect(template).toContain('"StartAt": "line\\u2028end: #1"');
});
