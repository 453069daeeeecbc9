import {
  type Diagnostic,
  type ServiceDiagnostic,
  type ValidateStateMachineDefinitionInput,
  type ValidateStateMachineDefinitionOutput,
  validateText,
} from "@stepbook/asl";
import { checkChoice, checkDefinitionText } from "./checks";
import { LocalServiceError } from "./service-error";

const most = 100;

/**
 * What AWS would say of a definition.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html
 */
export const validateDefinition = (
  input: ValidateStateMachineDefinitionInput,
): ValidateStateMachineDefinitionOutput => {
  const { definition, type = "STANDARD", severity = "ERROR", maxResults = 0 } = input;
  checkDefinitionText(definition);
  checkChoice("type", type, ["STANDARD", "EXPRESS"]);
  checkChoice("severity", severity, ["ERROR", "WARNING"]);
  if (!Number.isInteger(maxResults) || maxResults < 0 || maxResults > most)
    throw new LocalServiceError(
      "ValidationException",
      `maxResults is a whole number from 0 to ${most}; this is ${maxResults}`,
    );
  const found = validateText(definition, { type }).flatMap(serviceDiagnostic);
  const told = found.filter((diagnostic) => severity === "WARNING" || diagnostic.severity === "ERROR");
  return {
    result: found.some((diagnostic) => diagnostic.severity === "ERROR") ? "FAIL" : "OK",
    diagnostics: told.slice(0, maxResults || most),
    truncated: told.length > (maxResults || most),
  };
};

const serviceDiagnostic = ({ severity, aws }: Diagnostic): readonly ServiceDiagnostic[] =>
  aws ? [{ severity: severity === "error" ? "ERROR" : "WARNING", ...aws }] : [];
