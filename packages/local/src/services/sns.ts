import { isJsonObject, type JsonObject } from "@stepbook/asl";
import { LocalServiceError } from "../service-error";
import { optimizedError, sdkError } from "./faults";
import { usualHeaders } from "./metadata";
import { textOf } from "./names";
import type { Action, Service } from "./service";

const refuse = (reason: string): never => {
  throw new LocalServiceError("InvalidParameter", `Invalid parameter: ${reason}`);
};

const targetOf = ({ TopicArn, TargetArn, PhoneNumber }: JsonObject): string => {
  const target = textOf(TopicArn ?? TargetArn ?? PhoneNumber);
  if (target === undefined) return refuse("TopicArn or TargetArn Reason: no value for required parameter");
  if (PhoneNumber === undefined && !/^arn:[\w-]+:sns:[^:]*:\d*:.+$/.test(target))
    return refuse(`TopicArn Reason: An ARN must have at least 6 elements, not ${target.split(":").length}`);
  return target;
};

/** The text of a message. With `MessageStructure: "json"` it is that for every subscriber. */
const bodyOf = ({ Message, MessageStructure }: JsonObject): string => {
  const text = textOf(Message);
  if (text === undefined || text === "") return refuse("Empty message");
  if (MessageStructure !== "json") return text;
  try {
    const { default: body } = JSON.parse(text);
    return typeof body === "string" ? body : refuse("Message Structure - No default entry in JSON message body");
  } catch (error) {
    if (error instanceof LocalServiceError) throw error;
    return refuse("Message Structure - JSON message body failed to parse");
  }
};

const publish: Action = {
  request: async ({ parameters, local, uuid }) => {
    const target = targetOf(parameters);
    const body = bodyOf(parameters);
    const { MessageAttributes, MessageGroupId } = parameters;
    const isFifo = target.endsWith(".fifo");
    if (isFifo && MessageGroupId === undefined) refuse("The MessageGroupId parameter is required for FIFO topics");
    const messageId = uuid();
    const attributes = isJsonObject(MessageAttributes) ? MessageAttributes : {};
    local.messages.send({ service: "sns", target, messageId, body, attributes }, local.clock.now());
    return {
      MessageId: messageId,
      ...(isFifo ? { SequenceNumber: `1${String(local.store.number()).padStart(16, "0")}000` } : {}),
    };
  },
};

/**
 * Topics that are there from their first message on. `onMessage` hears what is published.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html
 */
export const sns: Service = {
  actions: { publish },
  errorOf: optimizedError("SNS", "AmazonSNS", { generic: "AmazonSNSException" }),
  headersOf: usualHeaders("text/xml"),
};

export const snsSdk: Service = { actions: { publish }, errorOf: sdkError("Sns", { generic: "SnsException" }) };
