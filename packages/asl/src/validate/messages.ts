import type { Json } from "../json";

type Data = Readonly<Record<string, Json>>;
type Message = readonly ["error" | "warning", (data: Data) => string];

const longest = 200;
const quoted = (value: Json | undefined): string => {
  const text = JSON.stringify(value ?? null);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
};
const list = (value: Json | undefined, last = "or"): string => {
  const words = Array.isArray(value) ? value.map(String) : [];
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
};
const quotedList = (value: Json | undefined): string => list(Array.isArray(value) ? value.map(quoted) : [], "and");
const meant = (data: Data): string => (data.nearest ? ` Did you mean ${quoted(data.nearest)}?` : "");

/** One row a code: how bad it is, and its words. */
export const messages = {
  NOT_AN_OBJECT: ["error", (d) => `${d.what} is a JSON object; this is ${d.found}.`],
  WRONG_TYPE: ["error", (d) => `${quoted(d.field)} is ${d.expected}; this is ${d.found}.`],
  OUT_OF_RANGE: ["error", (d) => `${quoted(d.field)} is ${d.expected}; this is ${d.found}.`],
  TOO_LARGE: ["error", (d) => `${d.what} has at most ${d.most} characters; this has ${d.length}.`],
  PAYLOAD_TOO_LARGE: [
    "warning",
    (d) =>
      `${quoted(d.field)} has ${d.bytes} bytes; what a state takes or gives has at most ${d.most}. Put the data into S3, and its place here.`,
  ],
  TOO_DEEP: ["error", (d) => `A definition has at most ${d.most} levels of lists and objects; this has more.`],
  NO_STATES: ["error", () => `"States" has no state. Give at least one, and name it in "StartAt".`],
  BAD_JSON: ["error", (d) => `The definition is not JSON. ${d.fault}`],
  REPEATED_KEY: ["error", (d) => `${quoted(d.name)} stands twice in one object. Keep one.`],
  MISSING_FIELD: [
    "error",
    (d) => `${d.what} needs the field${(d.fields as Json[]).length > 1 ? "s" : ""} ${quotedList(d.fields)}.`,
  ],
  MISSING_ROLE: ["error", () => `"Credentials" names a role: give "RoleArn".`],
  UNKNOWN_FIELD: ["error", (d) => `${d.what} has no field ${quoted(d.field)}.${meant(d)}`],
  WRONG_LANGUAGE_FIELD: [
    "error",
    (d) => `${quoted(d.field)} is a field of ${d.other}, and this state is written in ${d.language}. ${d.way}`,
  ],
  UNKNOWN_TYPE: ["error", (d) => `There is no state type ${quoted(d.type)}.${meant(d) || ` There are ${d.types}.`}`],
  EXACTLY_ONE: [
    "error",
    (d) => `${d.what} has exactly one of ${list(d.fields)}; this has ${list(d.found, "and") || "none"}.`,
  ],
  AT_MOST_ONE: ["error", (d) => `${d.what} has at most one of ${list(d.fields)}; this has both.`],
  DANGLING_TARGET: [
    "error",
    (d) =>
      `${d.from} goes to ${quoted(d.target)}, which ${d.elsewhere ? `stands in another scope (${d.elsewhere}). A transition stays in its own branch or Map.` : `does not exist.${meant(d)}`}`,
  ],
  DUPLICATE_NAME: [
    "error",
    (d) => `There are two states ${quoted(d.name)}: the other is ${d.other}. Names are unique in the whole machine.`,
  ],
  NAME_TOO_LONG: ["error", (d) => `A state's name has at most 80 characters; this has ${d.length}.`],
  NO_WAY_OUT: ["error", (d) => `${quoted(d.name)} has neither "Next" nor "End": true. Say where it goes.`],
  TWO_WAYS_OUT: ["error", (d) => `${quoted(d.name)} has both "Next" and "End". Keep one.`],
  UNREACHABLE: ["error", (d) => `Nothing leads to ${quoted(d.name)}. Lead a state to it, or remove it.`],
  NO_END: [
    "error",
    (d) => `${d.what} has no end: no state is a Succeed or a Fail or has "End": true. Give one of them "End": true.`,
  ],
  NO_DEFAULT: [
    "warning",
    (d) => `${quoted(d.name)} has no "Default": where no rule holds, the execution fails with States.Runtime.`,
  ],
  NO_BRANCHES: ["error", () => `"Branches" is a list of at least one branch.`],
  EXPRESS_ACTIVITY: ["error", () => `An Express machine has no activities. Make it a Standard one.`],
  EXPRESS_PATTERN: [
    "error",
    (d) => `An Express machine does not wait for ${d.pattern}. Make it a Standard one, or leave the suffix out.`,
  ],
  EXPRESS_DISTRIBUTED: [
    "error",
    () => `An Express machine has no distributed Map. Make it a Standard one, or the Map INLINE.`,
  ],
  BAD_READER: ["error", () => `An ItemReader's "Resource" is arn:aws:states:::s3:getObject or …:s3:listObjectsV2.`],
  NO_HEADER_LOCATION: ["error", () => `A reader of CSV needs "CSVHeaderLocation": "FIRST_ROW" or "GIVEN".`],
  NO_SUCH_INTEGRATION: ["error", (d) => `The integration of ${d.service} has no ${d.pattern}. Leave the suffix out.`],
  ACTIVITY_CREDENTIALS: ["error", () => `An activity takes no "Credentials": its worker has its own.`],
  NO_CHOICES: ["error", () => `"Choices" is a list of at least one rule.`],
  NO_OPERATOR: ["error", (d) => `A rule needs one operator beside "Variable", such as StringEquals.${meant(d)}`],
  TWO_OPERATORS: ["error", (d) => `A rule has one operator; this has ${list(d.operators, "and")}. Join them by "And".`],
  NESTED_NEXT: ["error", () => `"Next" stands at the outermost rule only, not within And, Or or Not.`],
  JSONATA_SYNTAX: ["error", (d) => `This JSONata cannot be read: ${d.problem}`],
  OPEN_EXPRESSION: ["error", () => `An expression begins with {% and ends with %}; this one has no %}.`],
  NO_CONTEXT: [
    "error",
    (d) =>
      `There is nothing that ${quoted(d.name)} could be read from. Write $states.input.${d.name}, or $${d.name} for a variable.`,
  ],
  PATH_SYNTAX: ["error", (d) => `${quoted(d.text)} is not a path: ${d.problem}.`],
  INTRINSIC_SYNTAX: ["error", (d) => `${quoted(d.text)} is not an intrinsic function: ${d.problem}.`],
  UNREFERENCED_PATH: [
    "error",
    (d) =>
      `The value of ${quoted(d.field)}, which ends in ".$", is a path or an intrinsic function; this is ${d.found}.`,
  ],
  CONFLICTING_FIELDS: [
    "error",
    (d) => `${quoted(d.field)} and ${quoted(`${d.field}.$`)} would both give ${quoted(d.field)}. Keep one.`,
  ],
  RESERVED_VARIABLE: ["error", (d) => `${quoted(d.name)} is not the name of a variable: it is taken by $states.`],
  BAD_VARIABLE: ["error", (d) => `The name of a variable has 1 to 80 characters; this has ${d.length}.`],
  OUTER_VARIABLE: [
    "warning",
    (d) =>
      `The variable ${quoted(d.name)} belongs to a scope around this one, which can read it and not assign it. Choose another name.`,
  ],
  UNASSIGNED_VARIABLE: [
    "warning",
    (d) =>
      `No state that shares its variables with this one assigns ${quoted(d.name)}.${meant(d) || ' Give it in the "Assign" of a state before.'}`,
  ],
  UNREADABLE_VARIABLE: [
    "warning",
    (d) => `No path or expression can name the variable ${quoted(d.name)}. Use letters, digits and _, a letter first.`,
  ],
  UNAVAILABLE_VALUE: ["error", (d) => `There is no ${d.value} here. ${d.way}`],
  MISPLACED_ALL: ["error", () => `"States.ALL" stands alone, in the last retrier or catcher.`],
  SHADOWED_HANDLER: [
    "warning",
    (d) =>
      `This is never used: ${quotedList(d.errors)} ${(d.errors as Json[]).length > 1 ? "are" : "is"} taken by ${d.first} before it. Put it first, or remove it.`,
  ],
  NO_ERRORS: ["error", () => `"ErrorEquals" is a list of at least one error name, such as "States.ALL".`],
  HEARTBEAT_TOO_LONG: ["error", () => `"HeartbeatSeconds" is smaller than "TimeoutSeconds".`],
  DOWNGRADED_LANGUAGE: [
    "error",
    () => `'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine`,
  ],
  LABEL_TOO_LONG: ["error", (d) => `"Label" has at most 40 characters; this has ${d.length}.`],
  BAD_LABEL: [
    "error",
    (d) => `"Label" has no spaces, wildcards, brackets or special characters; this has ${quoted(d.found)}.`,
  ],
  DUPLICATE_LABEL: ["error", (d) => `Another Map has the "Label" ${quoted(d.label)}. Each has its own.`],
  NO_DOLLAR: [
    "warning",
    (d) => `${quoted(d.text)} is taken as it stands. If it is to be read, call the field ${quoted(`${d.field}.$`)}.`,
  ],
  NO_PATH: [
    "warning",
    (d) => `${quoted(d.text)} is taken as it stands. If it is to be read, call the field ${quoted(`${d.field}Path`)}.`,
  ],
  STATIC_RESULT: [
    "warning",
    (d) => `"Result" is taken as it stands, and ${quoted(d.field)} with it. Use "Parameters" to read by paths.`,
  ],
} as const satisfies Readonly<Record<string, Message>>;

/** The stable name of a kind of diagnostic. */
export type DiagnosticCode = keyof typeof messages;

export const severityOf = (code: DiagnosticCode): "error" | "warning" => messages[code][0];
export const messageOf = (code: DiagnosticCode, data: Data = {}): string => (messages[code][1] as Message[1])(data);
