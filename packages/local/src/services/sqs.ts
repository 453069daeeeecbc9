import { createHash } from "node:crypto";
import { isJsonObject, type Json, type JsonObject } from "@stepbook/asl";
import { LocalServiceError } from "../service-error";
import { optimizedError, sdkError } from "./faults";
import { usualHeaders } from "./metadata";
import { textOf } from "./names";
import type { Action, Service, ServiceRequest } from "./service";

const required = (parameters: JsonObject, name: string): string => {
  const text = textOf(parameters[name]);
  if (text === undefined || text === "")
    throw new LocalServiceError("MissingParameter", `The request must contain the parameter ${name}.`);
  return text;
};

const wholeNumber = (parameters: JsonObject, name: string, [least, most, usual]: readonly [number, number, number]) => {
  const value = parameters[name] ?? usual;
  if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new LocalServiceError(
    "InvalidParameterValue",
    `Value ${JSON.stringify(value)} for parameter ${name} is invalid. Reason: Must be between ${least} and ${most}, if provided.`,
  );
};

const md5 = (data: string | Buffer): string => createHash("md5").update(data).digest("hex");

/** Each part with its length before it, as SQS hashes attributes. */
const withLength = (part: string | Buffer): Buffer => {
  const bytes = Buffer.from(part as string);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};

/** The MD5 of message attributes, which tells the sender that they came over whole. */
const md5OfAttributes = (attributes: JsonObject): string =>
  md5(
    Buffer.concat(
      Object.keys(attributes)
        .sort()
        .flatMap((name) => {
          const { DataType, StringValue, BinaryValue } = attributes[name] as JsonObject;
          const isBinary = BinaryValue !== undefined;
          const value = isBinary ? Buffer.from(String(BinaryValue), "base64") : String(StringValue);
          return [withLength(name), withLength(String(DataType)), Buffer.from([isBinary ? 2 : 1]), withLength(value)];
        }),
    ),
  );

/** A FIFO queue numbers its messages. */
const sequenceNumber = (url: string, number: number): JsonObject =>
  url.endsWith(".fifo") ? { SequenceNumber: String(number).padStart(20, "0") } : {};

const sendMessage: Action = {
  request: async ({ parameters, local, uuid }: ServiceRequest) => {
    const body = required(parameters, "MessageBody");
    const target = required(parameters, "QueueUrl");
    const delay = wholeNumber(parameters, "DelaySeconds", [0, 900, 0]);
    const { MessageAttributes } = parameters;
    const attributes = isJsonObject(MessageAttributes) ? MessageAttributes : {};
    const messageId = uuid();
    local.messages.send({ service: "sqs", target, messageId, body, attributes }, local.clock.now(), delay);
    return {
      ...(Object.keys(attributes).length > 0 ? { MD5OfMessageAttributes: md5OfAttributes(attributes) } : {}),
      MD5OfMessageBody: md5(body),
      MessageId: messageId,
      ...sequenceNumber(target, local.store.number()),
    };
  },
};

const receiveMessage: Action = {
  request: async ({ parameters, local, uuid }) => {
    const url = required(parameters, "QueueUrl");
    const most = wholeNumber(parameters, "MaxNumberOfMessages", [1, 10, 1]);
    const hidden = wholeNumber(parameters, "VisibilityTimeout", [0, 43_200, 30]);
    const found = local.messages.receive(url, most, local.clock.now(), hidden, uuid);
    return {
      Messages: found.map(
        ({ messageId, receiptHandle, body, attributes }): Json => ({
          Body: body,
          Md5OfBody: md5(body),
          ...(Object.keys(attributes as JsonObject).length > 0 ? { MessageAttributes: attributes } : {}),
          MessageId: messageId,
          ReceiptHandle: receiptHandle ?? "",
        }),
      ),
    };
  },
};

const deleteMessage: Action = {
  request: async ({ parameters, local }) => {
    local.messages.delete(required(parameters, "QueueUrl"), required(parameters, "ReceiptHandle"));
    return {};
  },
};

/** An answer in the names of the AWS SDK for Java, which tasks of `aws-sdk:` have. */
const inSdkNames =
  ({ request }: Action): Action["request"] =>
  async (given) =>
    Object.fromEntries(
      Object.entries((await request(given)) as JsonObject).map(([name, value]) => [name.replace(/^MD5/, "Md5"), value]),
    );

/**
 * Queues that are there from their first message on, whatever their URL.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-sqs.html
 */
export const sqs: Service = {
  actions: { sendMessage },
  errorOf: optimizedError("SQS", "AmazonSQS", { generic: "AmazonSQSException" }),
  headersOf: usualHeaders("application/x-amz-json-1.0"),
};

/** The same queues by the AWS SDK: messages can be received and deleted, too. */
export const sqsSdk: Service = {
  actions: { sendMessage: { request: inSdkNames(sendMessage) }, receiveMessage, deleteMessage },
  errorOf: sdkError("Sqs", { generic: "SqsException" }),
};
