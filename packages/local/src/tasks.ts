import { isJsonObject, type Json } from "@stepbook/asl";
import { type Invocation, type TaskCall, TaskError, type TaskResult } from "@stepbook/engine";
import type { Clock } from "./clock";
import type { FunctionError } from "./function-errors";
import { callFunction, type LocalFunction } from "./functions";
import { noStandInText, notFoundText } from "./missing";
import { lookUp, nameOf, type Registry, resourceKindOf } from "./registry";

/** What tasks call, and how long a function may take. */
export interface TaskOptions {
  readonly functions: Registry;
  readonly clock: Clock;
  readonly uuid: () => string;
  readonly region: string;
  readonly account: string;
  readonly functionTimeoutSeconds: number;
}

/** Begins a task: a function by its name or ARN, or the one that stands in for an action of a service. */
export const invokeTask = (call: TaskCall, options: TaskOptions): Invocation =>
  invocations[resourceKindOf(call.resource)](call, options);

type Begin = (call: TaskCall, options: TaskOptions) => Invocation;

/** Lambda's Invoke: its answer holds the function's as Payload. */
const invokeLambda: Begin = (call, options) => {
  const parameters = isJsonObject(call.parameters) ? call.parameters : {};
  const { FunctionName, Payload = {} } = parameters;
  if (typeof FunctionName !== "string" || FunctionName === "") {
    const found = JSON.stringify(FunctionName ?? null);
    const cause = `FunctionName is the name or ARN of a function; in the state ${JSON.stringify(call.state)} it is ${found}`;
    return failed("Lambda.ValidationException", cause);
  }
  const { result, cancel } = callNamed(FunctionName, Payload, call, options);
  return { result: result.then((answer) => ({ output: answerOf(answer, options.uuid()) })), cancel };
};

const invokeFunction: Begin = (call, options) => callNamed(call.resource, call.parameters, call, options);

const standIn: Begin = (call, options) => {
  const { resource, parameters, state } = call;
  const found = options.functions.get(resource);
  return found
    ? run(found, resource, parameters, call, options, ({ errorMessage }) => errorMessage)
    : failed("States.TaskFailed", noStandInText(resource, state));
};

const invocations: Readonly<Record<ReturnType<typeof resourceKindOf>, Begin>> = {
  invoke: invokeLambda,
  function: invokeFunction,
  action: standIn,
};

const failed = (error: string, cause: string): Invocation => ({
  result: Promise.reject(new TaskError(error, cause)),
  cancel: () => undefined,
});

const callNamed = (wanted: string, input: Json, call: TaskCall, options: TaskOptions): Invocation => {
  const name = nameOf(wanted);
  const found = lookUp(options.functions, wanted);
  return found
    ? run(found, name, input, call, options, (error) => JSON.stringify(error))
    : failed("Lambda.ResourceNotFoundException", notFoundText(name, options.functions));
};

const run = (
  found: LocalFunction,
  functionName: string,
  input: Json,
  { state, retryCount }: TaskCall,
  { region, account, uuid, clock, functionTimeoutSeconds }: TaskOptions,
  causeOf: (error: FunctionError) => string,
): Invocation =>
  callFunction(
    found,
    input,
    {
      functionName,
      invokedFunctionArn: `arn:aws:lambda:${region}:${account}:function:${functionName}`,
      awsRequestId: uuid(),
      stateName: state,
      retryCount,
    },
    { clock, timeoutSeconds: functionTimeoutSeconds, causeOf },
  );

const answerOf = ({ output, text = JSON.stringify(output) }: TaskResult, requestId: string): Json => {
  const headers = {
    Connection: "keep-alive",
    "Content-Length": String(Buffer.byteLength(text)),
    "Content-Type": "application/json",
    "X-Amz-Executed-Version": "$LATEST",
    "x-amzn-Remapped-Content-Length": "0",
    "x-amzn-RequestId": requestId,
  };
  return {
    ExecutedVersion: "$LATEST",
    Payload: output,
    SdkHttpMetadata: {
      AllHttpHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
      HttpHeaders: headers,
      HttpStatusCode: 200,
    },
    SdkResponseMetadata: { RequestId: requestId },
    StatusCode: 200,
  };
};
