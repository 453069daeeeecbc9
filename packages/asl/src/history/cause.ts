import { isJsonObject } from "../json";

/**
 * What a cause says to people. That of a Lambda function is the JSON text of an error object, that of a job of
 * SageMaker's the JSON text of its description, and the message is in there; any other stands for itself.
 *
 * @example
 * messageOfCause('{"errorType":"TypeError","errorMessage":"boom","trace":[]}') // "boom"
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html
 */
export const messageOfCause = (cause: string): string => {
  if (!cause.startsWith("{")) return cause;
  try {
    const error: unknown = JSON.parse(cause);
    const message = isJsonObject(error) ? (error.errorMessage ?? error.FailureReason) : undefined;
    return typeof message === "string" && message !== "" ? message : cause;
  } catch {
    return cause;
  }
};
