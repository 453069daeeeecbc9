import type { StateMachine } from "@stepbook/asl";
import { describe, expect, it } from "vitest";
import { create, execute, settled } from "../../test/execute";
import { createLocalStepFunctions, type Message, virtual } from "../index";

const task = (resource: string, parameters: object, more: object = {}): StateMachine => ({
  StartAt: "T",
  States: {
    T: { Type: "Task", Resource: `arn:aws:states:::${resource}`, Parameters: parameters as never, End: true, ...more },
  },
});
const outputOf = ({ output }: { output?: string }) => JSON.parse(output ?? "null");

describe("SQS", () => {
  const QueueUrl = "https://sqs.us-east-1.amazonaws.com/123456789012/orders";

  it("takes a message and answers with its digest", async () => {
    const attributes = {
      one: { DataType: "String", StringValue: "Hello" },
      two: { DataType: "Number", StringValue: "2" },
    };
    const ended = await execute(
      task("sqs:sendMessage", { QueueUrl, MessageBody: { n: 1 }, MessageAttributes: attributes }),
    );
    expect(outputOf(ended)).toMatchObject({
      MD5OfMessageBody: "082c26c8a6bc75226a31da5495cc9292",
      MD5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/),
      SdkHttpMetadata: { HttpStatusCode: 200 },
    });
  });

  it("gives a message to one receiver until it is deleted", async () => {
    const api = createLocalStepFunctions({ clock: virtual(), seed: 1 });
    const run = async (definition: StateMachine, name: string) => {
      const { executionArn } = await api.startExecution({ stateMachineArn: await create(api, definition, name) });
      return outputOf(await settled(api, executionArn));
    };
    await run(task("sqs:sendMessage", { QueueUrl, MessageBody: "first" }), "send");
    const receive = task("aws-sdk:sqs:receiveMessage", { QueueUrl, VisibilityTimeout: 60 });
    const { Messages } = await run(receive, "receive");
    expect(Messages).toMatchObject([{ Body: "first", Md5OfBody: "8b04d5e3775d298e78455efc5ca404d5" }]);
    expect(await run(receive, "receive")).toEqual({ Messages: [] });
    await run(task("aws-sdk:sqs:deleteMessage", { QueueUrl, ReceiptHandle: Messages[0].ReceiptHandle }), "delete");
    await run({ StartAt: "W", States: { W: { Type: "Wait", Seconds: 3600, End: true } } }, "wait");
    expect(await run(receive, "receive")).toEqual({ Messages: [] });
  });

  it.each([
    [
      { QueueUrl, MessageBody: null },
      "SQS.AmazonSQSException",
      /^The request must contain the parameter MessageBody\. \(Service: AmazonSQS; Status Code: 400; Error Code: MissingParameter; /,
    ],
    [{ MessageBody: "x" }, "SQS.AmazonSQSException", /QueueUrl/],
    [{ QueueUrl, MessageBody: "x", DelaySeconds: 901 }, "SQS.AmazonSQSException", /DelaySeconds is invalid/],
  ])("refuses %j", async (parameters, error, cause) => {
    const ended = await execute(task("sqs:sendMessage", parameters));
    expect(ended).toMatchObject({ status: "FAILED", error });
    expect(ended.cause).toMatch(cause);
  });

  it("tells whoever listens, who can end the task by its token", async () => {
    const heard: Message[] = [];
    const api = createLocalStepFunctions({
      clock: virtual(),
      onMessage: (message) => {
        heard.push(message);
        return api.sendTaskSuccess({ taskToken: JSON.parse(message.body).token, output: '"done"' });
      },
    });
    const parameters = { QueueUrl, MessageBody: { "token.$": "$$.Task.Token" } };
    const definition = task("sqs:sendMessage.waitForTaskToken", parameters);
    const { executionArn } = await api.startExecution({ stateMachineArn: await create(api, definition) });
    expect(outputOf(await settled(api, executionArn))).toBe("done");
    expect(heard).toMatchObject([{ service: "sqs", target: QueueUrl }]);
  });
});

describe("SNS", () => {
  const TopicArn = "arn:aws:sns:us-east-1:123456789012:news";

  it("publishes to a topic, numbered where it is a FIFO", async () => {
    const heard: Message[] = [];
    const options = { onMessage: (message: Message) => void heard.push(message) };
    expect(outputOf(await execute(task("sns:publish", { TopicArn, Message: { a: 1 } }), options))).toMatchObject({
      MessageId: expect.any(String),
      SdkHttpMetadata: { HttpHeaders: { "Content-Type": "text/xml" } },
    });
    expect(heard).toMatchObject([{ service: "sns", target: TopicArn, body: '{"a":1}' }]);
    const fifo = { TopicArn: `${TopicArn}.fifo`, Message: "x", MessageGroupId: "g" };
    expect(outputOf(await execute(task("sns:publish", fifo)))).toHaveProperty("SequenceNumber");
    const each = { TopicArn, Message: '{"default": "short"}', MessageStructure: "json" };
    await execute(task("aws-sdk:sns:publish", each), options);
    expect(heard.at(-1)?.body).toBe("short");
  });

  it.each([
    [{ Message: "x" }, /TopicArn or TargetArn/],
    [{ TopicArn: "news", Message: "x" }, /at least 6 elements, not 1/],
    [{ TopicArn, Message: "" }, /Empty message/],
    [{ TopicArn, Message: "x", MessageStructure: "json" }, /failed to parse/],
    [{ TopicArn: `${TopicArn}.fifo`, Message: "x" }, /MessageGroupId/],
  ])("refuses %j", async (parameters, cause) => {
    const ended = await execute(task("sns:publish", parameters));
    expect(ended).toMatchObject({ status: "FAILED", error: "SNS.AmazonSNSException" });
    expect(ended.cause).toMatch(cause);
  });
});

describe("EventBridge", () => {
  const entry = { Source: "shop", DetailType: "Order", Detail: { id: 7 } };

  it("takes events, and says where they come from", async () => {
    const heard: Message[] = [];
    const ended = await execute(task("events:putEvents", { Entries: [entry, { ...entry, EventBusName: "own" }] }), {
      onMessage: (message) => void heard.push(message),
    });
    expect(outputOf(ended)).toEqual({
      Entries: [{ EventId: expect.any(String) }, { EventId: expect.any(String) }],
      FailedEntryCount: 0,
    });
    expect(heard.map(({ target }) => target)).toEqual(["default", "own"]);
    expect(JSON.parse(heard[0]!.body)).toMatchObject({
      source: "shop",
      "detail-type": "Order",
      detail: { id: 7 },
      resources: [ended.executionArn],
    });
  });

  it("fails the task where an event is not taken; by the SDK it only counts", async () => {
    const parameters = { Entries: [entry, { ...entry, Detail: "no JSON" }] };
    const failed = await execute(task("events:putEvents", parameters));
    expect(failed).toMatchObject({ status: "FAILED", error: "EventBridge.FailedEntry" });
    expect(JSON.parse(failed.cause!)).toMatchObject({
      FailedEntryCount: 1,
      Entries: [{}, { ErrorCode: "MalformedDetail" }],
    });
    const counted = await execute(task("aws-sdk:eventbridge:putEvents", parameters));
    expect(outputOf(counted)).toMatchObject({ FailedEntryCount: 1 });
  });
});
