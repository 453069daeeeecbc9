import {
  type Diagnostic,
  deepestJson,
  isTooDeep,
  jsonFault,
  type StateMachine,
  type StateMachineType,
  validateText,
} from "@stepbook/asl";
import { compile, type MachineProgram, UnsupportedDefinition } from "@stepbook/engine";
import { LocalServiceError } from "./service-error";

const forbidden = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}\p{Cs}\ufffe\uffff\u{10000}-\u{10ffff}]/u;

/**
 * A name of a state machine or an execution, as AWS takes it: most letters of the world, and no emoji.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html
 */
export const checkName = (name: unknown): string => {
  if (typeof name === "string" && name.length >= 1 && name.length <= 80 && !forbidden.test(name)) return name;
  const found = typeof name === "string" ? forbidden.exec(name)?.[0] : undefined;
  const reason =
    typeof name !== "string" || name === ""
      ? "a name is text of 1 to 80 characters"
      : found === undefined
        ? `a name has at most 80 characters, this has ${name.length}`
        : `a name has no ${JSON.stringify(found)}; use letters, digits, - and _`;
  throw new LocalServiceError("InvalidName", `Invalid Name: '${String(name)}'`, { hint: reason });
};

/** Refuses a value in AWS's words; `expected` says the same for people. */
const refuseValue = (value: string, field: string, constraint: string, expected: string): never => {
  const message = `1 validation error detected: Value${value} at '${field}' failed to satisfy constraint: ${constraint}`;
  throw new LocalServiceError("ValidationException", message, { hint: `${field} is ${expected}` });
};

/** Text of at most so many characters, or nothing at all. */
export const checkText = (field: string, value: unknown, most: number): void => {
  if (value === undefined || (typeof value === "string" && value.length <= most)) return;
  const found = typeof value === "string" ? `this has ${value.length}` : `this is ${JSON.stringify(value)}`;
  const constraint = `Member must have length less than or equal to ${most}`;
  refuseValue("", field, constraint, `text of at most ${most} characters; ${found}`);
};

/** One of some words, or nothing at all. */
export const checkChoice = (field: string, value: unknown, words: readonly string[]): void => {
  if (value === undefined || words.includes(value as string)) return;
  const constraint = `Member must satisfy enum value set: [${words.join(", ")}]`;
  refuseValue(` '${value}'`, field, constraint, `one of ${words.join(", ")}; this is ${JSON.stringify(value)}`);
};

const longestDefinition = 1_048_576;

/** The text of a definition, whatever it holds. */
export const checkDefinitionText = (text: unknown): string => {
  if (typeof text !== "string") throw new LocalServiceError("ValidationException", "definition is JSON text");
  checkText("definition", text, longestDefinition);
  return text;
};

/** The definition that a text holds, where AWS would take it for a machine of the type. */
export const checkDefinition = (given: unknown, type: StateMachineType): StateMachine => {
  const text = checkDefinitionText(given);
  const errors = validateText(text, { type }).filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw invalidDefinition(errors);
  return JSON.parse(text) as StateMachine;
};

/** AWS's error for what is wrong with a definition; our own words stand in the hint. */
export const invalidDefinition = (diagnostics: readonly Diagnostic[]): LocalServiceError => {
  const told = diagnostics.flatMap(({ aws }) => (aws ? [aws] : []));
  const causes = told.map(({ code, message, location }) =>
    code === "INVALID_JSON_DESCRIPTION" ? `${code}: ${message}` : `${code}: ${message} at ${location ?? null}`,
  );
  return new LocalServiceError("InvalidDefinition", `Invalid State Machine Definition: '${causes.join(", ")}'`, {
    diagnostics,
    hint: diagnostics.map(({ message, location }) => `  ${message}  → ${location || "the definition"}`).join("\n"),
  });
};

/** A definition, compiled. */
export const checkProgram = (text: unknown, type: StateMachineType): MachineProgram => {
  const definition = checkDefinition(text, type);
  try {
    return compile(definition);
  } catch (error) {
    if (!(error instanceof UnsupportedDefinition)) throw error;
    throw new LocalServiceError("InvalidDefinition", `Invalid State Machine Definition: ${error.message}`);
  }
};

/** What goes with publishing a version. */
export const checkPublishing = (publish: unknown, versionDescription: unknown): void => {
  checkText("versionDescription", versionDescription, 256);
  if (versionDescription !== undefined && publish !== true)
    throw new LocalServiceError("ValidationException", "Version description can only be set when publish is true");
};

const mostInput = 262_144;

/** The input of an execution: JSON text of at most 256 KiB, unless that bound is lifted. */
export const checkInput = (input: unknown = "{}", most = mostInput): string => {
  const refuse = (reason: string, hint?: string): never => {
    const message = `Invalid State Machine Execution Input: '${reason}'`;
    throw new LocalServiceError("InvalidExecutionInput", message, hint === undefined ? {} : { hint });
  };
  if (typeof input !== "string") return refuse("the input is JSON text, such as '{}'");
  if (Buffer.byteLength(input) > most) return refuse(`the input has more than ${most} bytes`);
  const fault = jsonFault(input);
  if (fault && !fault.repeated) return refuse(`${fault.message}\n at ${fault.source}`, "The input is not JSON.");
  const isDeep = isTooDeep(JSON.parse(input));
  return isDeep ? refuse(`it has more than ${deepestJson} levels of lists and objects`) : input;
};
