import type { Json } from "../json";
import type { DiagnosticCode } from "./messages";
import { comparisonFields } from "./operators";

type Data = Readonly<Record<string, Json>>;

/** How AWS tells a finding. */
export interface AwsMessage {
  /** AWS's code: SCHEMA_VALIDATION_FAILED where it is left out. */
  readonly code?: string;
  readonly text: string | ((data: Data) => string);
  /** Where AWS places it, if not at the value itself. */
  readonly at?: Place | ((data: Data) => Place | undefined);
}

/** At the object that holds a value, or nowhere. */
type Place = "holder" | "nowhere";

const names = (value: Json | undefined): string => `[${Array.isArray(value) ? value.join(", ") : ""}]`;
const fields = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);
const typed = (d: Data): string => `Expected value of type ${d.type}`;
const emptyOr = (d: Data): string =>
  d.empty ? "Value cannot be empty" : `Expected value of type ${d.type ?? "Array"}`;
const isReference = (field: Json | undefined): boolean => /^(ResultPath|Variable|.+Path)$/.test(String(field));
const jsonPathFields = ["InputPath", "OutputPath", "ErrorPath", "CausePath"];
const isReferenceMember = (d: Data): boolean => String(d.field).endsWith(".$");
const holderOfReference = (d: Data): Place | undefined => (isReferenceMember(d) ? "holder" : undefined);
const unreadable = (d: Data): string =>
  isReferenceMember(d)
    ? `The value for the field '${d.field}' must be a valid JSONPath or a valid intrinsic function call`
    : isReference(d.field) && !jsonPathFields.includes(String(d.field))
      ? `Value is not a Reference Path: ${String(d.text).startsWith("$") ? "Illegal reference path" : "Reference path didn't start with '$'"}`
      : "Value must be a valid JSONPath.";

/**
 * One row a code: AWS's words for it, or null where AWS has nothing to say.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html
 */
export const awsMessages: Readonly<Record<DiagnosticCode, AwsMessage | null>> = {
  BAD_JSON: { code: "INVALID_JSON_DESCRIPTION", text: (d) => `${d.fault}\n at ${d.source}` },
  REPEATED_KEY: { code: "INVALID_JSON_DESCRIPTION", text: (d) => `Duplicate field '${d.name}'\n at ${d.source}` },
  NOT_AN_OBJECT: { text: "Expected value of type Object" },
  WRONG_TYPE: { text: typed },
  OUT_OF_RANGE: { text: (d) => String(d.refusal) },
  TOO_DEEP: { code: "TOO_DEEPLY_NESTED", text: "The states are too deeply nested" },
  NO_STATES: { text: "Value cannot be empty" },
  MISSING_FIELD: { text: (d) => `These fields are required: ${names(d.fields)}` },
  MISSING_ROLE: { text: "The field 'RoleArn' is required but was missing" },
  UNKNOWN_FIELD: { text: (d) => `Field '${d.field}' is not supported`, at: "holder" },
  WRONG_LANGUAGE_FIELD: {
    text: (d) =>
      `The QueryLanguage is set to '${d.language}', but field '${d.field}' is only supported for the '${d.other}' QueryLanguage`,
    at: "holder",
  },
  UNKNOWN_TYPE: {
    text: "The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map]",
  },
  EXACTLY_ONE: {
    text: (d) =>
      `${fields(d.found).length > 1 ? "There should only be" : "This object should have only"} one of the following fields: ${names(d.fields)}`,
  },
  AT_MOST_ONE: { text: (d) => `There should only be one of the following fields: ${names(d.fields)}`, at: "holder" },
  DANGLING_TARGET: { code: "MISSING_TRANSITION_TARGET", text: (d) => `Missing 'Next' target: ${d.target}` },
  DUPLICATE_NAME: { code: "DUPLICATE_STATE_NAME", text: (d) => `Duplicate State name: ${d.name}` },
  NAME_TOO_LONG: {
    code: "INVALID_STATE_NAME",
    text: (d) => `Invalid State name: ${d.name} exceeds the 80-character limit allowed by the service`,
  },
  NO_WAY_OUT: { text: "This object should have only one of the following fields: [Next, End]" },
  TWO_WAYS_OUT: { text: "There should only be one of the following fields: [Next, End]" },
  UNREACHABLE: { code: "MISSING_TRANSITION_TARGET", text: (d) => `State "${d.name}" is not reachable.` },
  NO_END: { code: "MISSING_END_STATE", text: "Workflow has no terminal state", at: "nowhere" },
  NO_DEFAULT: null,
  TOO_LARGE: null,
  PAYLOAD_TOO_LARGE: null,
  UNASSIGNED_VARIABLE: null,
  SHADOWED_HANDLER: null,
  NO_BRANCHES: { text: "Value cannot be empty" },
  EXPRESS_ACTIVITY: { text: "Express state machine does not support Activity ARN" },
  EXPRESS_PATTERN: {
    text: (d) =>
      `Express state machine does not support '${d.pattern}' service integration${d.pattern === ".waitForTaskToken" ? " " : ""}`,
  },
  EXPRESS_DISTRIBUTED: {
    text: "The field 'Mode' with value 'DISTRIBUTED' is not supported inside 'EXPRESS' state machines",
  },
  BAD_READER: { text: "The field 'Resource' does not match any of the allowed values" },
  NO_HEADER_LOCATION: { text: "The field 'CSVHeaderLocation' is required" },
  NO_SUCH_INTEGRATION: {
    text: (d) =>
      `The resource provided ${d.resource} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.`,
  },
  ACTIVITY_CREDENTIALS: { text: "The field 'Credentials' is not supported for activities" },
  NO_CHOICES: { text: emptyOr },
  NO_OPERATOR: {
    text: (d) =>
      d.variable
        ? `This object should have only one of the following fields: ${names(comparisonFields)}`
        : "The object must have only one of the following fields, [And, Or, Not, Variable, Condition]",
  },
  TWO_OPERATORS: {
    text: (d) =>
      fields(d.operators).every((field) => comparisonFields.includes(String(field)))
        ? `There should only be one of the following fields: ${names(d.operators)}`
        : "The object must have only one of the following fields, [And, Or, Not, Variable, Condition]",
  },
  NESTED_NEXT: { text: "Field 'Next' is not supported", at: "holder" },
  JSONATA_SYNTAX: { code: "INVALID_JSONATA_EXPRESSION", text: (d) => String(d.parser) },
  OPEN_EXPRESSION: { text: "JSONata string must start with {% and end with %}" },
  NO_CONTEXT: {
    code: "UNSUPPORTED_JSONATA_EXPRESSION",
    text: (d) => `Reference to '${d.name}' at the top level is not supported.`,
  },
  PATH_SYNTAX: { text: unreadable, at: holderOfReference },
  INTRINSIC_SYNTAX: { text: unreadable, at: holderOfReference },
  UNREFERENCED_PATH: { text: unreadable, at: holderOfReference },
  CONFLICTING_FIELDS: {
    text: (d) => `There should only be one of the following fields: [${d.field}, ${d.field}.$]`,
    at: "holder",
  },
  RESERVED_VARIABLE: {
    code: "RESERVED_VARIABLE_NAME",
    text: (d) => `Cannot assign to reserved variable '$${d.name}'.`,
  },
  BAD_VARIABLE: {
    code: "INVALID_VARIABLE_NAME",
    text: (d) =>
      `Invalid variable name '${d.name}': the variable name ${d.length === 0 ? "is empty" : "exceeds the 80-character limit"}.`,
  },
  OUTER_VARIABLE: null,
  UNREADABLE_VARIABLE: null,
  UNAVAILABLE_VALUE: { code: "UNSUPPORTED_JSONATA_EXPRESSION", text: (d) => String(d.refusal) },
  MISPLACED_ALL: { text: "States.ALL must appear alone and at end of list" },
  NO_ERRORS: { text: emptyOr },
  HEARTBEAT_TOO_LONG: { text: "HeartbeatSeconds must be less than TimeoutSeconds" },
  DOWNGRADED_LANGUAGE: { text: "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine" },
  LABEL_TOO_LONG: {
    code: "INVALID_LABEL_NAME",
    text: (d) => `Invalid Label name: ${d.label} exceeds the 40-character limit allowed by the service`,
  },
  BAD_LABEL: {
    code: "INVALID_LABEL_NAME",
    text: (d) => `Invalid Label name: ${d.label} contains an invalid character: '${d.found}'`,
  },
  DUPLICATE_LABEL: { code: "DUPLICATE_LABEL_NAME", text: (d) => `Duplicate Label name: ${d.label}` },
  NO_DOLLAR: {
    code: "NO_DOLLAR",
    text: (d) =>
      `The value of the field '${d.field}' looks like a JSONPath or an intrinsic function, but its name does not end with '.$'`,
  },
  NO_PATH: {
    code: "NO_PATH",
    text: (d) => `The value of the field '${d.field}' looks like a path, but its name does not end with 'Path'`,
  },
  STATIC_RESULT: {
    code: "PASS_RESULT_IS_STATIC",
    text: (d) => `The Result of a Pass state is static: the path in the field '${d.field}' is not evaluated`,
  },
};
