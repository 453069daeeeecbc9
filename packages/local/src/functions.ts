import type { Json } from "@stepbook/asl";
import { TaskError } from "@stepbook/engine";
import type { Clock } from "./clock";
import { calledByStepbook, type FunctionError, functionErrorOf } from "./function-errors";
import { jsonTextOf, NotJson } from "./json-result";

/**
 * What a function is told beside its input, as Lambda tells it.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html
 */
export interface FunctionContext {
  readonly functionName: string;
  readonly invokedFunctionArn: string;
  readonly awsRequestId: string;
  /** Aborted when nobody waits for the result any more: the task took too long, or the execution was stopped. */
  readonly signal: AbortSignal;
  /** The name of the state that calls. */
  readonly stateName: string;
  /** 0 for the state's first try, then one more each. */
  readonly retryCount: number;
}

/**
 * A function that a task calls: it takes JSON and gives JSON, or a promise of it; nothing counts as null. An Error that
 * it throws is the task's error, by the Error's `name`, which Retry and Catch match.
 *
 * @example
 * const half: LocalFunction = ({ n }) => {
 *   if (n % 2 === 0) return n / 2;
 *   throw Object.assign(new Error(`${n} is odd`), { name: "OddNumber" });
 * };
 */
// biome-ignore lint/suspicious/noExplicitAny: a function names the shape of its own input, whatever it is
export type LocalFunction = (input: any, context: FunctionContext) => unknown;

/** A call of a function, begun. */
export interface Call {
  readonly result: Promise<{ readonly output: Json; readonly text: string }>;
  cancel(): void;
}

/** What a call goes by. */
export interface CallOptions {
  readonly clock: Clock;
  /** How long the function may take. */
  readonly timeoutSeconds: number;
  /** The most bytes of its result. */
  readonly resultBytes: number;
  /** The cause of the task's error, made of what the function failed with. */
  readonly causeOf: (error: FunctionError) => string;
}

/** Calls a function as Lambda does: with a copy of the input, for a limited time, its errors told as Lambda tells them. */
export const callFunction = (
  run: LocalFunction,
  input: Json,
  context: Omit<FunctionContext, "signal">,
  { clock, timeoutSeconds, resultBytes, causeOf }: CallOptions,
): Call => {
  const controller = new AbortController();
  const failure = (error: FunctionError): TaskError => new TaskError(error.errorType, causeOf(error));
  let expire!: (error: TaskError) => void;
  const expired = new Promise<never>((_, reject) => {
    expire = reject;
  });
  clock.hold(1);
  const stopTimer = clock.sleep(timeoutSeconds * 1000, () => {
    controller.abort();
    const errorMessage = `RequestId: ${context.awsRequestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds. The function ${JSON.stringify(context.functionName)} neither returned nor threw: see that it ends, or give it longer by functionTimeoutSeconds.`;
    expire(failure({ errorType: "Sandbox.Timedout", errorMessage, trace: [] }));
  });
  let open = true;
  const settle = (): void => {
    if (!open) return;
    open = false;
    clock.hold(-1);
    stopTimer();
  };
  const called = invoke(run, input, { ...context, signal: controller.signal }, failure).then((result) => {
    if (Buffer.byteLength(result.text) <= resultBytes) return result;
    const errorMessage = `Response payload size exceeded maximum allowed payload size (${resultBytes} bytes).`;
    throw failure({ errorType: "Function.ResponseSizeTooLarge", errorMessage, trace: [] });
  });
  return {
    result: Promise.race([called, expired]).finally(settle),
    cancel: () => {
      controller.abort();
      settle();
    },
  };
};

const invoke = async (
  run: LocalFunction,
  input: Json,
  context: FunctionContext,
  failure: (error: FunctionError) => TaskError,
): Promise<{ output: Json; text: string }> => {
  let value: unknown;
  try {
    value = await calledByStepbook(run, JSON.parse(JSON.stringify(input)), context);
  } catch (error) {
    throw failure(functionErrorOf(error, context.functionName));
  }
  try {
    const text = jsonTextOf(value);
    return { output: JSON.parse(text) as Json, text };
  } catch (error) {
    const reason = error instanceof NotJson ? error.message : functionErrorOf(error, context.functionName).errorMessage;
    const errorMessage = `The function ${JSON.stringify(context.functionName)} returned what JSON cannot hold: ${reason}.`;
    throw failure({ errorType: "Runtime.MarshalError", errorMessage, trace: [] });
  }
};

/**
 * A function that fails some times before it works: for looking at retries.
 *
 * @param times How many calls fail, counted from the first.
 * @param errorName The error's name, which Retry and Catch match, such as `Lambda.ServiceException`.
 * @param run What the calls after these do.
 * @example
 * local({ functions: { encode: failing(2, "Lambda.ServiceException", ({ input }) => btoa(input)) } })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export const failing = (times: number, errorName: string, run: LocalFunction): LocalFunction => {
  let calls = 0;
  return (input, context) => {
    calls += 1;
    if (calls > times) return calledByStepbook(run, input, context);
    const error = new Error(`fails on purpose, call ${calls} of ${times}`);
    throw Object.assign(error, { name: errorName, stack: `${errorName}: ${error.message}` });
  };
};
