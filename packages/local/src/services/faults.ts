import { TaskError } from "@stepbook/engine";
import type { LocalServiceError } from "../service-error";

const exceptionOf = (code: string): string => (code.endsWith("Exception") ? code : `${code}Exception`);

/**
 * How an optimized integration tells that a request was refused, such as
 * `StepFunctions.StateMachineDoesNotExistException`.
 *
 * @param prefix The service in the error's name; `service` is its name in the cause.
 */
export const optimizedError =
  (prefix: string, service: string, status = 400) =>
  ({ name, message }: LocalServiceError, requestId: string): TaskError =>
    new TaskError(
      `${prefix}.${exceptionOf(name)}`,
      `${message} (Service: ${service}; Status Code: ${status}; Error Code: ${name}; Request ID: ${requestId}; Proxy: null)`,
    );

/** How an `aws-sdk:` integration tells that a request was refused, such as `Sfn.InvalidTokenException`. */
export const sdkError =
  (service: string, status = 400) =>
  ({ name, message }: LocalServiceError, requestId: string): TaskError =>
    new TaskError(
      `${service}.${exceptionOf(name)}`,
      `${message} (Service: ${service}, Status Code: ${status}, Request ID: ${requestId}) (SDK Attempt Count: 1)`,
    );
