import { quote, StepbookError } from "../errors";
import type { Filled } from "../placeholders/expression";
import { assertOptions, describe, newKey, template, upperFirst } from "../steps/data";
import type { WorkStep } from "../steps/step";
import { type CallOptions, callNames, taskStep } from "../steps/task";

/**
 * How a task waits: for the service's answer, for the end of the job that it starts, or until somebody sends the
 * task's token back.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html
 */
export type WaitFor = "response" | "completion" | "callback";

/** One action of a service: what differs between them. */
export interface Action {
  /** Such as `lambda:invoke`, the end of the resource's ARN. */
  readonly name: string;
  /** The patterns that AWS has for it, and what each adds to the ARN. The first is the default. */
  readonly patterns: { readonly [Pattern in WaitFor]?: string };
  /** The parameters that it takes, without which it does not work. */
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** Parameters of which AWS's name is not the same with an upper-case first letter. */
  readonly names?: { readonly [parameter: string]: string };
}

/** What a service step takes beside its parameters. */
export interface ServiceOptions<Result, Output, Pattern extends WaitFor> extends CallOptions<Result, Output> {
  readonly waitFor?: Pattern;
}

/** What an action gives, by the pattern in which it is called. With `callback`, that is what was sent back. */
type Results = { readonly [Pattern in WaitFor]?: unknown };

/** @internal Makes the step of an action. `Default` is the pattern where none is named. */
export type ServiceStep<Parameters, Given extends Results, Default extends keyof Given & WaitFor> = <
  Pattern extends keyof Given & WaitFor = Default,
  Output = Given[Pattern],
>(
  id: string,
  parameters: Parameters,
  options?: ServiceOptions<Given[Pattern], Output, Pattern>,
) => WorkStep<Filled<Output>>;

export function serviceStep<Parameters, Given extends Results, Default extends keyof Given & WaitFor>(
  action: Action,
): ServiceStep<Parameters, Given, Default> {
  const factory = action.name.replace(":", ".");
  return (id, parameters, options = {}) => {
    const key = newKey(id, factory);
    const where = `${factory}(${quote(id)})`;
    assertOptions(options, ["waitFor", ...callNames], where);
    const { waitFor = Object.keys(action.patterns)[0] as WaitFor, ...rest } = options;
    const suffix = action.patterns[waitFor as WaitFor];
    if (suffix === undefined) {
      const known = Object.keys(action.patterns).map(quote).join(", ");
      throw new StepbookError(`${where}: waitFor must be one of ${known}, but is ${describe(waitFor)}.`);
    }
    return taskStep(key, where, {
      ...(rest as object),
      resource: `arn:aws:states:::${action.name}${suffix}`,
      arguments: argumentsOf(action, parameters as Record<string, unknown>, where),
    } as never);
  };
}

function argumentsOf(action: Action, parameters: Record<string, unknown>, where: string): Record<string, unknown> {
  assertOptions(parameters, [...action.required, ...action.optional], where, "parameter");
  for (const name of action.required) {
    if (parameters[name] === undefined) throw new StepbookError(`${where} needs ${name}.`);
  }
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    given.map(([name, value]) => [action.names?.[name] ?? upperFirst(name), template(value, `${where}: ${name}`)]),
  );
}
