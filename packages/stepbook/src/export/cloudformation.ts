import type { StateMachine } from "@stepbook/asl";

/** What a CloudFormation template says of a state machine. */
export interface CloudFormationOptions {
  /** The template's own description. */
  readonly description?: string;
}

/**
 * A CloudFormation template, as YAML, with the state machine in it. Where the role is not known, it is a parameter of
 * the template.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-stepfunctions-statemachine.html
 */
export function cloudFormation(
  machine: { readonly name: string; readonly definition: StateMachine; readonly role: string | undefined },
  options: CloudFormationOptions,
): string {
  const { description = "CloudFormation template for AWS Step Functions - State Machine" } = options;
  const roleArn = machine.role?.startsWith("arn:") ? machine.role : undefined;
  const parameters = [
    "Parameters:",
    "  RoleArn:",
    "    Type: String",
    "    Description: The role that the state machine runs with",
  ];
  return [
    "AWSTemplateFormatVersion: '2010-09-09'",
    `Description: ${scalar(description)}`,
    ...(roleArn === undefined ? parameters : []),
    "Resources:",
    "  StateMachineComponent:",
    "    Type: AWS::StepFunctions::StateMachine",
    "    Properties:",
    `      StateMachineName: ${scalar(machine.name)}`,
    "      DefinitionString: |-",
    ...block(machine.definition).map((line) => `        ${line}`),
    `      RoleArn: ${roleArn === undefined ? "!Ref RoleArn" : scalar(roleArn)}`,
    "",
  ].join("\n");
}

/** JSON's lines, without the characters that YAML would take as the end of a line or refuse. */
function block(definition: StateMachine): readonly string[] {
  const text = JSON.stringify(definition, null, 2);
  const escaped = text.replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
  return escaped.split("\n");
}

/** Plain where that reads the same for every YAML parser, else in quotes. */
function scalar(text: string): string {
  const plain = /^[A-Za-z][\w ./:()-]*$/.test(text) && !/: |:$| $|^(true|false|yes|no|on|off|null|y|n)$/i.test(text);
  return plain
    ? text
    : JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (character) => {
        return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
      });
}
