import { deepestJson, isJsonObject, isTooDeep, type Json } from "../json";
import { textOfPath } from "../paths";
import type { Diagnostic, Finding } from "./diagnostic";
import { messageOf, severityOf } from "./messages";
import { kindOf } from "./rule";
import { rules } from "./rules";
import { subjectOf } from "./subject";

export type { Diagnostic } from "./diagnostic";
export type { DiagnosticCode } from "./messages";

/**
 * What is wrong with a definition, errors and warnings, each with its place. Without an error it can run. Whatever it is
 * given, it never throws.
 *
 * @example
 * validate(JSON.parse(text)).filter(({ severity }) => severity === "error")
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html
 */
export const validate = (definition: unknown): readonly Diagnostic[] => {
  if (!isJsonObject(definition))
    return [
      told({ code: "NOT_AN_OBJECT", keys: [], data: { what: "A definition", found: kindOf(definition as Json) } }),
    ];
  if (isTooDeep(definition)) return [told({ code: "TOO_DEEP", keys: [], data: { most: deepestJson } })];
  const subject = subjectOf(definition);
  return rules.flatMap((rule) => [...rule(subject)].map(told));
};

const told = ({ code, keys, data, position }: Finding): Diagnostic => ({
  code,
  severity: severityOf(code),
  message: messageOf(code, data),
  location: textOfPath(keys),
  keys,
  ...(position === undefined ? {} : { position }),
});
