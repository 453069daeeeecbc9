import { TaskError } from "@stepbook/engine";
import type { LocalServiceError } from "../service-error";

/** What differs between the faults of services. */
interface Faults {
  /** The name of an error that the service has no exception of its own for; left out, each has one. */
  readonly generic?: string;
  /** The codes that have one. */
  readonly own?: ReadonlySet<string>;
  /** The HTTP status by code; 400 for others. */
  readonly statuses?: Readonly<Record<string, number>>;
}

const exceptionOf = (code: string, { generic, own }: Faults): string =>
  generic !== undefined && !own?.has(code) ? generic : code.endsWith("Exception") ? code : `${code}Exception`;

const statusOf = (code: string, { statuses }: Faults): number => statuses?.[code] ?? 400;

/**
 * How an optimized integration tells that a request was refused, such as
 * `StepFunctions.StateMachineDoesNotExistException`.
 *
 * @param prefix The service in the error's name; `service` is its name in the cause.
 */
export const optimizedError =
  (prefix: string, service: string, faults: Faults = {}) =>
  ({ name, message }: LocalServiceError, requestId: string): TaskError =>
    new TaskError(
      `${prefix}.${exceptionOf(name, faults)}`,
      `${message} (Service: ${service}; Status Code: ${statusOf(name, faults)}; Error Code: ${name}; Request ID: ${requestId}; Proxy: null)`,
    );

/** How an `aws-sdk:` integration tells that a request was refused, such as `Sfn.InvalidTokenException`. */
export const sdkError =
  (service: string, faults: Faults = {}) =>
  ({ name, message }: LocalServiceError, requestId: string): TaskError =>
    new TaskError(
      `${service}.${exceptionOf(name, faults)}`,
      `${message} (Service: ${service}, Status Code: ${statusOf(name, faults)}, Request ID: ${requestId}) (SDK Attempt Count: 1)`,
    );
