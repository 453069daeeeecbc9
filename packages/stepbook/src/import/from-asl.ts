import { basename } from "node:path";
import type { Any } from "../placeholders/any";
import { assertOptions } from "../steps/data";
import { Workflow } from "../workflow";
import type { AnyWorkflowOptions } from "../workflow-options";
import { machineOf } from "./machine";
import { parseText, textOf } from "./read";

/** What `fromAsl` takes beside the definition: what a workflow does, but for what the definition says itself. */
export interface FromAslOptions<Input = Any>
  extends Pick<AnyWorkflowOptions<Input>, "input" | "on" | "role" | "type" | "tags"> {
  /** The name of the workflow; where it is left out, that of the file without its endings, or `"imported"`. */
  readonly name?: string;
}

/**
 * A workflow with the definition that you have: it renders, validates, runs and exports like any other.
 * `workflow.toTypeScript()` says it in steps.
 *
 * @param source The path of a file of JSON or YAML, such a text, or an object: Amazon States Language.
 * @param options `name`; `input`: what an execution takes, by `executionInput`, so that `execute` is typed and
 *   checked; and what `workflow` takes: `on`, `role`, `type`, `tags`.
 * @throws {StepbookError} where the text does not parse, naming line and column, or is no state machine. What AWS
 *   would refuse in it, `validate()` tells.
 * @example
 * const orders = fromAsl("orders.asl.yaml", { on: local() });
 * orders.render();
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html
 */
export function fromAsl<Input = Any>(source: string | object, options: FromAslOptions<Input> = {}): Workflow<Input> {
  assertOptions(options, ["name", "input", "on", "role", "type", "tags"], "fromAsl(source, options)");
  const { name, ...rest } = options;
  const text = typeof source === "string" ? textOf(source) : undefined;
  const value = text ? parseText(text) : source;
  const definition = machineOf(value, text ? `fromAsl(source): ${text.what}` : "fromAsl(source)");
  const file = text && text.what !== "the text" ? basename(source as string).split(".")[0] : undefined;
  return new Workflow(name ?? (file || "imported"), { ...rest, definition });
}
