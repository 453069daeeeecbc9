import { quote, StepbookError } from "../errors";
import type { Any } from "../placeholders/any";
import type { Data, Dynamic, Filled, StepKey } from "../placeholders/expression";
import { assertOptions, describe, newKey, template } from "./data";
import { common, nothing, work, workNames } from "./fields";
import { assertSeconds } from "./numbers";
import { newStep, type Seconds, type WorkOptions, type WorkStep } from "./step";

/**
 * A state that calls any resource by its ARN. For AWS services there are steps of their own, such as `lambda.invoke`.
 *
 * @example task("Charge", { resource: "arn:aws:lambda:us-east-1:123456789012:function:charge", arguments: { id: input.id } })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html
 */
export function task<Result = Any, Output = Result>(
  id: string,
  options: TaskOptions<Result, Output>,
): WorkStep<Filled<Output>> {
  return taskStep(newKey(id, "task"), `task(${quote(id)})`, options);
}

/** What `task` takes. */
export interface TaskOptions<Result = Any, Output = Result> extends CallOptions<Result, Output> {
  /** The ARN of what does the work. */
  readonly resource: string;
  /** What it is given; the state's input where it is left out. */
  readonly arguments?: Data;
  /** The same by its name in a workflow of paths, where it is no object. */
  readonly parameters?: Data;
}

/** What every task takes beside what it calls. */
export interface CallOptions<Result = Any, Output = Result> extends WorkOptions<Result, Output> {
  /** Fails with States.Timeout after that many seconds. */
  readonly timeoutSeconds?: Seconds;
  /** Fails with States.HeartbeatTimeout after that many seconds without a heartbeat. */
  readonly heartbeatSeconds?: Seconds;
  /** A role to assume for the call. */
  readonly credentials?: {
    /** The ARN of the role. */
    readonly roleArn: Dynamic<string>;
  };
}

/** The options of every task. */
export const callNames = ["timeoutSeconds", "heartbeatSeconds", "credentials", ...workNames];

const optionNames = ["resource", "arguments", "parameters", ...callNames];

/** @internal `isOurs`: whether the resource is written here, so that its partition is that of the workflow. */
export function taskStep(key: StepKey, where: string, options: TaskOptions<Any, Any>, isOurs = false): WorkStep<Any> {
  assertOptions(options, optionNames, where);
  const { resource, timeoutSeconds, heartbeatSeconds, credentials } = options;
  if (typeof resource !== "string" || !/:|\$\{/.test(resource)) {
    throw new StepbookError(
      `${where}: resource must be an ARN, such as "arn:aws:states:::lambda:invoke", but is ${describe(resource)}.`,
    );
  }
  const templates: Record<string, unknown> = {};
  // What is ours is a template already.
  if (options.arguments !== undefined)
    templates.Arguments = isOurs ? options.arguments : template(options.arguments, `${where}: arguments`);
  if (timeoutSeconds !== undefined)
    templates.TimeoutSeconds = assertSeconds(timeoutSeconds, `${where}: timeoutSeconds`, 1);
  if (heartbeatSeconds !== undefined)
    templates.HeartbeatSeconds = assertSeconds(heartbeatSeconds, `${where}: heartbeatSeconds`, 1);
  if (credentials !== undefined) {
    assertOptions(credentials, ["roleArn"], `${where}: credentials`);
    templates.Credentials = { RoleArn: template(credentials.roleArn, `${where}: credentials.roleArn`) };
  }
  const whole = common(options, where);
  return newStep({
    ...nothing,
    ...work(options, key, where),
    key,
    type: "Task",
    ...whole,
    fixed: { ...whole.fixed, Resource: resource },
    templates,
    ...(isOurs && { isOurs }),
  });
}
