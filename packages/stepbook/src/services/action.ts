import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * How a task waits: for the service's answer, for the end of the job that it starts, or until somebody sends the
 * task's token back.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html
 */
export type WaitFor = "response" | "completion" | "callback";

/**
 * What a parameter holds: 0 for data that stays as it is; the parameters of an object by their names in camelCase (or
 * `camelCase=AWSName` where the one does not follow from the other); what each item of a list holds; or under `*`
 * what each member of an object of the user's own names holds.
 */
export type ParameterShape = 0 | { readonly [parameter: string]: ParameterShape } | readonly [ParameterShape];

/** One action of a service: what differs between them. */
export interface Action {
  /** Such as `lambda.invoke`. */
  readonly factory: string;
  /** The patterns that AWS has for it, and what each adds to the ARN. The first is the default. */
  readonly patterns: { readonly [Pattern in WaitFor]?: string };
  /** The parameters without which it does not work. */
  readonly required: readonly string[];
  /** Parameters of which it needs one. */
  readonly oneOf?: readonly string[];
  /** Parameters that also take a workflow, in place of its ARN. */
  readonly machines?: readonly string[];
  readonly parameters: { readonly [parameter: string]: ParameterShape };
}

let table: { readonly [name: string]: Action } | undefined;

/** The optimized integrations by what their resources end with, such as `lambda:invoke`. */
export function actions(): { readonly [name: string]: Action } {
  table ??= JSON.parse(readFileSync(join(__dirname, "../../data/integrations.json"), "utf8")) as NonNullable<
    typeof table
  >;
  return table;
}
