import { isJsonObject, type Json } from "@stepbook/asl";
import { type Invocation, type TaskCall, TaskError, type TaskResult } from "@stepbook/engine";
import type { Clock } from "./clock";
import { callFunction, type LocalFunction, missingFunction } from "./functions";

/** What tasks call, and how long a function may take. */
export interface TaskOptions {
  readonly functions: ReadonlyMap<string, LocalFunction>;
  readonly clock: Clock;
  readonly uuid: () => string;
  readonly region: string;
  readonly account: string;
  readonly functionTimeoutSeconds: number;
}

const functionArn = /^arn:[\w-]+:lambda:[^:]*:[^:]*:function:([^:]+)(?::[^:]+)?$/;
const partialArn = /^(?:\d{12}:function:)?([^:]+)(?::[^:]+)?$/;

/** Begins a task: a function by its name or ARN, or the one that stands in for an action of a service. */
export const invokeTask = (call: TaskCall, options: TaskOptions): Invocation => {
  if (/^arn:[\w-]+:states:[^:]*:[^:]*:lambda:invoke$/.test(call.resource)) return invokeLambda(call, options);
  if (call.resource.includes(":lambda:")) return invokeFunction(call.resource, call.parameters, call, options);
  const standIn = options.functions.get(call.resource);
  if (standIn) return run(standIn, call.resource, call.parameters, call, options);
  return failed(
    new TaskError(
      "States.TaskFailed",
      `${JSON.stringify(call.resource)}, which the state ${JSON.stringify(call.state)} calls, is not there locally. Register a function in its place: local({ functions: { ${JSON.stringify(call.resource)}: (parameters) => … } })`,
    ),
  );
};

const failed = (error: TaskError): Invocation => ({ result: Promise.reject(error), cancel: () => undefined });

/** The name in any of the ways that Lambda lets a function be named. */
const nameOf = (wanted: string): string => functionArn.exec(wanted)?.[1] ?? partialArn.exec(wanted)?.[1] ?? wanted;

const invokeFunction = (wanted: string, input: Json, call: TaskCall, options: TaskOptions): Invocation => {
  const name = nameOf(wanted);
  const found =
    options.functions.get(wanted) ??
    options.functions.get(name) ??
    [...options.functions].find(([key]) => functionArn.exec(key)?.[1] === name)?.[1];
  return found
    ? run(found, name, input, call, options)
    : failed(missingFunction(name, [...options.functions.keys()].map(nameOf)));
};

const run = (
  found: LocalFunction,
  name: string,
  input: Json,
  { state, retryCount }: TaskCall,
  options: TaskOptions,
): Invocation =>
  callFunction(
    found,
    input,
    {
      functionName: name,
      invokedFunctionArn: `arn:aws:lambda:${options.region}:${options.account}:function:${name}`,
      awsRequestId: options.uuid(),
      stateName: state,
      retryCount,
    },
    options.clock,
    options.functionTimeoutSeconds,
  );

/** Lambda's Invoke: its answer holds the function's as Payload. */
const invokeLambda = (call: TaskCall, options: TaskOptions): Invocation => {
  const parameters = isJsonObject(call.parameters) ? call.parameters : {};
  const { FunctionName, Payload = {} } = parameters;
  if (typeof FunctionName !== "string")
    return failed(
      new TaskError(
        "Lambda.ValidationException",
        `FunctionName is the name or ARN of a function; in the state ${JSON.stringify(call.state)} it is ${JSON.stringify(FunctionName ?? null)}`,
      ),
    );
  const { result, cancel } = invokeFunction(FunctionName, Payload, call, options);
  return { result: result.then((answer) => ({ output: answerOf(answer, options.uuid()) })), cancel };
};

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
