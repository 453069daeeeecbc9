import { isJsonObject, type Json, nearest, type State, type StateMachine, statesOf, textOfPath } from "@stepbook/asl";
import type { LocalFunction } from "./functions";
import { lookUp, nameOf, type Registry, registeredNames, registryOf } from "./registry";
import { serviceOf } from "./services";
import { resourceOf } from "./tasks/resource";

/** A function, or an action of a service, that a definition calls and that is not registered. */
export interface MissingFunction {
  /** The name of the state that calls it. */
  readonly state: string;
  /** Where it says so: `States.Encode.Arguments.FunctionName`. */
  readonly path: string;
  /** The function's name without account and qualifier, or the ARN of an action of a service. */
  readonly functionName: string;
  /** The registered name that may be meant. */
  readonly nearest?: string;
}

/**
 * The functions and actions that a definition calls by a constant name and that are not among those registered: what
 * would fail with `Lambda.ResourceNotFoundException` once it runs. A name that is worked out as it runs is not judged.
 *
 * @param functions What is, or would be, registered: `local({ functions })`.
 * @example
 * missingFunctions(machine, { "to-base64": btoa })
 * // [{ state: "Encode", path: "States.Encode.Arguments.FunctionName", functionName: "to-bas64", nearest: "to-base64" }]
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export const missingFunctions = (
  definition: StateMachine,
  functions: Readonly<Record<string, LocalFunction>>,
): readonly MissingFunction[] => {
  const registry = registryOf(functions);
  return statesOf(definition).flatMap(({ name, state, keys }) => {
    const called = calledBy(state);
    if (!called) return [];
    const { field, wanted, action } = called;
    if (action ? isThere(wanted, registry) : lookUp(registry, wanted)) return [];
    const meant = nearest(action ? wanted : nameOf(wanted), registeredNames(registry));
    return [
      {
        state: name,
        path: textOfPath([...keys, ...field]),
        functionName: action ? wanted : nameOf(wanted),
        ...(meant === undefined ? {} : { nearest: meant }),
      },
    ];
  });
};

/** Whether an action is there: a function stands in for it, or the service has it. */
const isThere = (wanted: string, registry: Registry): boolean => {
  const resource = resourceOf(wanted);
  if (resource.kind !== "action") return false;
  const actions = serviceOf(resource.service)?.actions ?? {};
  return registry.has(wanted) || registry.has(resource.base) || Object.hasOwn(actions, resource.action);
};

interface Called {
  readonly field: readonly string[];
  readonly wanted: string;
  readonly action: boolean;
}

/** What a state calls by a constant name. */
const calledBy = (state: State): Called | undefined => {
  if (state.Type !== "Task") return undefined;
  const { Resource: wanted, Parameters, Arguments } = state;
  if (typeof wanted !== "string") return undefined;
  const { kind } = resourceOf(wanted);
  if (kind === "activity") return undefined;
  if (kind !== "invoke") return { field: ["Resource"], wanted, action: kind === "action" };
  const [holder, given] = isJsonObject(Arguments) ? ["Arguments", Arguments] : ["Parameters", Parameters];
  const name = isJsonObject(given) ? constantIn(given.FunctionName) : undefined;
  return name === undefined ? undefined : { field: [holder, "FunctionName"], wanted: name, action: false };
};

/** A text as it stands, or within an expression that is nothing but that text. */
const constantIn = (value: Json | undefined): string | undefined => {
  if (typeof value !== "string") return undefined;
  if (!/^\{%.*%\}$/s.test(value)) return value;
  return /^\{%\s*(["'])([^"'\\]*)\1\s*%\}$/.exec(value)?.[2];
};

/**
 * Why there are no such functions, in one text for people: who calls them, what may be meant, which are registered, and
 * how to register them.
 *
 * @example
 * missingFunctionsText([{ state: "Encode", path: "…", functionName: "to-bas64", nearest: "to-base64" }], functions)
 */
export const missingFunctionsText = (
  missing: readonly MissingFunction[],
  functions: Readonly<Record<string, LocalFunction>>,
): string => {
  const registry = registryOf(functions);
  const told = missing.map(
    ({ state, path, functionName: name, nearest: near }) =>
      `${JSON.stringify(state)} calls ${JSON.stringify(name)}, which is not registered.${meant(near)}  → ${path}`,
  );
  const names = [...new Set(missing.map((one) => one.functionName))];
  return [...told, `${registered(registry)} ${howTo(names)}`].join("\n");
};

/** The cause of a call of a function that is not there. */
export const notFoundText = (wanted: string, registry: Registry): string => {
  const names = registeredNames(registry);
  return `Function not found: ${JSON.stringify(wanted)}.${meant(nearest(wanted, names))} ${registered(registry)} ${howTo([wanted])}`;
};

/** The cause of a call of an action that nothing stands in for. */
export const noStandInText = (action: string, state: string): string =>
  `${JSON.stringify(action)}, which the state ${JSON.stringify(state)} calls, is not there locally. ${howTo([action])}`;

const meant = (near: string | undefined): string =>
  near === undefined ? "" : ` Did you mean ${JSON.stringify(near)}?`;

const registered = (registry: Registry): string => {
  const names = registeredNames(registry).map((name) => JSON.stringify(name));
  return names.length === 0 ? "No function is registered." : `Registered: ${names.join(", ")}.`;
};

const howTo = (names: readonly string[]): string =>
  `To register ${names.length === 1 ? "it" : "them"}: local({ functions: { ${names.map((name) => `${JSON.stringify(name)}: (input) => …`).join(", ")} } })`;
