import { isJsonObject, type Json, type JsonObject } from "@stepbook/asl";
import { type Code, call, json, name, object } from "../../import/typescript/code";
import { propertiesOf } from "./fields";
import { Given, type Library } from "./given";

/** A task as a construct of the CDK. */
export interface TaskConstruct {
  readonly path: string;
  readonly properties: Properties;
  readonly libraries: readonly Library[];
}

type Properties = { readonly [name: string]: Code };

/** A class of the CDK for an action: the properties that become its parameters; undefined where none do. */
interface Row {
  readonly path: string;
  readonly write: (given: Given) => { readonly [name: string]: Code | undefined } | undefined;
  /** The patterns that the class has, by what they add to the resource. */
  readonly patterns?: { readonly [suffix: string]: string };
}

const job = { "": "REQUEST_RESPONSE", ".sync": "RUN_JOB" };
const once: Row["patterns"] = { "": "REQUEST_RESPONSE" };

/** Texts under the CDK's own names. */
const texts =
  (properties: { readonly [parameter: string]: string }): Row["write"] =>
  (given) =>
    Object.fromEntries(Object.entries(properties).map(([parameter, property]) => [property, given.text(parameter)]));

const table = (given: Given) => given.imported("TableName", "dynamodb", "Table.fromTableName", "Table", /^[\w.-]+$/);
const project = (given: Given) =>
  given.imported("ProjectName", "codebuild", "Project.fromProjectName", "Project", /^[\w-]+$/);

/** The CDK's classes for optimized integrations, by what their resources end with. */
const rows: { readonly [key: string]: Row } = {
  "athena:getQueryExecution": {
    path: "AthenaGetQueryExecution",
    write: texts({ QueryExecutionId: "queryExecutionId" }),
  },
  "athena:stopQueryExecution": {
    path: "AthenaStopQueryExecution",
    write: texts({ QueryExecutionId: "queryExecutionId" }),
  },
  "batch:submitJob": {
    path: "BatchSubmitJob",
    patterns: job,
    write: (given) => ({
      ...texts({ JobName: "jobName", JobQueue: "jobQueueArn", JobDefinition: "jobDefinitionArn" })(given),
      payload: given.payload("Parameters"),
    }),
  },
  "codebuild:startBuild": {
    path: "CodeBuildStartBuild",
    patterns: job,
    write: (given) => ({ project: project(given) }),
  },
  "dynamodb:deleteItem": {
    path: "DynamoDeleteItem",
    write: (given) => ({ table: table(given), key: given.attributes("Key") }),
  },
  "dynamodb:getItem": {
    path: "DynamoGetItem",
    // The CDK always says whether the read is consistent.
    write: (given) =>
      given.has("ConsistentRead")
        ? { table: table(given), key: given.attributes("Key"), consistentRead: given.flag("ConsistentRead") }
        : undefined,
  },
  "dynamodb:putItem": {
    path: "DynamoPutItem",
    write: (given) => ({
      table: table(given),
      item: given.attributes("Item"),
      conditionExpression: given.text("ConditionExpression"),
    }),
  },
  "dynamodb:updateItem": {
    path: "DynamoUpdateItem",
    write: (given) => ({
      table: table(given),
      key: given.attributes("Key"),
      expressionAttributeValues: given.attributes("ExpressionAttributeValues"),
      ...texts({ UpdateExpression: "updateExpression", ConditionExpression: "conditionExpression" })(given),
    }),
  },
  "elasticmapreduce:cancelStep": { path: "EmrCancelStep", write: texts({ ClusterId: "clusterId", StepId: "stepId" }) },
  "elasticmapreduce:terminateCluster": {
    path: "EmrTerminateCluster",
    patterns: job,
    write: texts({ ClusterId: "clusterId" }),
  },
  "events:putEvents": { path: "EventBridgePutEvents", write: (given) => ({ entries: given.events("Entries") }) },
  "glue:startJobRun": {
    path: "GlueStartJobRun",
    patterns: job,
    write: (given) => ({ glueJobName: given.text("JobName"), arguments: given.payload("Arguments") }),
  },
  "lambda:invoke": {
    path: "LambdaInvoke",
    // Without a payload, the CDK gives the state's input.
    write: (given) =>
      given.has("Payload") || given.has("Payload.$")
        ? {
            lambdaFunction: given.imported(
              "FunctionName",
              "lambda",
              "Function.fromFunctionArn",
              "Function",
              /^arn:aws:lambda:[\w-]+:\d{12}:function:[\w-]+$/,
            ),
            payload: given.payload("Payload"),
            invocationType: given.choice("InvocationType", "tasks.LambdaInvocationType", {
              DryRun: "DRY_RUN",
              Event: "EVENT",
              RequestResponse: "REQUEST_RESPONSE",
            }),
            ...texts({ ClientContext: "clientContext", Qualifier: "qualifier" })(given),
            retryOnServiceExceptions: json(false),
          }
        : undefined,
  },
  "sagemaker:createEndpoint": {
    path: "SageMakerCreateEndpoint",
    write: texts({ EndpointName: "endpointName", EndpointConfigName: "endpointConfigName" }),
  },
  "sagemaker:updateEndpoint": {
    path: "SageMakerUpdateEndpoint",
    write: texts({ EndpointName: "endpointName", EndpointConfigName: "endpointConfigName" }),
  },
  "sns:publish": {
    path: "SnsPublish",
    write: (given) => ({
      topic: given.imported("TopicArn", "sns", "Topic.fromTopicArn", "Topic", /^arn:aws:sns:[\w-]+:\d{12}:[\w-]+$/),
      message: given.payload("Message"),
      subject: given.text("Subject"),
    }),
  },
  "sqs:sendMessage": {
    path: "SqsSendMessage",
    write: (given) => ({
      queue: given.queue("QueueUrl"),
      messageBody: given.payload("MessageBody"),
      ...texts({ MessageDeduplicationId: "messageDeduplicationId", MessageGroupId: "messageGroupId" })(given),
    }),
  },
  "states:startExecution": {
    path: "StepFunctionsStartExecution",
    patterns: { "": "REQUEST_RESPONSE", ".sync:2": "RUN_JOB" },
    write: (given) =>
      given.has("Input") || given.has("Input.$")
        ? {
            stateMachine: given.imported(
              "StateMachineArn",
              "sfn",
              "StateMachine.fromStateMachineArn",
              "Machine",
              /^arn:aws:states:[\w-]+:\d{12}:stateMachine:[\w-]+$/,
            ),
            input: given.payload("Input"),
            name: given.text("Name"),
          }
        : undefined,
  },
};

/** The CDK's own class for a task; undefined where none becomes exactly this state. `id`: of what it imports. */
export function taskOf(fields: JsonObject, id: string): TaskConstruct | undefined {
  const {
    Resource,
    Parameters,
    Arguments,
    TimeoutSeconds,
    TimeoutSecondsPath,
    HeartbeatSeconds,
    HeartbeatSecondsPath,
    ...rest
  } = fields;
  const passed = Parameters ?? Arguments;
  const times = timesOf({ TimeoutSeconds, TimeoutSecondsPath, HeartbeatSeconds, HeartbeatSecondsPath });
  const common = propertiesOf("Task", rest);
  if (!times || !common || typeof Resource !== "string") return undefined;
  const activity = /^arn:aws:states:[\w-]+:\d{12}:activity:/.test(Resource);
  const [, key = "", suffix = ""] = /^arn:aws:states:::([\w:-]+?)(\.[\w:]+)?$/.exec(Resource) ?? [];
  const sdk = /^aws-sdk:([a-z0-9]+):([a-z]\w*)$/.exec(key);
  const given = new Given(passed, id);
  const own = sdk ? sdkProperties(sdk, suffix, passed) : activity ? undefined : rowProperties(key, suffix, given);
  if (!own) return undefined;
  return {
    path: `tasks.${own.path}`,
    properties: { ...own.properties, ...common, ...times },
    libraries: given.libraries,
  };
}

type Made = { readonly path: string; readonly properties: Properties } | undefined;

function rowProperties(key: string, suffix: string, given: Given): Made {
  const row = Object.hasOwn(rows, key) ? rows[key]! : undefined;
  const pattern = row && (row.patterns ?? once)![suffix];
  const written = pattern === undefined ? undefined : row!.write(given);
  if (!written || !given.isWhole) return undefined;
  const properties = Object.entries(written).filter((each): each is [string, Code] => each[1] !== undefined);
  const waiting =
    pattern === "REQUEST_RESPONSE" ? {} : { integrationPattern: name(`sfn.IntegrationPattern.${pattern}`) };
  return { path: row!.path, properties: { ...Object.fromEntries(properties), ...waiting } };
}

function sdkProperties([, service, action]: readonly string[], suffix: string, passed: Json | undefined): Made {
  if (suffix !== "" || !isJsonObject(passed) || JSON.stringify(passed).includes("null")) return undefined;
  const properties = {
    service: json(service!),
    action: json(action!),
    parameters: json(passed),
    iamResources: json(["*"]),
  };
  return { path: "CallAwsService", properties };
}

function timesOf(given: { readonly [field: string]: Json | undefined }): Properties | undefined {
  const time = (whole: Json | undefined, path: Json | undefined): Code | undefined | null => {
    if (path !== undefined) return whole === undefined ? call("sfn.Timeout.at", json(path)) : null;
    if (whole === undefined) return undefined;
    if (typeof whole === "string") return call("sfn.Timeout.jsonata", json(whole));
    return Number.isInteger(whole) ? call("sfn.Timeout.duration", call("Duration.seconds", json(whole))) : null;
  };
  const taskTimeout = time(given.TimeoutSeconds, given.TimeoutSecondsPath);
  const heartbeatTimeout = time(given.HeartbeatSeconds, given.HeartbeatSecondsPath);
  if (taskTimeout === null || heartbeatTimeout === null) return undefined;
  const made = object({ taskTimeout, heartbeatTimeout });
  return made.kind === "object" ? Object.fromEntries(made.entries) : undefined;
}
