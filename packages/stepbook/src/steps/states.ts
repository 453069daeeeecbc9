import type { Json } from "@stepbook/asl";
import { quote, StepbookError } from "../errors";
import type { Any } from "../placeholders/any";
import {
  type Data,
  type Dynamic,
  type Expression,
  expressionNode,
  type Filled,
  type StepKey,
} from "../placeholders/expression";
import { type Ref, reference } from "../placeholders/reference";
import {
  type Arm,
  assertOptions,
  catchers,
  describe,
  flatten,
  newKey,
  retriers,
  type StepData,
  template,
} from "./data";
import {
  type Assign,
  type Catch,
  newStep,
  type OutputStep,
  type Retry,
  type Seconds,
  type Sequence,
  type Step,
  type StepOptions,
  type WorkOptions,
  type WorkStep,
} from "./step";

const nothing = { fixed: {}, templates: {}, retry: [], catchers: [], arms: [], bodies: [] };

/**
 * A state that passes its input on, or its `output`.
 *
 * @example pass("Greet", { output: { greeting: format("Hello {}", input.name) } })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-pass.html
 */
export function pass<Output = Any>(id: string, options: PassOptions<Output> = {}): OutputStep<Filled<Output>> {
  const key = newKey(id, "pass");
  const where = `pass(${quote(id)})`;
  assertOptions(options, ["output", "assign", "comment"], where);
  return newStep({ ...nothing, key, type: "Pass", fixed: comment(options), ...flow(options, key, where) });
}

/** What `pass` takes. */
export interface PassOptions<Output = Any> extends StepOptions {
  /** What it gives; its input where it is left out. */
  readonly output?: Output;
  /** Variables to set. */
  readonly assign?: Assign;
}

/**
 * A state that waits for some seconds, or until a time.
 *
 * @example wait("A minute", { seconds: 60 })
 * @example wait("Until due", { timestamp: input.due })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html
 */
export function wait(id: string, options: WaitOptions): OutputStep<Any> {
  const key = newKey(id, "wait");
  const where = `wait(${quote(id)})`;
  assertOptions(options, ["seconds", "timestamp", "assign", "comment"], where);
  const { seconds, timestamp } = options as { seconds?: unknown; timestamp?: unknown };
  if ((seconds === undefined) === (timestamp === undefined)) {
    throw new StepbookError(`${where} takes one of seconds and timestamp, such as { seconds: 3 }.`);
  }
  if (seconds !== undefined) assertSeconds(seconds, `${where}: seconds`, 0);
  const templates: Record<string, unknown> =
    seconds === undefined
      ? { Timestamp: template(timestamp, `${where}.timestamp`) }
      : { Seconds: template(seconds, `${where}.seconds`) };
  return newStep({ ...nothing, key, type: "Wait", fixed: comment(options), templates, ...flow(options, key, where) });
}

/** What `wait` takes: one of `seconds` and `timestamp`. */
export type WaitOptions = StepOptions & { readonly assign?: Assign } & (
    | { readonly seconds: Dynamic<number>; readonly timestamp?: undefined }
    | { readonly timestamp: Dynamic<string | Date>; readonly seconds?: undefined }
  );

/**
 * A state that calls any resource by its ARN. For AWS services there are steps of their own, such as `lambda.invoke`.
 *
 * @example task("Charge", { resource: "arn:aws:lambda:us-east-1:123456789012:function:charge", arguments: { id: input.id } })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html
 */
export function task<Result = Any, Output = Result>(
  id: string,
  options: TaskOptions<Result, Output>,
): WorkStep<Filled<Output>> {
  return taskStep(newKey(id, "task"), `task(${quote(id)})`, options);
}

/** What `task` takes. */
export interface TaskOptions<Result = Any, Output = Result> extends CallOptions<Result, Output> {
  /** The ARN of what does the work. */
  readonly resource: string;
  /** What it is given; the state's input where it is left out. */
  readonly arguments?: Data;
}

/** What every task takes beside what it calls. */
export interface CallOptions<Result = Any, Output = Result> extends WorkOptions<Result, Output> {
  /** Fails with States.Timeout after that many seconds. */
  readonly timeoutSeconds?: Seconds;
  /** Fails with States.HeartbeatTimeout after that many seconds without a heartbeat. */
  readonly heartbeatSeconds?: Seconds;
  /** A role to assume for the call. */
  readonly credentials?: { readonly roleArn: Dynamic<string> };
}

/** @internal */
export function taskStep(key: StepKey, where: string, options: TaskOptions<Any, Any>): WorkStep<Any> {
  assertOptions(
    options,
    ["resource", "arguments", "timeoutSeconds", "heartbeatSeconds", "credentials", ...workNames],
    where,
  );
  const { resource, timeoutSeconds, heartbeatSeconds, credentials } = options;
  if (typeof resource !== "string" || !resource.startsWith("arn:")) {
    throw new StepbookError(
      `${where}: resource must be an ARN, such as "arn:aws:states:::lambda:invoke", but is ${describe(resource)}.`,
    );
  }
  const templates: Record<string, unknown> = {};
  if (options.arguments !== undefined) templates.Arguments = template(options.arguments, `${where}: arguments`);
  if (timeoutSeconds !== undefined)
    templates.TimeoutSeconds = assertSeconds(timeoutSeconds, `${where}: timeoutSeconds`, 1);
  if (heartbeatSeconds !== undefined)
    templates.HeartbeatSeconds = assertSeconds(heartbeatSeconds, `${where}: heartbeatSeconds`, 1);
  if (credentials !== undefined) {
    assertOptions(credentials, ["roleArn"], `${where}: credentials`);
    templates.Credentials = { RoleArn: template(credentials.roleArn, `${where}: credentials.roleArn`) };
  }
  return newStep({
    ...nothing,
    ...work(options, key, where),
    key,
    type: "Task",
    fixed: { ...comment(options), Resource: resource },
    templates,
  });
}

/**
 * A state that chooses which way to go on. The first arm whose condition holds is taken. An arm that does not end
 * (in succeed, fail or a jump) goes on with the step after the Choice, and so does a Choice without `otherwise`.
 *
 * @example choice("Large?", when(greaterThan(input.size, 10), split), otherwise(keep))
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
 */
export function choice(id: string, ...arms: readonly ChoiceArm[]): Step {
  const key = newKey(id, "choice");
  const where = `choice(${quote(id)})`;
  const all = arms.map((arm, index) => {
    const data = armData.get(arm);
    if (data) return data;
    throw new StepbookError(
      `${where}: after its name come when(…) and otherwise(…), but argument ${index + 2} is ${describe(arm)}.`,
    );
  });
  const rules = all.filter((arm) => arm.condition !== undefined);
  if (rules.length === 0) throw new StepbookError(`${where} needs at least one when(condition, …steps).`);
  const rest = all.filter((arm) => arm.condition === undefined);
  if (rest.length > 1) throw new StepbookError(`${where} has ${rest.length} otherwise(…); it can have one.`);
  return newStep({ ...nothing, key, type: "Choice", arms: rules, ...(rest[0] && { otherwise: rest[0] }) });
}

/** An arm of a Choice, made by `when` and `otherwise`. */
export interface ChoiceArm {
  readonly arm: "when" | "otherwise";
}

const armData = new WeakMap<object, Arm>();

/**
 * An arm of a Choice: the steps to take where the condition holds.
 *
 * @example when(equals(input.color, "red"), stop, report)
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
 */
export function when(condition: Dynamic<boolean>, ...steps: readonly Sequence[]): ChoiceArm {
  if (!expressionNode(condition) && typeof condition !== "boolean") {
    throw new StepbookError(
      `when(condition, …steps): the condition is made by equals, lessThan, isPresent, and, …, but here is ${describe(condition)}.`,
    );
  }
  return arm("when", { condition, steps: flatten(steps, "when(…)") });
}

/**
 * The arm of a Choice that is taken where no other is.
 *
 * @example otherwise(fail("Unknown color"))
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
 */
export function otherwise(...steps: readonly Sequence[]): ChoiceArm {
  return arm("otherwise", { steps: flatten(steps, "otherwise(…)") });
}

function arm(kind: ChoiceArm["arm"], data: Arm): ChoiceArm {
  const made = Object.freeze({ arm: kind });
  armData.set(made, data);
  return made;
}

/**
 * A state that runs sequences side by side and gives the list of their outputs.
 *
 * @example parallel("Both", [pass("Hello"), [pass("Big"), pass("World")]])
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-parallel.html
 */
export function parallel<Output = Any[]>(
  id: string,
  branches: readonly Sequence[],
  options: ParallelOptions<Output> = {},
): WorkStep<Filled<Output>> {
  const key = newKey(id, "parallel");
  const where = `parallel(${quote(id)})`;
  if (!Array.isArray(branches) || branches.length === 0) {
    throw new StepbookError(
      `${where}: the branches are a list of steps or of lists of steps, such as [pass("A"), [pass("B"), pass("C")]].`,
    );
  }
  const { arguments: given } = options;
  assertOptions(options, ["arguments", ...workNames], where);
  return newStep({
    ...nothing,
    ...work(options, key, where),
    key,
    type: "Parallel",
    fixed: comment(options),
    templates: given === undefined ? {} : { Arguments: template(given, `${where}: arguments`) },
    bodies: branches.map((branch, index) => body(branch, `${where}: branch ${index + 1}`)),
  });
}

/** What `parallel` takes. */
export interface ParallelOptions<Output = Any[]> extends WorkOptions<Any[], Output> {
  /** What each branch is given; the state's input where it is left out. */
  readonly arguments?: Data;
}

/**
 * A state that runs the same steps for each item of a list and gives the list of their outputs.
 *
 * @param options `items`: the list. `each`: from an item (and its index, from 0) to the steps. `maxConcurrency`: how
 *   many at once at most.
 * @example map("Greet everyone", { items: input.names, each: (name) => pass("Greet", { output: { greeting: name } }) })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-map.html
 */
export function map<Item = Any, Body extends Sequence = Sequence, Output = OutputOf<Body>[]>(
  id: string,
  options: MapOptions<Item, Body, Output>,
): WorkStep<Filled<Output>> {
  const key = newKey(id, "map");
  const where = `map(${quote(id)})`;
  assertOptions(
    options,
    ["items", "each", "mode", "maxConcurrency", "toleratedFailureCount", "toleratedFailurePercentage", ...workNames],
    where,
  );
  const { items, each, maxConcurrency, mode } = options;
  if (!expressionNode(items) && !Array.isArray(items)) {
    throw new StepbookError(`${where}: items must be a list or a placeholder for one, but is ${describe(items)}.`);
  }
  if (typeof each !== "function") {
    throw new StepbookError(
      `${where}: each must be a function from an item to its steps, such as (item) => pass("Work", { output: item }).`,
    );
  }
  if (mode !== undefined && mode !== "inline") {
    throw new StepbookError(`${where}: mode ${describe(mode)} can't be assembled yet; leave it out, or use "inline".`);
  }
  if (options.toleratedFailureCount !== undefined || options.toleratedFailurePercentage !== undefined) {
    throw new StepbookError(
      `${where}: tolerated failures belong to the mode "distributed", which can't be assembled yet.`,
    );
  }
  const steps = body(
    each(reference({ kind: "item", key }) as Ref<Item>, reference({ kind: "index", key }) as Ref<number>),
    `${where}: each`,
  );
  const templates: Record<string, unknown> = { Items: template(items, `${where}: items`) };
  if (maxConcurrency !== undefined) templates.MaxConcurrency = template(maxConcurrency, `${where}: maxConcurrency`);
  return newStep({
    ...nothing,
    ...work(options, key, where),
    key,
    type: "Map",
    fixed: comment(options),
    templates,
    bodies: [steps],
  });
}

/** What `map` takes. */
export interface MapOptions<Item = Any, Body extends Sequence = Sequence, Output = Any>
  extends WorkOptions<OutputOf<Body>[], Output> {
  readonly items: readonly Item[] | Expression<readonly Item[]>;
  readonly each: (item: Ref<Item>, index: Ref<number>) => Body;
  readonly mode?: "inline" | "distributed";
  readonly maxConcurrency?: Dynamic<number>;
  readonly toleratedFailureCount?: Dynamic<number>;
  readonly toleratedFailurePercentage?: Dynamic<number>;
}

/** What a sequence gives: the output of its last step. */
export type OutputOf<Body> = Body extends OutputStep<infer Output> ? Output : Any;

/**
 * A state that ends its scope (the workflow, a branch, an iteration) with success.
 *
 * @example succeed("Done", { output: { answer: encode.output.Payload } })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-succeed.html
 */
export function succeed(id: string, options: SucceedOptions = {}): Step {
  const key = newKey(id, "succeed");
  const where = `succeed(${quote(id)})`;
  assertOptions(options, ["output", "comment"], where);
  return newStep({ ...nothing, key, type: "Succeed", fixed: comment(options), ...flow(options, key, where) });
}

/** What `succeed` takes. */
export interface SucceedOptions extends StepOptions {
  readonly output?: Data;
}

/**
 * A state that ends the execution with an error.
 *
 * @example fail("Too large", { error: "TooLarge", cause: format("{} is more than 10", input.size) })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-fail.html
 */
export function fail(id: string, options: FailOptions = {}): Step {
  const key = newKey(id, "fail");
  const where = `fail(${quote(id)})`;
  assertOptions(options, ["error", "cause", "comment"], where);
  const templates: Record<string, unknown> = {};
  if (options.error !== undefined) templates.Error = template(options.error, `${where}: error`);
  if (options.cause !== undefined) templates.Cause = template(options.cause, `${where}: cause`);
  return newStep({ ...nothing, key, type: "Fail", fixed: comment(options), templates });
}

/** What `fail` takes. */
export interface FailOptions extends StepOptions {
  /** The error's name. */
  readonly error?: Dynamic<string>;
  /** What happened, for people. */
  readonly cause?: Dynamic<string>;
}

/**
 * A name for a sequence of steps; the same as the list of them.
 *
 * @example const greeting = chain(pass("Hello"), pass("World"))
 */
export function chain(...steps: readonly Sequence[]): readonly Step[] {
  return flatten(steps, "chain(…)");
}

interface AnyWork {
  readonly retry?: readonly Retry[];
  readonly catch?: readonly Catch[];
  readonly output?: unknown;
  readonly assign?: unknown;
}

const workNames = ["retry", "catch", "output", "assign", "comment"];

function body(sequence: Sequence, where: string): readonly Step[] {
  const steps = flatten(sequence, where);
  if (steps.length === 0) throw new StepbookError(`${where} holds no step.`);
  return steps;
}

function comment(options: StepOptions): Record<string, Json> {
  return options.comment === undefined ? {} : { Comment: options.comment };
}

function work(
  options: AnyWork,
  key: StepKey,
  where: string,
): typeof nothing & Pick<StepData, "retry" | "catchers" | "output" | "assign"> {
  return {
    ...nothing,
    retry: retriers(options.retry, where) as never,
    catchers: catchers(options.catch, where) as never,
    ...flow(options, key, where),
  };
}

function flow(
  options: { readonly output?: unknown; readonly assign?: unknown },
  key: StepKey,
  where: string,
): Pick<StepData, "output" | "assign"> {
  const result = reference({ kind: "result", key });
  const given = (value: unknown) => (typeof value === "function" ? value(result) : value);
  const { output, assign } = options;
  return {
    ...(output !== undefined && { output: template(given(output), `${where}: output`) }),
    ...(assign !== undefined && { assign: template(given(assign), `${where}: assign`) as Record<string, unknown> }),
  };
}

function assertSeconds(value: unknown, where: string, least: number): unknown {
  if (expressionNode(value)) return value;
  if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= 99_999_999) return value;
  throw new StepbookError(`${where} must be a whole number from ${least} to 99999999, but is ${describe(value)}.`);
}
