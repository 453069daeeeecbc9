// Written by scripts/services/generate.py: change table.json there.
import type { Any } from "../placeholders/any";
import type { Data } from "../placeholders/expression";
import type { Given, Named, Text } from "./given";
import { type ServiceStep, serviceStep } from "./service";

interface MessageAttributeValue {
  readonly dataType: Text;
  readonly stringValue?: Text;
  readonly binaryValue?: Data;
}

/** What `sns.publish` takes. */
export interface SnsPublishParameters {
  readonly message: Data;
  readonly topicArn?: Text;
  readonly targetArn?: Text;
  readonly phoneNumber?: Text;
  readonly subject?: Text;
  readonly messageStructure?: Text;
  readonly messageAttributes?: Named<Given<MessageAttributeValue>>;
  readonly messageDeduplicationId?: Text;
  readonly messageGroupId?: Text;
}

/** What `sns.publish` gives. */
export interface SnsPublishResult {
  MessageId: string;
  SequenceNumber: string;
}

/**
 * Amazon SNS.
 *
 * @example sns.publish("Tell", { topicArn, message: input.text })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html
 */
export const sns: {
  /**
   * Publishes a message to a topic. A message that is data is sent as JSON.
   *
   * @example sns.publish("Tell", { topicArn, message: input.text })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html
   */
  readonly publish: ServiceStep<SnsPublishParameters, { response: SnsPublishResult; callback: Any }, "response">;
} = {
  publish: serviceStep("sns:publish"),
};
