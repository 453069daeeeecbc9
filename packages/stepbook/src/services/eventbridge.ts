// Written by scripts/services/generate.py: change table.json there.
import type { Any } from "../placeholders/any";
import type { Data } from "../placeholders/expression";
import type { Given, List, Moment, Text } from "./given";
import { type ServiceStep, serviceStep } from "./service";

interface PutEventsRequestEntry {
  readonly time?: Moment;
  readonly source?: Text;
  readonly resources?: List<Text>;
  readonly detailType?: Text;
  readonly detail?: Data;
  readonly eventBusName?: Text;
  readonly traceHeader?: Text;
}

/** What `eventbridge.putEvents` takes. */
export interface EventbridgePutEventsParameters {
  readonly entries: List<Given<PutEventsRequestEntry>>;
  readonly endpointId?: Text;
}

/** What `eventbridge.putEvents` gives. */
export interface EventbridgePutEventsResult {
  FailedEntryCount: number;
  Entries: Any;
}

/**
 * Amazon EventBridge.
 *
 * @example eventbridge.putEvents("Tell", { entries: [{ source: "my.shop", detailType: "ordered", detail: { id: input.id } }] })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-eventbridge.html
 */
export const eventbridge: {
  /**
   * Puts events on an event bus. The detail is data; it is sent as JSON.
   *
   * @example eventbridge.putEvents("Tell", { entries: [{ source: "my.shop", detailType: "ordered", detail: { id: input.id } }] })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-eventbridge.html
   */
  readonly putEvents: ServiceStep<
    EventbridgePutEventsParameters,
    { response: EventbridgePutEventsResult; callback: Any },
    "response"
  >;
} = {
  putEvents: serviceStep("events:putEvents"),
};
