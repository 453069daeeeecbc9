import { quote, StepbookError } from "../errors";
import type { Any } from "../placeholders/any";
import type { Data, Filled } from "../placeholders/expression";
import { assertOptions, describe, isPlainObject, newKey, template, upperFirst } from "../steps/data";
import type { WorkStep } from "../steps/step";
import { callNames, taskStep } from "../steps/task";
import type { ServiceOptions } from "./service";

/** Makes the step of an action of the AWS SDK. */
export type SdkStep = <Output = Any>(
  id: string,
  parameters?: { readonly [parameter: string]: Data },
  options?: ServiceOptions<Any, Output, "response" | "callback">,
) => WorkStep<Filled<Output>>;

/** The actions of a service of the AWS SDK, by their names in camelCase. */
export interface SdkService {
  readonly [action: string]: SdkStep;
}

const suffixes: { readonly [pattern: string]: string } = { response: "", callback: ".waitForTaskToken" };

/**
 * Any action of any service, as the AWS SDK has it: `awsSdk.<service>.<action>`. Parameters are in camelCase; what is
 * within them is data, and stays in AWS's own words.
 *
 * @example awsSdk.glue.getJobRun("Status", { jobName: "etl", runId: input.id })
 * @example awsSdk.s3.putObject("Write", { bucket: "my-bucket", key: "a.json", body: { id: input.id } })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
 */
export const awsSdk: { readonly [service: string]: SdkService } = byName((service) =>
  byName((action) => sdkStep(service.toLowerCase(), action)),
);

const optionNames = ["waitFor", ...callNames];

function sdkStep(service: string, action: string): SdkStep {
  const factory = `awsSdk.${service}.${action}`;
  return (id, parameters = {}, options = {}) => {
    const key = newKey(id, factory);
    const where = `${factory}(${quote(id)})`;
    assertOptions(options, optionNames, where);
    if (!isPlainObject(parameters))
      throw new StepbookError(`${where}: the parameters are an object, but here is ${describe(parameters)}.`);
    const { waitFor = "response", ...rest } = options;
    const suffix = Object.hasOwn(suffixes, waitFor) ? suffixes[waitFor] : undefined;
    if (suffix === undefined)
      throw new StepbookError(
        `${where}: waitFor must be "response" or "callback", but is ${describe(waitFor)}. Actions of the SDK do not wait for the end of what they start.`,
      );
    const given = Object.entries(parameters).filter(([, value]) => value !== undefined);
    return taskStep(
      key,
      where,
      {
        ...(rest as object),
        resource: `arn:aws:states:::aws-sdk:${service}:${action}${suffix}`,
        arguments: Object.fromEntries(
          given.map(([name, value]) => [upperFirst(name), template(value, `${where}: ${name}`)]),
        ),
      } as never,
      true,
    );
  };
}

const foreign: readonly string[] = ["then", "toJSON", ...Object.getOwnPropertyNames(Object.prototype)];

/** An object with a member of each name that is asked for, as names of services and actions are. */
function byName<Value>(make: (name: string) => Value): { readonly [name: string]: Value } {
  const made = new Map<string, Value>();
  // What JavaScript asks any object for is no service and no action, and neither is a name in upper case.
  const isName = (name: string | symbol): name is string =>
    typeof name === "string" && /^[a-z][A-Za-z0-9]*$/.test(name) && !foreign.includes(name);
  return new Proxy(Object.freeze(Object.create(null)), {
    get(_target, name) {
      if (!isName(name)) return undefined;
      if (!made.has(name)) made.set(name, make(name));
      return made.get(name);
    },
    has: (_target, name) => isName(name),
  });
}
