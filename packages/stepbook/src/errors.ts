const inspect = Symbol.for("nodejs.util.inspect.custom");

/**
 * What every function of Stepbook throws or rejects with: one message that says what is wrong, where, what was
 * expected and how to mend it. It prints as that message, without the stack (which stays in `stack`).
 *
 * @example
 * try { workflow("empty", { steps: [] }); } catch (error) { console.log(error.message); }
 */
export class StepbookError extends Error {
  override readonly name: string = "StepbookError";

  /** @internal */
  [inspect](): string {
    return `${this.name}: ${this.message}`;
  }
}

/** An execution that ended in any way but success. `error` and `cause` are what Step Functions tells of it. */
export class ExecutionFailed extends StepbookError {
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

/** `" Did you mean "Ship"?"` where one of the names is close, else nothing. */
export function didYouMean(name: string, names: Iterable<string>): string {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of names) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase(), bestDistance);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best === undefined ? "" : ` Did you mean ${quote(best)}?`;
}

/** A name in quotes, on one line, cut where it is very long. */
export function quote(name: string): string {
  return JSON.stringify(name.length > 90 ? `${name.slice(0, 89)}…` : name);
}

/** Levenshtein's distance, or `limit` where it is that or more. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replace, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return Math.min(row[b.length]!, limit);
}
