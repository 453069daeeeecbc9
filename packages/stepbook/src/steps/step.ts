import type { Json, QueryLanguage } from "@stepbook/asl";
import type { Any } from "../placeholders/any";
import type { Data, Dynamic } from "../placeholders/expression";
import { type Ref, reference } from "../placeholders/reference";
import { dataOf, type StepData, stepSymbol } from "./data";
import { catchers, retriers } from "./handling";

declare const outputType: unique symbol;

/** A step of a workflow: an immutable value, which becomes a state of its state machine. */
export interface Step {
  /** Its name, which is the state's. */
  readonly id: string;
  /** @internal */
  readonly [stepSymbol]: StepData;
}

/** A step with an output. */
export interface OutputStep<Output = Any> extends Step {
  /** A placeholder for what it gives, to use in any later step. */
  readonly output: Ref<Output>;
  /** @internal */
  readonly [outputType]: Output;
}

/** A step that can fail, and then be tried again or caught: a task, a Parallel, a Map. */
export interface WorkStep<Output = Any> extends OutputStep<Output> {
  /**
   * The same step with more retriers.
   * @example encode.withRetry({ errorEquals: ["States.Timeout"], maxAttempts: 2 })
   */
  withRetry(...retry: readonly Retry[]): WorkStep<Output>;
  /**
   * The same step with more catchers.
   * @example encode.withCatch({ errorEquals: ["States.ALL"], next: fail("Encoding failed") })
   */
  withCatch(...catchers: readonly Catch[]): WorkStep<Output>;
}

/** Steps that follow each other. A list is a sequence; a step mentioned again is a jump to it. */
export type Sequence = Mention | readonly Sequence[];

/**
 * A step, or a function that gives it: so a step mentions one that is made later, as the step that it stands in.
 * @example const again: Step = choice("More?", when(equals(input.more, true), work, () => again), otherwise(done))
 */
export type Mention = Step | (() => Step);

/** What a sequence gives, as far as types can tell: where it is one step, its output. */
export type OutputOf<Body> = Body extends OutputStep<infer Output> ? Output : Any;

/**
 * Which errors of a step are tried again, when and how often.
 *
 * @example
 * const patient: Retry = { errorEquals: ["States.Timeout"], intervalSeconds: 5, maxAttempts: 4, jitterStrategy: "FULL" };
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-retrying-after-an-error
 */
export interface Retry {
  /** Names of errors, such as `States.TaskFailed`, or `States.ALL`. */
  readonly errorEquals: readonly string[];
  /** Seconds before the first retry; 1 where it is left out. */
  readonly intervalSeconds?: number;
  /** How many retries at most; 3 where it is left out. */
  readonly maxAttempts?: number;
  /** What the interval is multiplied by from one retry to the next; 2 where it is left out. */
  readonly backoffRate?: number;
  /** The longest interval, in seconds. */
  readonly maxDelaySeconds?: number;
  /** `"FULL"`: a random part of each interval is waited. */
  readonly jitterStrategy?: "FULL" | "NONE";
  /** A remark for readers of the definition. */
  readonly comment?: string;
}

/**
 * Which errors of a step are handled, and by which steps.
 *
 * @example
 * const told: Catch = { errorEquals: ["States.ALL"], next: (error) => fail("Failed", { cause: error.Cause }) };
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-fallback-states
 */
export interface Catch {
  /** Names of errors, such as `States.TaskFailed`, or `States.ALL`. */
  readonly errorEquals: readonly string[];
  /** What handles the error. Its end is an end, unless its last step is a jump. */
  readonly next: Sequence | ((error: Ref<CaughtError>) => Sequence);
  /** The handler's input; the error where it is left out. */
  readonly output?: Data | ((error: Ref<CaughtError>) => Data);
  /** Variables to set. */
  readonly assign?: Assign | ((error: Ref<CaughtError>) => Assign);
  /** Where in the state's input the error goes, in a workflow of paths; null: nowhere. */
  readonly resultPath?: string | null;
  /** A remark for readers of the definition. */
  readonly comment?: string;
}

/** What a catcher caught. */
export interface CaughtError {
  /** The error's name, such as `States.TaskFailed`. */
  Error: string;
  /** What happened: text, or JSON text. */
  Cause: string;
}

/** Variables to set, by name. */
export interface Assign {
  readonly [name: string]: Data;
}

/** Where a state of paths reads and leaves its data. Only for workflows with `queryLanguage: "JSONPath"`. */
export interface PathOptions {
  /** What of its input the state works on, such as `"$.order"`; null: nothing. */
  readonly inputPath?: string | null;
  /** What of its output goes on; null: nothing. */
  readonly outputPath?: string | null;
}

/** What a state of paths makes of its result. */
export interface SelectorOptions {
  /** What becomes of the result; an object. */
  readonly resultSelector?: Data;
}

/** Where a state of paths leaves its result, too. */
export interface ResultPathOptions extends PathOptions {
  /** Where in the state's input the result goes, such as `"$.result"`; null: nowhere. */
  readonly resultPath?: string | null;
}

/** What every step takes. */
export interface StepOptions {
  /** The language of this state alone, where it differs from the workflow's. */
  readonly queryLanguage?: QueryLanguage;
  /** Fields of the state as they stand in Amazon States Language: the last resort, for what no option says. */
  readonly fields?: { readonly [field: string]: Json };
  /** A remark for readers of the definition. */
  readonly comment?: string;
}

/** What tasks, Parallel and Map take beside their own. */
export interface WorkOptions<Result, Output> extends StepOptions, ResultPathOptions, SelectorOptions {
  /** What is tried again, and how often. */
  readonly retry?: readonly Retry[];
  /** What is done about errors that are not tried again, or no more. */
  readonly catch?: readonly Catch[];
  /** What the step gives, where that is not the whole result. */
  readonly output?: Output | ((result: Ref<Result>) => Output);
  /** Variables to set when the step succeeds. */
  readonly assign?: Assign | ((result: Ref<Result>) => Assign);
}

/** Seconds, from 1 second to about 3 years. */
export type Seconds = Dynamic<number>;

const inspect = Symbol.for("nodejs.util.inspect.custom");

const methods = {
  get id(): string {
    return dataOf(this)!.key.id;
  },
  get output(): Ref {
    return reference({ kind: "output", key: dataOf(this)!.key });
  },
  [inspect](): string {
    const { type, key } = dataOf(this)!;
    return `${type} ${JSON.stringify(key.id)}`;
  },
  toString(): string {
    return dataOf(this)!.key.id;
  },
  toJSON(): string {
    return dataOf(this)!.key.id;
  },
};

const workMethods = Object.defineProperties(Object.create(methods), {
  withRetry: {
    value(this: Step, ...retry: readonly Retry[]) {
      const data = dataOf(this)!;
      return newStep({ ...data, retry: [...data.retry, ...retriers(retry, JSON.stringify(data.key.id))] });
    },
  },
  withCatch: {
    value(this: Step, ...list: readonly Catch[]) {
      const data = dataOf(this)!;
      return newStep({
        ...data,
        catchers: [...data.catchers, ...catchers(list, data.key, JSON.stringify(data.key.id))],
      });
    },
  },
});

const silent = Object.defineProperties(Object.create(methods), { output: { value: undefined } });

const prototypes: Record<StepData["type"], object> = {
  Task: workMethods,
  Parallel: workMethods,
  Map: workMethods,
  Pass: methods,
  Wait: methods,
  Choice: silent,
  Succeed: silent,
  Fail: silent,
};

/** The step of that data. */
export function newStep<S extends Step>(data: StepData): S {
  const step = Object.create(prototypes[data.type]);
  step[stepSymbol] = Object.freeze(data);
  Object.assign(step, data.members);
  return Object.freeze(step) as S;
}
