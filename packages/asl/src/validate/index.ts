import type { StateMachineType } from "../api-machines";
import { deepestJson, isJsonObject, isTooDeep, type Json } from "../json";
import { jsonFault } from "../json-fault";
import { type KeyPath, textOfPath } from "../paths";
import { awsMessages } from "./aws-messages";
import type { AwsWords, Diagnostic, Finding } from "./diagnostic";
import { messageOf, severityOf } from "./messages";
import { kindOf } from "./rule";
import { rules } from "./rules";
import { subjectOf } from "./subject";

export type { AwsWords, Diagnostic } from "./diagnostic";
export type { DiagnosticCode } from "./messages";

/** What a definition is for. */
export interface ValidateOptions {
  /** The type of the machine, which decides what its states may do: STANDARD. */
  readonly type?: StateMachineType;
}

/**
 * What is wrong with a definition, errors and warnings, each with its place, in our words and in AWS's. Without an error
 * it can run. Whatever it is given, it never throws.
 *
 * @example
 * validate(JSON.parse(text)).filter(({ severity }) => severity === "error")
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html
 */
export const validate = (definition: unknown, { type = "STANDARD" }: ValidateOptions = {}): readonly Diagnostic[] => {
  if (!isJsonObject(definition))
    return [
      told({ code: "NOT_AN_OBJECT", keys: [], data: { what: "A definition", found: kindOf(definition as Json) } }),
    ];
  if (isTooDeep(definition)) return [told({ code: "TOO_DEEP", keys: [], data: { most: deepestJson } })];
  const subject = subjectOf(definition, type);
  return rules.flatMap((rule) => [...rule(subject)].map(told));
};

/**
 * The same of a definition as text, which may be no JSON, or name a member twice.
 *
 * @example
 * validateText('{"StartAt": "A", "States": {}}', { type: "EXPRESS" })
 */
export const validateText = (text: string, options: ValidateOptions = {}): readonly Diagnostic[] => {
  const fault = jsonFault(text);
  if (!fault) return validate(JSON.parse(text), options);
  const { message, source, repeated: keys } = fault;
  const finding: Finding = keys
    ? { code: "REPEATED_KEY", keys, data: { name: String(keys.at(-1)), source } }
    : { code: "BAD_JSON", keys: [], data: { fault: message, source } };
  const { aws, ...diagnostic } = told(finding);
  return [{ ...diagnostic, ...(aws ? { aws: { ...aws, location: source } } : {}) }];
};

const told = (finding: Finding): Diagnostic => {
  const { code, keys, data, position } = finding;
  const aws = awsWordsOf(finding);
  return {
    code,
    severity: severityOf(code),
    message: messageOf(code, data),
    location: textOfPath(keys),
    keys,
    ...(position === undefined ? {} : { position }),
    ...(aws ? { aws } : {}),
  };
};

const awsWordsOf = ({ code: ours, keys, data = {} }: Finding): AwsWords | undefined => {
  const row = awsMessages[ours];
  if (!row) return undefined;
  const { code = "SCHEMA_VALIDATION_FAILED", text, at } = row;
  const message = typeof text === "string" ? text : text(data);
  const place = typeof at === "function" ? at(data) : at;
  if (place === "nowhere") return { code, message };
  return { code, message, location: pointerOf(place === "holder" ? keys.slice(0, -1) : keys) };
};

/** A place as AWS writes it: `/States/Fan out/Branches[0]/States/B`. */
const pointerOf = (keys: KeyPath): string =>
  keys.map((key) => (typeof key === "number" ? `[${key}]` : `/${key}`)).join("") || "/";
