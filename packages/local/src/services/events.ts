import { isJsonObject, type Json, type JsonObject } from "@stepbook/asl";
import { TaskError } from "@stepbook/engine";
import { LocalServiceError } from "../service-error";
import { optimizedError, sdkError } from "./faults";
import { textOf } from "./names";
import type { Action, Service, ServiceRequest } from "./service";

const mostEntries = 10;

interface Fault {
  readonly ErrorCode: string;
  readonly ErrorMessage: string;
}

/** Why EventBridge does not take an event, where it does not. */
const faultOf = ({ Source, DetailType, Detail }: JsonObject): Fault | undefined => {
  for (const [name, value] of Object.entries({ Source, DetailType, Detail }))
    if (value === undefined || value === null || value === "")
      return {
        ErrorCode: "InvalidArgument",
        ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
      };
  try {
    if (isJsonObject(JSON.parse(textOf(Detail) ?? ""))) return undefined;
  } catch {
    return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
  }
  return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
};

const putEvents = ({ parameters, local, call, uuid }: ServiceRequest): JsonObject => {
  const { Entries } = parameters;
  if (!Array.isArray(Entries) || Entries.length === 0 || Entries.length > mostEntries)
    throw new LocalServiceError(
      "ValidationException",
      `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length from 1 to ${mostEntries}`,
    );
  const entries = Entries.map((given: Json): JsonObject => {
    const entry = isJsonObject(given) ? given : {};
    const fault = faultOf(entry);
    if (fault) return { ...fault };
    const id = uuid();
    const { Source, DetailType, Detail, Resources, EventBusName } = entry;
    const event = {
      version: "0",
      id,
      "detail-type": DetailType,
      source: Source,
      account: local.account,
      time: local
        .today()
        .toISOString()
        .replace(/\.\d+Z$/, "Z"),
      region: local.region,
      // Step Functions tells where an event comes from.
      resources: [...(Array.isArray(Resources) ? Resources : []), call.executionArn],
      detail: JSON.parse(textOf(Detail) ?? "{}") as Json,
    };
    const target = textOf(EventBusName) ?? "default";
    const message = { service: "events", target, messageId: id, body: JSON.stringify(event), attributes: {} } as const;
    local.messages.send(message, local.clock.now());
    return { EventId: id };
  });
  return { Entries: entries, FailedEntryCount: entries.filter((entry) => entry.ErrorCode !== undefined).length };
};

const optimized: Action = {
  request: async (given) => {
    const answer = putEvents(given);
    if (answer.FailedEntryCount === 0) return answer;
    throw new TaskError("EventBridge.FailedEntry", JSON.stringify(answer));
  },
};

/**
 * Event buses, of any name. `onMessage` hears the events. One that is not taken fails the task.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-eventbridge.html
 */
export const events: Service = {
  actions: { putEvents: optimized },
  errorOf: optimizedError("EventBridge", "AmazonEventBridge", { generic: "AmazonEventBridgeException" }),
};

/** The same by the AWS SDK, whose task ends well even where some events are not taken. */
export const eventsSdk: Service = {
  actions: { putEvents: { request: async (given) => putEvents(given) } },
  errorOf: sdkError("EventBridge", { generic: "EventBridgeException" }),
};
