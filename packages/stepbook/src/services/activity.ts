import { quote, StepbookError } from "../errors";
import type { Any } from "../placeholders/any";
import type { Data, Filled } from "../placeholders/expression";
import { assertOptions, describe, newKey } from "../steps/data";
import type { WorkStep } from "../steps/step";
import { type CallOptions, callNames, taskStep } from "../steps/task";

/** What an activity takes. */
export interface ActivityParameters {
  /** The ARN of the activity. */
  readonly activityArn: string;
  /** What its worker is given; the state's input where it is left out. */
  readonly input?: Data;
}

/** What the step of an activity takes beside its parameters. Credentials are its worker's own. */
export interface ActivityOptions<Result = Any, Output = Result> extends CallOptions<Result, Output> {
  readonly credentials?: never;
}

/**
 * Work that a program of yours asks for and does, wherever it runs. Give `heartbeatSeconds` where the worker could
 * fall silent.
 *
 * @example activity("Approve", { activityArn: "arn:aws:states:us-east-1:123456789012:activity:approve" }, { heartbeatSeconds: 60 })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-activities.html
 */
export function activity<Output = Any>(
  id: string,
  parameters: ActivityParameters,
  options: ActivityOptions<Any, Output> = {},
): WorkStep<Filled<Output>> {
  const key = newKey(id, "activity");
  const where = `activity(${quote(id)})`;
  assertOptions(parameters, ["activityArn", "input"], where, "parameter");
  assertOptions(
    options,
    callNames.filter((name) => name !== "credentials"),
    where,
  );
  const { activityArn, input } = parameters;
  if (typeof activityArn !== "string" || !/^arn:[\w-]+:states:[^:]*:[^:]*:activity:/.test(activityArn))
    throw new StepbookError(
      `${where}: activityArn must be the ARN of an activity, such as "arn:aws:states:us-east-1:123456789012:activity:approve", but is ${describe(activityArn)}.`,
    );
  return taskStep(key, where, {
    ...options,
    resource: activityArn,
    ...(input !== undefined && { arguments: input }),
  } as never);
}
