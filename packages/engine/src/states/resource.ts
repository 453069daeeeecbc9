import type { TaskPattern } from "../host";
import { type EventDetails, whole } from "../recorder";
import { UnsupportedDefinition } from "../unsupported";

/** What the history calls a resource: the family of its events, and what they tell of it. */
export interface ResourceKind {
  readonly resource: string;
  readonly pattern: TaskPattern;
  /** How messages name it. */
  readonly title: string;
  readonly family: "LambdaFunction" | "Task" | "Activity";
  /** What each event after the first tells of it. */
  readonly named?: EventDetails;
  /** What the first event tells. */
  readonly describe: (parameters: string, region: string) => EventDetails;
}

const functionArn = /^arn:[\w-]+:lambda:/;
const activityArn = /^arn:[\w-]+:states:[^:]*:[^:]*:activity:[^:]+$/;
const serviceArn = /^arn:[\w-]+:states:[^:]*:[^:]*:(.+?):([^:]+?(?:\.sync:2)?)$/;

const patternOf = (action: string): TaskPattern =>
  action.endsWith(".waitForTaskToken") ? "callback" : /\.sync(:2)?$/.test(action) ? "completion" : "response";

/** Tells apart a function, an activity and an action of a service, and refuses what is none of them. */
export const resourceKindOf = (resource: string, path: string): ResourceKind => {
  const describe = (input: string): EventDetails => ({ input, inputDetails: whole, resource });
  if (functionArn.test(resource))
    return { resource, title: resource, family: "LambdaFunction", pattern: "response", describe };
  if (activityArn.test(resource))
    return { resource, title: resource, family: "Activity", pattern: "callback", describe };
  const [, service, action] = serviceArn.exec(resource) ?? [];
  if (service === undefined || action === undefined)
    throw new UnsupportedDefinition(
      `${path}.Resource`,
      `Resource ${JSON.stringify(resource)} is neither a function, nor an activity, nor an action of a service, such as "arn:aws:states:::lambda:invoke".`,
    );
  const named = { resourceType: service, resource: action };
  return {
    resource,
    title: service,
    family: "Task",
    pattern: patternOf(action),
    named,
    describe: (parameters, region) => ({ ...named, region, parameters }),
  };
};
