import { isJsonObject, type Json } from "@stepbook/asl";
import { type Invocation, type TaskCall, TaskError, type TaskResult } from "@stepbook/engine";
import type { FunctionError } from "../function-errors";
import { callFunction, type LocalFunction } from "../functions";
import { notFoundText } from "../missing";
import { lookUp, nameOf } from "../registry";
import { metadataOf } from "../services/metadata";
import type { TaskHost } from "./invoke";
import { inPattern } from "./pattern";

/** Lambda's Invoke: its answer holds the function's as Payload. */
export const invokeLambda = (call: TaskCall, host: TaskHost): Invocation => {
  const parameters = isJsonObject(call.parameters) ? call.parameters : {};
  const { FunctionName, Payload } = parameters;
  if (typeof FunctionName !== "string" || FunctionName === "") {
    const found = JSON.stringify(FunctionName ?? null);
    const cause = `FunctionName is the name or ARN of a function; in the state ${JSON.stringify(call.state)} it is ${found}`;
    return failed("Lambda.ValidationException", cause);
  }
  return inPattern(call, host.local.tokens, () => {
    const { result, cancel } = callNamed(FunctionName, Payload ?? {}, call, host);
    return { result: result.then((given) => ({ output: answerOf(given, host) })), cancel };
  });
};

/** A function by its ARN: its result is the task's. */
export const invokeFunction = (call: TaskCall, host: TaskHost): Invocation =>
  callNamed(call.resource, call.parameters, call, host);

/** A task that failed before anything was begun. */
export const failed = (error: string, cause: string, step?: TaskError["step"]): Invocation => ({
  result: Promise.reject(new TaskError(error, cause, step)),
  cancel: () => undefined,
});

const callNamed = (wanted: string, input: Json, call: TaskCall, host: TaskHost): Invocation => {
  const { functions } = host.local;
  const name = nameOf(wanted);
  const found = lookUp(functions, wanted);
  return found
    ? runFunction(found, name, input, call, host, (error) => JSON.stringify(error))
    : failed("Lambda.ResourceNotFoundException", notFoundText(name, functions));
};

/** The most bytes of a function's result at Lambda. */
const mostResult = 6_291_556;

/** Calls a function for a task. `causeOf` gives the task's cause where it fails. */
export const runFunction = (
  found: LocalFunction,
  functionName: string,
  input: Json,
  { state, retryCount }: TaskCall,
  { local, uuid }: TaskHost,
  causeOf: (error: FunctionError) => string,
): Invocation =>
  callFunction(
    found,
    input,
    {
      functionName,
      invokedFunctionArn: `arn:aws:lambda:${local.region}:${local.account}:function:${functionName}`,
      awsRequestId: uuid(),
      stateName: state,
      retryCount,
    },
    {
      clock: local.clock,
      timeoutSeconds: local.functionTimeoutSeconds,
      resultBytes: local.limits.functionResultBytes ?? mostResult,
      causeOf,
    },
  );

const answerOf = ({ output, text = JSON.stringify(output) }: TaskResult, { local, uuid }: TaskHost): Json => {
  const requestId = uuid();
  const trace = uuid().replaceAll("-", "");
  const seconds = Math.floor(local.clock.now() / 1000);
  const headers = {
    "X-Amz-Executed-Version": "$LATEST",
    "x-amzn-Remapped-Content-Length": "0",
    Connection: "keep-alive",
    "x-amzn-RequestId": requestId,
    "Content-Length": String(Buffer.byteLength(text)),
    Date: local.today().toUTCString(),
    "X-Amzn-Trace-Id": `Root=1-${seconds.toString(16)}-${trace.slice(0, 24)};Sampled=0`,
    "Content-Type": "application/json",
  };
  return { ExecutedVersion: "$LATEST", Payload: output, ...metadataOf(headers, requestId), StatusCode: 200 };
};
