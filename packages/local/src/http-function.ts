import type { LocalFunction } from "./functions";

/** How a function behind HTTP is called. */
export interface HttpFunctionOptions {
  /** Headers beside `Content-Type: application/json`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * A function behind HTTP: it gets the input as the JSON body of a POST, and its JSON answer is the result. It fails by a
 * status of 400 and above, as `States.Http.StatusCode.404` and the like, or, as functions of Lambda in a container do, by
 * an object with `errorType` and `errorMessage`. What cannot be reached is `States.Http.Socket`.
 *
 * @example
 * const score = httpFunction("http://127.0.0.1:9000/2015-03-31/functions/function/invocations");
 * local({ functions: { score } })
 * @throws TypeError where the URL is none of http or https.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/images-test.html
 */
export const httpFunction = (url: string, { headers = {} }: HttpFunctionOptions = {}): LocalFunction => {
  const { protocol, href } = new URL(url);
  if (protocol !== "http:" && protocol !== "https:")
    throw new TypeError(`httpFunction(url): a URL of http or https, but here it is ${JSON.stringify(url)}`);
  return async (input, { signal }) => {
    const body = JSON.stringify(input);
    const sent = { "Content-Type": "application/json", ...headers };
    const answer = await fetch(href, { method: "POST", headers: sent, body, signal }).catch(unreachable);
    const text = await answer.text();
    if (!answer.ok) throw failureOf(`States.Http.StatusCode.${answer.status}`, text);
    const value = text.trim() === "" ? null : parsed(text);
    if (isFailure(value)) throw failureOf(value.errorType, value.errorMessage);
    return value;
  };
};

const failureOf = (name: string, message: string): Error =>
  Object.assign(new Error(message), { name, stack: `${name}: ${message}` });

const unreachable = (error: Error): never => {
  const { cause } = error as { cause?: { message?: string } };
  throw failureOf("States.Http.Socket", cause?.message ?? error.message);
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw failureOf("Runtime.MarshalError", `the answer is not JSON: ${(error as Error).message}`);
  }
};

const isFailure = (value: unknown): value is { readonly errorType: string; readonly errorMessage: string } =>
  typeof value === "object" &&
  value !== null &&
  typeof (value as { errorType?: unknown }).errorType === "string" &&
  typeof (value as { errorMessage?: unknown }).errorMessage === "string";
