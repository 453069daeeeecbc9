import { type EventDetails, whole } from "../recorder";
import { UnsupportedDefinition } from "../unsupported";

/** What the history calls a resource: the family of its events, and what they tell of it. */
export interface ResourceKind {
  readonly resource: string;
  /** How messages name it. */
  readonly title: string;
  readonly scheduled: "LambdaFunction" | "Task";
  /** What each event after the first tells of it. */
  readonly named?: EventDetails;
  /** What the first event tells. */
  readonly describe: (parameters: string, region: string) => EventDetails;
}

const functionArn = /^arn:[\w-]+:lambda:/;
const serviceArn = /^arn:[\w-]+:states:[^:]*:[^:]*:(.+):([^:]+)$/;

/** Tells a function from an action of a service, and refuses what is neither. */
export const resourceKindOf = (resource: string, path: string): ResourceKind => {
  if (functionArn.test(resource))
    return {
      resource,
      title: resource,
      scheduled: "LambdaFunction",
      describe: (input) => ({ input, inputDetails: whole, resource }),
    };
  const [, service, action] = serviceArn.exec(resource) ?? [];
  if (service === undefined || action === undefined || service === "activity")
    throw new UnsupportedDefinition(
      `${path}.Resource`,
      `Resource ${JSON.stringify(resource)} cannot run yet: it is neither a function nor an action of a service.`,
    );
  if (/\.(sync(:\d)?|waitForTaskToken)$/.test(action))
    throw new UnsupportedDefinition(
      `${path}.Resource`,
      `Resource ${JSON.stringify(resource)} cannot run yet: only tasks that answer at once can. Use ${JSON.stringify(resource.replace(/\.(sync(:\d)?|waitForTaskToken)$/, ""))}.`,
    );
  const named = { resourceType: service, resource: action };
  return {
    resource,
    title: service,
    scheduled: "Task",
    named,
    describe: (parameters, region) => ({ ...named, region, parameters }),
  };
};
