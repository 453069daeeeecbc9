import type { LocalFunction } from "./functions";

/** The functions that are there, by name or ARN. */
export type Registry = ReadonlyMap<string, LocalFunction>;

/**
 * The registry of some functions.
 *
 * @throws TypeError that names what is not a function.
 */
export const registryOf = (functions: Readonly<Record<string, LocalFunction>> = {}): Registry => {
  for (const [name, value] of Object.entries(functions))
    if (typeof value !== "function")
      throw new TypeError(`functions[${JSON.stringify(name)}] is a function: (input) => …; this is ${typeof value}`);
  return new Map(Object.entries(functions));
};

const lambdaFunction = /^arn:[\w-]+:lambda:/;
const functionName =
  /^(?:arn:[\w-]+:lambda:)?(?:[a-z]{2}(?:-[a-z]+)+-\d:)?(?:\d{12}:)?(?:function:)?([^:]+)(?::[^:]+)?$/;

/** The name of a function that is named in any of the ways that Lambda takes: name, partial ARN, ARN, each with a qualifier. */
export const nameOf = (wanted: string): string => functionName.exec(wanted)?.[1] ?? wanted;

/** The function of a name or ARN. */
export const lookUp = (functions: Registry, wanted: string): LocalFunction | undefined => {
  const exact = functions.get(wanted) ?? functions.get(nameOf(wanted));
  return exact ?? [...functions].find(([key]) => lambdaFunction.test(key) && nameOf(key) === nameOf(wanted))?.[1];
};

/** The names that are registered, in the shortest form. */
export const registeredNames = (registry: Registry): readonly string[] =>
  [...registry.keys()].map((key) => (lambdaFunction.test(key) ? nameOf(key) : key));
