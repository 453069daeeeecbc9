/** Where a failure comes from, which decides what may retry or catch it, and what the history tells of it. */
type FailureKind =
  /** A task: matched by States.TaskFailed, unless it timed out. */
  | "task"
  /** An expression: told by an EvaluationFailed event. */
  | "evaluation"
  /** A state's own doing: a Fail state. */
  | "state"
  /** The definition does not fit the data, or leads nowhere (States.Runtime): nothing catches it. */
  | "runtime";

/** The most characters of an error's name, and of its cause. */
const [longestError, longestCause] = [256, 32_768];

/** Why a state, and perhaps the execution, failed. `error` is what Retry and Catch match. */
export class Failure extends Error {
  override readonly name = "Failure";
  /** The field of a failed expression, such as `Arguments/FunctionName`. */
  readonly location?: string;
  /** Another name that Retry and Catch know it by. */
  readonly alias?: string;
  /** Whether the history tells of it already. */
  told = false;
  /** Whether the state had begun its own work: the history then goes on from its entering. */
  late = false;

  readonly error: string | undefined;
  override readonly cause: string | undefined;

  constructor(
    readonly kind: FailureKind,
    error: string | undefined,
    cause: string | undefined,
    location?: string,
  ) {
    super(`${error}: ${cause}`);
    this.error = error?.slice(0, longestError);
    this.cause = cause?.slice(0, longestCause);
    if (location !== undefined) this.location = location;
  }
}

/** Trouble with data or an expression, before it is known in which state. */
export class DataTrouble extends Error {
  override readonly name: string = "DataTrouble";
  constructor(
    readonly kind: "evaluation" | "runtime" | "state",
    readonly error: string,
    message: string,
    readonly location?: string,
    /** Whether the message says by itself where it happened. */
    readonly complete = false,
    readonly late = false,
  ) {
    super(message);
  }
}

export const runtimeTrouble = (message: string): DataTrouble => new DataTrouble("runtime", "States.Runtime", message);

export const evaluationTrouble = (message: string, location: string, late = false): DataTrouble =>
  new DataTrouble("evaluation", "States.QueryEvaluationError", message, location, false, late);

/** What JavaScript refuses for its size: a value that is too deep to walk, or too long. */
const reasonOf = ({ message }: RangeError): string =>
  /call stack/.test(message) ? "The data has too many levels of lists and objects within each other." : `${message}.`;

/** A failure of a state, from whatever was thrown in it. */
export const failureOf = (thrown: unknown, state: string, enteredId: number): Failure => {
  if (thrown instanceof Failure) return thrown;
  const where = `An error occurred while executing the state '${state}' (entered at the event id #${enteredId}). `;
  if (thrown instanceof DataTrouble) {
    const cause = thrown.complete ? thrown.message : where + thrown.message;
    return Object.assign(new Failure(thrown.kind, thrown.error, cause, thrown.location), { late: thrown.late });
  }
  if (thrown instanceof RangeError) return new Failure("runtime", "States.Runtime", where + reasonOf(thrown));
  throw thrown;
};
