import { type Json, nearest } from "@stepbook/asl";
import { TaskError } from "@stepbook/engine";
import type { Clock } from "./clock";
import { jsonTextOf, NotJson } from "./json-result";

/** What a function is told beside its input, as Lambda tells it. */
export interface FunctionContext {
  readonly functionName: string;
  readonly invokedFunctionArn: string;
  readonly awsRequestId: string;
  /** Aborted when nobody waits for the result any more: the task took too long, or the execution was stopped. */
  readonly signal: AbortSignal;
  /** The name of the state that called, and 0 for its first try. */
  readonly stateName: string;
  readonly retryCount: number;
}

/**
 * A function that a task calls: it takes JSON and gives JSON, or a promise of it. What it throws is the task's error,
 * by the error's `name`.
 */
// biome-ignore lint/suspicious/noExplicitAny: a function names the shape of its own input, whatever it is
export type LocalFunction = (input: any, context: FunctionContext) => unknown;

/** A call of a function, begun. */
export interface Call {
  readonly result: Promise<{ readonly output: Json; readonly text: string }>;
  cancel(): void;
}

/** Calls a function as Lambda does: with a copy of the input, for a limited time, its errors told as Lambda tells them. */
export const callFunction = (
  run: LocalFunction,
  input: Json,
  context: Omit<FunctionContext, "signal">,
  clock: Clock,
  timeoutSeconds: number,
): Call => {
  const controller = new AbortController();
  clock.hold(1);
  let settle = (): void => {
    settle = () => undefined;
    clock.hold(-1);
    stopTimer();
  };
  let expire!: (error: TaskError) => void;
  const expired = new Promise<never>((_, reject) => {
    expire = reject;
  });
  expired.catch(() => undefined);
  const stopTimer = clock.sleep(timeoutSeconds * 1000, () => {
    controller.abort();
    const message = `RequestId: ${context.awsRequestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`;
    expire(new TaskError("Sandbox.Timedout", causeOf("Sandbox.Timedout", message)));
  });
  const called = invoke(run, input, { ...context, signal: controller.signal });
  const result = Promise.race([called, expired]).finally(() => settle());
  return {
    result,
    cancel: () => {
      controller.abort();
      settle();
    },
  };
};

const invoke = async (run: LocalFunction, input: Json, context: FunctionContext) => {
  let value: unknown;
  try {
    value = await run(JSON.parse(JSON.stringify(input)), context);
  } catch (error) {
    throw thrown(error, context.functionName);
  }
  try {
    const text = jsonTextOf(value);
    return { output: JSON.parse(text) as Json, text };
  } catch (error) {
    const reason = error instanceof NotJson ? error.message : String(error);
    const message = `The function ${JSON.stringify(context.functionName)} returned what JSON cannot hold: ${reason}.`;
    throw new TaskError("Runtime.MarshalError", causeOf("Runtime.MarshalError", message));
  }
};

const causeOf = (errorType: string, errorMessage: string, trace: readonly string[] = []): string =>
  JSON.stringify({ errorType, errorMessage, trace });

const thrown = (error: unknown, name: string): TaskError => {
  if (error instanceof TaskError) return error;
  if (isError(error)) {
    const type = error.name || "Error";
    return new TaskError(type, causeOf(type, error.message, traceOf(error)));
  }
  const shown = typeof error === "string" ? error : safeText(error);
  const message = `${shown} (the function ${JSON.stringify(name)} threw this ${typeof error}; throw an Error instead, whose name Retry and Catch can match)`;
  return new TaskError("Error", causeOf(typeof error, message));
};

/** Errors of another realm, such as a notebook's cell, are errors too. */
const isError = (value: unknown): value is Error =>
  value instanceof Error || Object.prototype.toString.call(value) === "[object Error]";

const safeText = (value: unknown): string => {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
};

/** The stack without what is not the user's. */
const traceOf = (error: Error): readonly string[] =>
  (error.stack ?? "")
    .split("\n")
    .filter((line) => !/node:internal|packages\/local\/|@stepbook\/local/.test(line))
    .map((line) => line.trim())
    .slice(0, 10);

/** Why there is no function of a name, which there are, and how to add one. */
export const missingFunction = (wanted: string, names: readonly string[]): TaskError => {
  const near = nearest(wanted, names);
  const known =
    names.length === 0
      ? "No function is registered"
      : `Registered are ${names.map((name) => JSON.stringify(name)).join(", ")}`;
  const meant = near === undefined ? "" : ` Did you mean ${JSON.stringify(near)}?`;
  return new TaskError(
    "Lambda.ResourceNotFoundException",
    `Function not found: ${JSON.stringify(wanted)}. ${known}.${meant} To register it: local({ functions: { ${JSON.stringify(wanted)}: (input) => … } })`,
  );
};

/**
 * A function that fails some times before it works: for looking at retries.
 *
 * @param times How many calls fail, counted from the first.
 * @param errorName The error's name, which Retry and Catch match, such as `Lambda.ServiceException`.
 * @example
 * local({ functions: { encode: failing(2, "Lambda.ServiceException", ({ input }) => btoa(input)) } })
 */
export const failing = (times: number, errorName: string, run: LocalFunction): LocalFunction => {
  let calls = 0;
  return (input, context) => {
    calls += 1;
    if (calls > times) return run(input, context);
    throw Object.assign(new Error(`fails on purpose, call ${calls} of ${times}`), { name: errorName });
  };
};
