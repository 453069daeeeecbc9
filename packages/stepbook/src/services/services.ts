import type { Any } from "../placeholders/any";
import type { Data, Dynamic } from "../placeholders/expression";
import { type ServiceStep, serviceStep } from "./service";

/** Text that a service takes: a string, or a placeholder for one. */
type Text = Dynamic<string>;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export interface LambdaInvokeParameters {
  /** The function's name, ARN or partial ARN. */
  readonly functionName: Text;
  /** The event that the function is given. */
  readonly payload?: Data;
  readonly qualifier?: Text;
  readonly clientContext?: Text;
  readonly invocationType?: Dynamic<"RequestResponse" | "Event" | "DryRun">;
}

/** What `lambda.invoke` gives. `Payload` is what the function returned. */
export interface LambdaInvokeResult {
  ExecutedVersion: string;
  Payload: Any;
  StatusCode: number;
}

/** AWS Lambda. */
export const lambda: {
  /**
   * Calls a Lambda function. What it returns is `output.Payload`.
   *
   * @example lambda.invoke("Encode", { functionName: "to-base64", payload: { text: input.text } })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
   */
  readonly invoke: ServiceStep<LambdaInvokeParameters, { response: LambdaInvokeResult; callback: Any }, "response">;
} = {
  invoke: serviceStep({
    name: "lambda:invoke",
    patterns: { response: "", callback: ".waitForTaskToken" },
    required: ["functionName"],
    optional: ["payload", "qualifier", "clientContext", "invocationType"],
  }),
};

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
export interface SqsSendMessageParameters {
  readonly queueUrl: Text;
  readonly messageBody: Data;
  readonly delaySeconds?: Dynamic<number>;
  readonly messageGroupId?: Text;
  readonly messageDeduplicationId?: Text;
  /** In AWS's own form: `{ name: { DataType: "String", StringValue: "…" } }`. */
  readonly messageAttributes?: Data;
}

export interface SqsSendMessageResult {
  MessageId: string;
  MD5OfMessageBody: string;
}

/** Amazon SQS. */
export const sqs: {
  /**
   * Sends a message to a queue.
   *
   * @example sqs.sendMessage("Ask", { queueUrl, messageBody: { token: context.Task.Token } }, { waitFor: "callback" })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-sqs.html
   */
  readonly sendMessage: ServiceStep<
    SqsSendMessageParameters,
    { response: SqsSendMessageResult; callback: Any },
    "response"
  >;
} = {
  sendMessage: serviceStep({
    name: "sqs:sendMessage",
    patterns: { response: "", callback: ".waitForTaskToken" },
    required: ["queueUrl", "messageBody"],
    optional: ["delaySeconds", "messageGroupId", "messageDeduplicationId", "messageAttributes"],
  }),
};

/** @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export interface SnsPublishParameters {
  readonly message: Data;
  readonly topicArn?: Text;
  readonly targetArn?: Text;
  readonly phoneNumber?: Text;
  readonly subject?: Text;
  readonly messageStructure?: Text;
  readonly messageGroupId?: Text;
  readonly messageDeduplicationId?: Text;
  /** In AWS's own form: `{ name: { DataType: "String", StringValue: "…" } }`. */
  readonly messageAttributes?: Data;
}

export interface SnsPublishResult {
  MessageId: string;
}

/** Amazon SNS. */
export const sns: {
  /**
   * Publishes a message to a topic.
   *
   * @example sns.publish("Tell", { topicArn: "arn:aws:sns:us-east-1:123456789012:news", message: input.text })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html
   */
  readonly publish: ServiceStep<SnsPublishParameters, { response: SnsPublishResult; callback: Any }, "response">;
} = {
  publish: serviceStep({
    name: "sns:publish",
    patterns: { response: "", callback: ".waitForTaskToken" },
    required: ["message"],
    optional: [
      "topicArn",
      "targetArn",
      "phoneNumber",
      "subject",
      "messageStructure",
      "messageGroupId",
      "messageDeduplicationId",
      "messageAttributes",
    ],
  }),
};

/** An item or a key of DynamoDB, in its own form: `{ id: { S: "7" } }`. */
export interface DynamoDbItem {
  readonly [attribute: string]: Data;
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html */
export interface DynamoDbGetItemParameters {
  readonly tableName: Text;
  readonly key: DynamoDbItem;
  readonly consistentRead?: Dynamic<boolean>;
  readonly projectionExpression?: Text;
  readonly expressionAttributeNames?: Data;
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html */
export interface DynamoDbPutItemParameters {
  readonly tableName: Text;
  readonly item: DynamoDbItem;
  readonly conditionExpression?: Text;
  readonly expressionAttributeNames?: Data;
  readonly expressionAttributeValues?: Data;
  readonly returnValues?: Dynamic<"NONE" | "ALL_OLD">;
}

/** Amazon DynamoDB. */
export const dynamodb: {
  /**
   * Reads an item.
   *
   * @example dynamodb.getItem("Read", { tableName: "orders", key: { id: { S: input.orderId } } })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html
   */
  readonly getItem: ServiceStep<
    DynamoDbGetItemParameters,
    { response: { Item: { [attribute: string]: Any } } },
    "response"
  >;
  /**
   * Writes an item.
   *
   * @example dynamodb.putItem("Write", { tableName: "orders", item: { id: { S: input.orderId } } })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html
   */
  readonly putItem: ServiceStep<DynamoDbPutItemParameters, { response: Any }, "response">;
} = {
  getItem: serviceStep({
    name: "dynamodb:getItem",
    patterns: { response: "" },
    required: ["tableName", "key"],
    optional: ["consistentRead", "projectionExpression", "expressionAttributeNames"],
  }),
  putItem: serviceStep({
    name: "dynamodb:putItem",
    patterns: { response: "" },
    required: ["tableName", "item"],
    optional: ["conditionExpression", "expressionAttributeNames", "expressionAttributeValues", "returnValues"],
  }),
};

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
export interface StartExecutionParameters {
  readonly stateMachineArn: Text;
  readonly input?: Data;
  readonly name?: Text;
}

/** What starting a nested execution gives. */
export interface StartExecutionResult {
  ExecutionArn: string;
  StartDate: Any;
}

/** What a nested execution gives at its end. */
export interface ExecutionResult extends StartExecutionResult {
  /** What it gave, as JSON. */
  Output: Any;
  Status: string;
  StopDate: Any;
}

/** AWS Step Functions itself. */
export const stepfunctions: {
  /**
   * Runs another state machine, and waits for its end unless `waitFor` says otherwise.
   *
   * @example stepfunctions.startExecution("Child", { stateMachineArn, input: { id: input.id } })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html
   */
  readonly startExecution: ServiceStep<
    StartExecutionParameters,
    { completion: ExecutionResult; response: StartExecutionResult; callback: Any },
    "completion"
  >;
} = {
  startExecution: serviceStep({
    name: "states:startExecution",
    patterns: { completion: ".sync:2", response: "", callback: ".waitForTaskToken" },
    required: ["stateMachineArn"],
    optional: ["input", "name"],
  }),
};
