import { StepbookError } from "../errors";
import type { Any } from "../placeholders/any";
import { type Data, type Expression, expressionNode } from "../placeholders/expression";
import { call } from "../placeholders/functions";
import { scalarOf } from "../placeholders/scalars";
import type { Text } from "../services/given";
import { describe, isPlainObject, setMember } from "../steps/data";

/** Values by their names: text, numbers, booleans, lists and objects, with placeholders anywhere; or a placeholder for all. */
export type Hyperparameters = { readonly [name: string]: Data } | Expression<Any>;

/** How hyperparameters become the text that SageMaker passes on. */
export type Coding = "json" | "plain";

/** Hyperparameters as SageMaker takes them: text by names. Those of a placeholder are passed on as they are. */
export type Coded = { readonly [name: string]: Text } | Expression<Any>;

/**
 * Containers of frameworks read every hyperparameter as JSON; those of algorithms read plain text, in which Python's
 * SDK writes True and False.
 */
const codings: { readonly [Kind in Coding]: (value: unknown) => Text } = {
  json: (value) => (isOpen(value) ? call("jsonText", [value]) : JSON.stringify(value)),
  plain: (value) => {
    if (isOpen(value)) return expressionNode(value) ? textOf(value) : call("jsonText", [value]);
    if (typeof value === "boolean") return value ? "True" : "False";
    return typeof value === "string" ? value : JSON.stringify(value);
  },
};

/** One value as text. */
export const codedValue = (value: unknown, coding: Coding): Text => codings[coding](value);

/** Text stays what it is; all else is written as text. */
function textOf(value: unknown): Text {
  const node = expressionNode(value)!;
  return scalarOf(node) === "string" ? (value as Text) : call("format", ["{}", value]);
}

export function coded(hyperparameters: Hyperparameters | undefined, coding: Coding): Coded {
  if (hyperparameters === undefined) return {};
  if (expressionNode(hyperparameters)) return hyperparameters as Expression<Any>;
  const made: { [name: string]: Text } = {};
  for (const [name, value] of Object.entries(hyperparameters)) setMember(made, name, codings[coding](value));
  return made;
}

/** The members of several; those of later ones win. Where one is a placeholder for all, it is merged when it runs. */
export function merged(...parts: readonly Coded[]): Coded {
  const filled = parts.filter((part) => expressionNode(part) || Object.keys(part).length > 0);
  if (filled.some((part) => expressionNode(part)))
    return filled.reduce((one, other) => call<Any>("jsonMerge", [one, other]));
  return Object.fromEntries(filled.flatMap((part) => Object.entries(part as { readonly [name: string]: Text })));
}

export function assertHyperparameters(value: unknown, where: string): void {
  if (value === undefined || expressionNode(value)) return;
  if (!isPlainObject(value))
    throw new StepbookError(`${where} must be an object of values by names, but is ${describe(value)}.`);
  for (const [name, part] of Object.entries(value))
    if (part === undefined || part === null)
      throw new StepbookError(`${where}.${name} is ${describe(part)}: leave it out, or give its value.`);
}

/** Whether something in it is known only when it runs. */
function isOpen(value: unknown): boolean {
  if (expressionNode(value)) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(isOpen);
}
