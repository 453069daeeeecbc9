import { quote, StepbookError } from "../errors";
import type { Filled } from "../placeholders/expression";
import { assertOptions, describe, isPlainObject, newKey } from "../steps/data";
import type { WorkStep } from "../steps/step";
import { type CallOptions, callNames, taskStep } from "../steps/task";
import { type Action, actions, type WaitFor } from "./action";
import { assertParameters, toAws } from "./casing";
import type { NestedWorkflow } from "./given";

/** What a service step takes beside its parameters. */
export interface ServiceOptions<Result, Output, Pattern extends WaitFor> extends CallOptions<Result, Output> {
  /** What the step waits for; where it is left out, the first of what AWS has for the action. */
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

const optionNames = ["waitFor", ...callNames];

/** The factory of an optimized integration, by what its resource ends with; `factory` is its name in errors. */
export function serviceStep<Parameters, Given extends Results, Default extends keyof Given & WaitFor>(
  name: string,
  factory?: string,
): ServiceStep<Parameters, Given, Default> {
  return (id, parameters, options = {}) => {
    const action = actions()[name]!;
    const said = factory ?? action.factory;
    const key = newKey(id, said);
    const where = `${said}(${quote(id)})`;
    assertOptions(options, optionNames, where);
    const { waitFor, ...rest } = options;
    return taskStep(
      key,
      where,
      {
        ...(rest as object),
        resource: `arn:aws:states:::${name}${suffixOf(action, waitFor, where)}`,
        arguments: argumentsOf(action, parameters, where),
      } as never,
      true,
    );
  };
}

function suffixOf({ patterns }: Action, given: WaitFor | undefined, where: string): string {
  const known = Object.keys(patterns) as WaitFor[];
  const suffix = patterns[given ?? known[0]!];
  if (suffix !== undefined) return suffix;
  throw new StepbookError(
    `${where}: waitFor must be one of ${known.map(quote).join(", ")}, but is ${describe(given)}.`,
  );
}

function argumentsOf(action: Action, parameters: unknown, where: string): unknown {
  assertParameters(parameters, action.parameters, where);
  for (const name of action.required)
    if (parameters[name] === undefined) throw new StepbookError(`${where} needs ${name}.`);
  const { oneOf } = action;
  if (oneOf && !oneOf.some((name) => parameters[name] !== undefined))
    throw new StepbookError(`${where} needs ${oneOf.join(" or ")}.`);
  if (!action.machines) return toAws(parameters, action.parameters, `${where}:`);
  const arns = action.machines.map((name) => [name, arnOf(parameters[name])] as const);
  return toAws({ ...parameters, ...Object.fromEntries(arns) }, action.parameters, `${where}:`);
}

/** A workflow stands for its ARN. */
function arnOf(value: unknown): unknown {
  const isWorkflow = typeof value === "object" && value !== null && !isPlainObject(value) && "knownArn" in value;
  return isWorkflow ? (value as NestedWorkflow).knownArn() : value;
}
