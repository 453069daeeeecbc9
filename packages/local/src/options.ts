import type { Invocation, Limits, TaskCall, VirtualClock } from "@stepbook/engine";
import type { Keep } from "./data";
import type { LocalFunction } from "./functions";
import type { OnMessage } from "./messages";
import type { S3 } from "./s3";
import type { SageMaker } from "./sagemaker";
import type { TableKeys } from "./services/dynamodb/table";

/**
 * How the embedded service is set up. Whatever is left out is as it stands behind it.
 *
 * @example
 * const options: LocalOptions = { functions: { hello: ({ name }) => `Hello ${name}` }, clock: virtual(), seed: 1 };
 */
export interface LocalOptions {
  /**
   * The functions that tasks call, by name or ARN. A function under the ARN of a service's action, such as
   * `arn:aws:states:::sqs:sendMessage`, stands in for that action: it takes the parameters and gives the result.
   */
  readonly functions?: Readonly<Record<string, LocalFunction>>;
  /**
   * Stands before every task, of any resource: it does the task itself or passes the call on to `next`. For answers that
   * were recorded, and for faults. An Invocation that rejects with a {@link TaskError} fails the task in its words.
   *
   * @example
   * const late: LocalOptions["invoke"] = (call, next) =>
   *   call.retryCount > 0 ? next(call) : { result: Promise.reject(new TaskError("Lambda.TooManyRequestsException", "")), cancel: () => {} };
   */
  readonly invoke?: (call: TaskCall, next: (call: TaskCall) => Invocation) => Invocation;
  /** The tables of DynamoDB, by name, each with its key attributes and their types: `{ orders: { customer: "S", date: "N" } }`. */
  readonly tables?: Readonly<Record<string, TableKeys>>;
  /** Is told of every message that a workflow sends to a queue, a topic or an event bus. */
  readonly onMessage?: OnMessage;
  /** What the connections of HTTP tasks hold, by the name or ARN of the connection. It never stands in a history. */
  readonly connections?: Readonly<Record<string, Connection>>;
  /** `"real"`, the time of day, or a clock of `virtual()`, which jumps over waits: `"real"`. */
  readonly clock?: "real" | VirtualClock;
  /** Any whole number. It makes $random, $uuid, jitter and the names of executions the same every time. */
  readonly seed?: number;
  /** The region in ARNs: us-east-1. */
  readonly region?: string;
  /** The account in ARNs, 12 digits: 123456789012. */
  readonly account?: string;
  /** How long a function may take, in seconds: 900, as at Lambda. */
  readonly functionTimeoutSeconds?: number;
  /**
   * The folder that is S3, for data sets and results of distributed Maps: each folder in it is a bucket, the files below
   * that are its objects. Or an S3 of `createS3` of @stepbook/local. Left out, a temporary folder serves, which is gone when the
   * process ends.
   */
  readonly s3?: string | S3;
  /**
   * What does the jobs of SageMaker: one of `createSageMaker({ s3, onLog })` of @stepbook/local, which several backends
   * may share and whose jobs and logs can be looked at; one of this service's own, with its S3, where it is left out.
   */
  readonly sagemaker?: SageMaker;
  /**
   * The Python that runs the scripts of jobs, a name in PATH or a path. Left out, it is one that has what the image of the
   * job brings along, such as PyTorch: that of STEPBOOK_PYTHON, else python3 of PATH, else one of the system's.
   */
  readonly python?: string;
  /**
   * What is kept of the children of distributed Maps: `"history"` all of it, `"result"` how each of them ended, for runs
   * of very many children: `"history"`.
   */
  readonly children?: "history" | "result";
  /**
   * A folder that keeps what the service knows: state machines, executions and their histories outlive the process, and
   * what had not ended goes on in the next process that opens it. Several processes may share one. Where it is false or
   * left out, all is kept in memory alone.
   */
  readonly data?: string | false;
  /** Whether what is kept outlasts a loss of power, too, and not only the end of the process: false. */
  readonly fsync?: boolean;
  /** How much of executions that have ended is kept; the oldest go first: 20,000 of them, and 1 GiB. */
  readonly keep?: Keep;
  /** AWS's bounds on history, payloads and variables; `Infinity` lifts one. */
  readonly limits?: LocalLimits;
}

/** What AWS bounds. `Infinity` lifts a bound. */
export interface LocalLimits extends Limits {
  /** The most bytes of a function's result: 6,291,556, as at Lambda. */
  readonly functionResultBytes?: number;
}

/**
 * What an HTTP task sends along for a connection, such as credentials.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html
 */
export interface Connection {
  readonly headers?: Readonly<Record<string, string>>;
  readonly queryParameters?: Readonly<Record<string, string>>;
}
