import { expressionNode } from "../placeholders/expression";
import { isPlainObject, type StepData } from "../steps/data";

/**
 * Whether what a state gives is made beside what it sets, in one object: a template of paths is an object, and what
 * follows it sees only what it made.
 */
export function isWrapped(data: StepData): boolean {
  const { output, assign, type } = data;
  if (output === undefined || !makes.has(type) || isGiven(data)) return false;
  return assign !== undefined || !isPlainObject(output);
}

/** Whether a Pass gives a value that holds no placeholder. */
export function isGiven({ output, assign, type }: StepData): boolean {
  return type === "Pass" && output !== undefined && assign === undefined && isStatic(output);
}

/** Where the output stands in what a state made, as its Assign reads it. */
export function outputBase(data: StepData): string {
  return isWrapped(data) ? "$['output']" : "$";
}

export function isStatic(value: unknown): boolean {
  if (expressionNode(value)) return false;
  return typeof value !== "object" || value === null || Object.values(value).every(isStatic);
}

/** The types of state that make something of a template. */
const makes: ReadonlySet<StepData["type"]> = new Set(["Task", "Parallel", "Map", "Pass"]);
