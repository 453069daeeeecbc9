import { LocalServiceError } from "../service-error";
import { type MemberKind, requestShapes } from "./operations";

/**
 * The protocol of the service's own API: JSON 1.0, the operation in the header `x-amz-target`.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 */
export const contentType = "application/x-amz-json-1.0";

export type OperationName = keyof typeof requestShapes;

const prefix = "AWSStepFunctions.";

/** The operation that a header names, such as `AWSStepFunctions.StartExecution`. */
export const operationOf = (target: unknown): OperationName => {
  const text = typeof target === "string" && target.startsWith(prefix) ? target.slice(prefix.length) : "";
  const name = text.charAt(0).toLowerCase() + text.slice(1);
  if (text !== name && Object.hasOwn(requestShapes, name)) return name as OperationName;
  throw new LocalServiceError(
    "UnknownOperationException",
    target === undefined
      ? "The header x-amz-target is missing: it names the operation, such as AWSStepFunctions.ListStateMachines"
      : `There is no operation ${JSON.stringify(target)}; one is AWSStepFunctions.ListStateMachines`,
  );
};

/** What a request asks by; a body that is not the JSON of its operation is refused as AWS refuses it. */
export const inputOf = (operation: OperationName, body: Buffer): object => {
  const shape = requestShapes[operation];
  const input = parsed(body);
  for (const [member, value] of Object.entries(input)) {
    if (value === null || !Object.hasOwn(shape, member)) continue;
    const { is, expected } = kinds[shape[member]!.replace("!", "") as MemberKind];
    if (!is(value)) throw serialization(`${member} is ${wordFor(value)}; expected ${expected}`);
  }
  const missing = Object.entries(shape)
    .filter(([member, kind]) => kind.endsWith("!") && (!Object.hasOwn(input, member) || input[member] === null))
    .map(([member]) => `Value null at '${member}' failed to satisfy constraint: Member must not be null`);
  if (missing.length === 0) return input;
  const errors = missing.length === 1 ? "1 validation error" : `${missing.length} validation errors`;
  throw new LocalServiceError("ValidationException", `${errors} detected: ${missing.join("; ")}`);
};

const parsed = (body: Buffer): Readonly<Record<string, unknown>> => {
  let input: unknown;
  try {
    input = JSON.parse(utf8.decode(body) || "{}");
  } catch (error) {
    throw serialization(`The body is not JSON: ${(error as Error).message}`);
  }
  if (kinds.record.is(input)) return input as Readonly<Record<string, unknown>>;
  throw serialization(`The body is ${wordFor(input)}; expected an object`);
};

const utf8 = new TextDecoder("utf-8", { fatal: true });

const serialization = (message: string): LocalServiceError => new LocalServiceError("SerializationException", message);

const kinds: Readonly<Record<MemberKind, { readonly is: (value: unknown) => boolean; readonly expected: string }>> = {
  text: { is: (value) => typeof value === "string", expected: "text" },
  count: { is: (value) => Number.isSafeInteger(value), expected: "a whole number" },
  number: { is: (value) => typeof value === "number", expected: "a number" },
  flag: { is: (value) => typeof value === "boolean", expected: "true or false" },
  record: {
    is: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
    expected: "an object",
  },
  list: { is: Array.isArray, expected: "a list" },
};

const wordFor = (value: unknown): string =>
  value === null
    ? "null"
    : Array.isArray(value)
      ? "a list"
      : typeof value === "object"
        ? "an object"
        : `${typeof value} ${String(value).slice(0, 80)}`;

/** An answer's JSON: moments are seconds since 1970. */
export const answerText = (answer: unknown): string => JSON.stringify(inSeconds(answer ?? {}));

/** A copy is made and then written, which takes a third of the time that a replacer of JSON takes. */
const inSeconds = (value: unknown): unknown => {
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(inSeconds);
  // The names are those of AWS's shapes, never a user's.
  const copy: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) copy[name] = inSeconds(member);
  return copy;
};

/** Where AWS's own codes come from; all others are of the service's model. */
const namespaces: Readonly<Record<string, string>> = {
  ValidationException: "com.amazon.coral.validate",
  SerializationException: "com.amazon.coral.service",
  UnknownOperationException: "com.amazon.coral.service",
  InternalFailure: "com.amazon.coral.service",
  AccessDeniedException: "com.amazon.coral.service",
  UnrecognizedClientException: "com.amazon.coral.service",
  MissingAuthenticationTokenException: "com.amazon.coral.service",
  RequestEntityTooLargeException: "com.amazon.coral.service",
};

/** An error's JSON, as the clients of AWS read it. What only helps people stands in the message. */
export const errorText = ({ name, message, hint, reason, resourceName }: LocalServiceError): string =>
  JSON.stringify({
    __type: `${namespaces[name] ?? "com.amazonaws.swf.service.v2.model"}#${name}`,
    message,
    ...(reason === undefined ? {} : { reason }),
    ...(resourceName === undefined ? {} : { resourceName }),
    ...(hint === undefined ? {} : { hint }),
  });
