import type { StateMachine, StateMachineType, Tag } from "@stepbook/asl";
import type { Encryption, Logging } from "../machine/settings";
import type { Region, RequiredPolicy } from "../policy/policy";
import { trustPolicy } from "../policy/trust";
import { Bound } from "./bound";
import { yamlOf } from "./yaml";

/** What a CloudFormation template says of a state machine. */
export interface CloudFormationOptions {
  /** The template's own description. */
  readonly description?: string;
  /** Only the state machine: its role is a parameter where the workflow has none, and values of a region stay. */
  readonly stateMachineOnly?: boolean;
}

/** What a template is made of. */
interface Source {
  readonly name: string;
  readonly definition: StateMachine;
  readonly role: string | undefined;
  readonly type: StateMachineType | undefined;
  readonly tags: readonly Tag[] | undefined;
  readonly logging: Logging | undefined;
  readonly tracing: boolean | undefined;
  readonly encryption: Encryption | undefined;
  readonly policy: (region: Region) => RequiredPolicy;
}

type Template = { readonly [name: string]: unknown };

/**
 * A CloudFormation template, as YAML: the state machine, and where the workflow has no role of its own a role that may
 * do what the machine needs. What belongs to one region or account is a parameter of the template.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-stepfunctions-statemachine.html
 */
export function cloudFormation(source: Source, options: CloudFormationOptions): string {
  const { description = "CloudFormation template for AWS Step Functions - State Machine" } = options;
  const role = source.role?.startsWith("arn:") ? source.role : undefined;
  const makesRole = role === undefined && options.stateMachineOnly !== true;
  const bound = new Bound(options.stateMachineOnly !== true && role === undefined ? source.definition : undefined);
  const { logging } = source;
  const parameters = {
    ...(role === undefined && !makesRole && { RoleArn: roleParameter }),
    ...bound.parameters,
    ...(makesRole &&
      logging && {
        LogGroupArn: {
          Type: "String",
          Default: logging.logGroupArn,
          Description: "The log group of the state machine",
        },
      }),
  };
  const substitutions = bound.substitutions;
  return yamlOf({
    AWSTemplateFormatVersion: "2010-09-09",
    Description: description,
    ...(Object.keys(parameters).length > 0 && { Parameters: parameters }),
    Resources: {
      ...(makesRole && { StateMachineRole: roleOf(source) }),
      StateMachineComponent: {
        Type: "AWS::StepFunctions::StateMachine",
        Properties: {
          StateMachineName: source.name,
          ...(source.type === "EXPRESS" && { StateMachineType: source.type }),
          DefinitionString: JSON.stringify(bound.definition ?? source.definition, null, 2),
          ...(Object.keys(substitutions).length > 0 && { DefinitionSubstitutions: substitutions }),
          RoleArn: role ?? (makesRole ? { "Fn::GetAtt": ["StateMachineRole", "Arn"] } : { Ref: "RoleArn" }),
          ...(logging && { LoggingConfiguration: loggingOf(logging, makesRole) }),
          ...(source.tracing && { TracingConfiguration: { Enabled: true } }),
          ...(source.encryption && { EncryptionConfiguration: encryptionOf(source.encryption) }),
          ...(source.tags &&
            source.tags.length > 0 && { Tags: source.tags.map(({ key, value }) => ({ Key: key, Value: value })) }),
        },
      },
    },
    ...(makesRole && {
      Outputs: { StateMachineArn: { Description: "The state machine", Value: { Ref: "StateMachineComponent" } } },
    }),
  } as never);
}

const roleParameter = { Type: "String", Description: "The role that the state machine runs with" };

function loggingOf({ level, logGroupArn, includeExecutionData = false }: Logging, isParameter: boolean): Template {
  const arn = isParameter ? { Ref: "LogGroupArn" } : logGroupArn;
  return {
    Level: level,
    IncludeExecutionData: includeExecutionData,
    Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: arn } }],
  };
}

function encryptionOf({ kmsKeyId, kmsDataKeyReusePeriodSeconds: seconds }: Encryption): Template {
  return {
    Type: "CUSTOMER_MANAGED_KMS_KEY",
    KmsKeyId: kmsKeyId,
    ...(seconds !== undefined && { KmsDataKeyReusePeriodSeconds: seconds }),
  };
}

/** What stands in a policy for where the stack stands, which CloudFormation knows. No ARN holds these. */
const where: Region = {
  partition: "\ue000Partition\ue000",
  region: "\ue000Region\ue000",
  account: "\ue000AccountId\ue000",
};

function roleOf({ policy }: Source): Template {
  const { document } = policy(where);
  const statements = document.Statement.map((statement) => substituted(statement));
  return {
    Type: "AWS::IAM::Role",
    Properties: {
      AssumeRolePolicyDocument: substituted(trustPolicy(where)),
      ...(statements.length > 0 && {
        Policies: [
          {
            PolicyName: "WhatTheStateMachineNeeds",
            PolicyDocument: { Version: document.Version, Statement: statements },
          },
        ],
      }),
    },
  };
}

/** With Fn::Sub where a text holds where the stack stands. */
function substituted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(substituted);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, substituted(part)]));
  if (typeof value !== "string" || !value.includes("\ue000")) return value;
  return { "Fn::Sub": value.replace(/\$\{/g, "${!").replace(/\ue000(\w+)\ue000/g, (_, name) => `\${AWS::${name}}`) };
}
