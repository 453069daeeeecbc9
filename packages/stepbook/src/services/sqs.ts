// Written by scripts/services/generate.py: change table.json there.
import type { Any } from "../placeholders/any";
import type { Data } from "../placeholders/expression";
import type { Given, List, Named, Numeric, Text } from "./given";
import { type ServiceStep, serviceStep } from "./service";

interface MessageAttributeValue {
  readonly stringValue?: Text;
  readonly binaryValue?: Data;
  readonly stringListValues?: List<Text>;
  readonly binaryListValues?: List<Data>;
  readonly dataType: Text;
}

interface MessageSystemAttributeValue {
  readonly stringValue?: Text;
  readonly binaryValue?: Data;
  readonly stringListValues?: List<Text>;
  readonly binaryListValues?: List<Data>;
  readonly dataType: Text;
}

/** What `sqs.sendMessage` takes. */
export interface SqsSendMessageParameters {
  readonly queueUrl: Text;
  readonly messageBody: Data;
  readonly delaySeconds?: Numeric;
  readonly messageAttributes?: Named<Given<MessageAttributeValue>>;
  readonly messageSystemAttributes?: Named<Given<MessageSystemAttributeValue>>;
  readonly messageDeduplicationId?: Text;
  readonly messageGroupId?: Text;
}

/** What `sqs.sendMessage` gives. */
export interface SqsSendMessageResult {
  MD5OfMessageBody: string;
  MD5OfMessageAttributes: string;
  MD5OfMessageSystemAttributes: string;
  MessageId: string;
  SequenceNumber: string;
}

/**
 * Amazon SQS.
 *
 * @example sqs.sendMessage("Ask", { queueUrl, messageBody: { token: context.Task.Token } }, { waitFor: "callback" })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-sqs.html
 */
export const sqs: {
  /**
   * Sends a message to a queue. A body that is data is sent as JSON.
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
  sendMessage: serviceStep("sqs:sendMessage"),
};
