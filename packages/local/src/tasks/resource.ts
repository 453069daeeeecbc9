/** A resource, taken apart. */
export type Resource =
  | { readonly kind: "invoke" | "function" | "activity" }
  | {
      readonly kind: "action";
      /** The resource without its pattern. */
      readonly base: string;
      readonly service: string;
      readonly action: string;
      /** What follows the action: `sync`, `sync:2`, `waitForTaskToken`. */
      readonly pattern: string;
    };

const invoke = /^arn:[\w-]+:states:[^:]*:[^:]*:lambda:invoke(\.waitForTaskToken)?$/;
const lambdaFunction = /^arn:[\w-]+:lambda:/;
const activity = /^arn:[\w-]+:states:[^:]*:[^:]*:activity:[^:]+$/;
const serviceAction = /^(arn:[\w-]+:states:[^:]*:[^:]*:(.+?):([^:.]+))(?:\.(sync|sync:2|waitForTaskToken))?$/;

/** What a task calls: Lambda's Invoke, a function directly, an activity, or an action of another service. */
export const resourceOf = (resource: string): Resource => {
  if (invoke.test(resource)) return { kind: "invoke" };
  if (lambdaFunction.test(resource)) return { kind: "function" };
  if (activity.test(resource)) return { kind: "activity" };
  const [, base = resource, service = "", action = "", pattern = ""] = serviceAction.exec(resource) ?? [];
  return { kind: "action", base, service, action, pattern };
};
