import { nearest } from "@stepbook/asl";

const inspect = Symbol.for("nodejs.util.inspect.custom");

/**
 * What every function of Stepbook throws or rejects with: one message that says what is wrong, where, what was
 * expected and how to mend it. It prints as that message, without the stack (which stays in `stack`).
 *
 * @example
 * try { workflow("empty", { steps: [] }); } catch (error) { if (error instanceof StepbookError) console.log(error.message); }
 */
export class StepbookError extends Error {
  /** `"StepbookError"`, or the name of a kind of it. */
  override readonly name: string = "StepbookError";
  /** The service's code of the error, such as `StateMachineDoesNotExist`, where it comes from there. */
  readonly code: string | undefined;

  constructor(message: string, options: { readonly code?: string | undefined; readonly cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
  }

  /** @internal */
  [inspect](): string {
    return `${this.name}: ${this.message}`;
  }
}

/**
 * An execution that ended in any way but success. `error` and `cause` are what Step Functions tells of it.
 *
 * @example
 * execution.output().catch((error) => error instanceof ExecutionFailed && console.log(error.state, error.error))
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
 */
export class ExecutionFailed extends StepbookError {
  /** `"ExecutionFailed"`. */
  override readonly name = "ExecutionFailed";

  constructor(
    message: string,
    /** The execution's ARN. */
    readonly executionArn: string,
    /** How it ended: `FAILED`, `TIMED_OUT` or `ABORTED`. */
    readonly status: string,
    /** The error's name, such as `States.TaskFailed`. */
    readonly error: string | undefined,
    /** The error's description, as the state machine or the service gave it. */
    override readonly cause: string | undefined,
    /** The name of the state where it began, where the history tells. */
    readonly state: string | undefined,
  ) {
    super(message);
  }
}

/** ` Did you mean "Ship"?` where one of the names is near, else nothing. */
export function didYouMean(name: string, names: Iterable<string>): string {
  const near = nearest(name, names);
  return near === undefined ? "" : ` Did you mean ${quote(near)}?`;
}

/** What a value is that does not belong where it was found. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined || typeof value === "number") return String(value);
  if (typeof value === "string") return `the string ${quote(value)}`;
  if (Array.isArray(value)) return "a list";
  if (typeof value === "bigint") return `the BigInt ${value}n`;
  if (typeof value === "function") return /^[A-Z]/.test(value.name) ? `the function ${value.name}` : "a function";
  if (typeof value !== "object") return `a ${typeof value}`;
  const name = Object.getPrototypeOf(value)?.constructor?.name;
  return name && name !== "Object" ? `a ${name}` : "an object";
}

/** A name in quotes, on one line, cut where it is very long. */
export function quote(name: string): string {
  return JSON.stringify(name.length > 90 ? `${name.slice(0, 89)}…` : name);
}
