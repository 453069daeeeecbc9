import { StepbookError } from "../errors";
import { describe, template } from "../steps/data";
import type { Any } from "./any";
import { type Expression, expression, expressionNode, nodeOf } from "./expression";
import { type AnyRef, type Ref, reference } from "./reference";
import { assertShape, type FromShape, type Shape, scalarOf } from "./shape";

declare const inputType: unique symbol;

/** The declared input of a workflow's executions: a placeholder for each part, and the type that `execute` takes. */
export type ExecutionInput<Input = Any> = Ref<Input> & InputOf<Input>;

/** @internal Carries the type of an execution's input. */
export interface InputOf<Input> {
  readonly [inputType]: Input;
}

const shapes = new WeakMap<object, Shape>();

/**
 * Declares what an execution takes, as placeholders to use in the workflow's steps. `execute` checks its input
 * against the same shape.
 *
 * @param shape `{ key: String | Number | Boolean | [item] | { … } }`, or a Standard Schema object such as zod's. A
 *   placeholder of a Standard Schema has any part.
 * @throws {StepbookError} where a part of the shape is none of these.
 * @example
 * const input = executionInput({ user: { name: String }, sizes: [Number] });
 * pass("Greet", { output: { hello: input.user.name, first: input.sizes[0] } });
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-input-output-filtering.html
 */
export function executionInput<S extends Shape>(shape: S): ExecutionInput<FromShape<S>> {
  assertShape(shape, "executionInput");
  const input = reference<FromShape<S>>({ kind: "input" }, shape) as ExecutionInput<FromShape<S>>;
  shapes.set(input, shape);
  return input;
}

/** @internal */
export function shapeOfInput(input: object | undefined): Shape | undefined {
  return input === undefined ? undefined : shapes.get(input);
}

/**
 * A workflow variable of your own. A step sets it with `assign`, any later step reads it. It takes its new value when
 * the assigning state ends. A shape tells what it holds; without one, that may be anything.
 *
 * @param name Letters, digits and `_`, at most 80 characters; not `states`.
 * @example
 * const tries = variable("tries", Number);
 * pass("Again", { assign: { tries: add(tries, 1) } });
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html
 */
export function variable(name: string): AnyRef;
export function variable<S extends Shape>(name: string, shape: S): Ref<FromShape<S>>;
export function variable(name: string, shape?: Shape): Ref<Any> {
  assertVariableName(name, `variable(${JSON.stringify(name)})`);
  if (shape !== undefined) assertShape(shape, `variable(${JSON.stringify(name)})`);
  return reference({ kind: "variable", name }, shape);
}

/** @internal */
export function assertVariableName(name: unknown, where: string): void {
  if (typeof name === "string" && /^[\p{ID_Start}_][\p{ID_Continue}]{0,79}$/u.test(name) && name !== "states") return;
  throw new StepbookError(
    `${where}: a variable's name has 1 to 80 letters, digits and _, does not begin with a digit, and is not "states".`,
  );
}

/**
 * The context object: `context.Execution.Id`, `context.State.EnteredTime`, `context.Task.Token`, ….
 *
 * @example
 * sqs.sendMessage("Ask", { queueUrl, messageBody: { token: context.Task.Token } }, { waitFor: "callback" });
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html
 */
export const context: AnyRef = reference({ kind: "context" });

/**
 * A JSONata expression, written by hand. Placeholders and JSON values may stand in it.
 *
 * @example
 * pass("Sum", { output: { total: jsonata`$sum(${input.sizes})` } });
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export function jsonata<T = Any>(parts: TemplateStringsArray, ...args: readonly unknown[]): Expression<T> {
  return expression({ kind: "jsonata", parts: [...parts], args: args.map(nodeOf) });
}

/**
 * A path or a call of an intrinsic function, written by hand, for a workflow with `queryLanguage: "JSONPath"`.
 * A shape tells what it holds, so that comparisons know which operator to take; without one, that may be anything.
 *
 * @example
 * pass("First", { output: { first: jsonPath("$.list[0]") } });
 * choice("Large?", when(greaterThan(jsonPath("$.size", Number), jsonPath("$.limit", Number)), fail("Too large")));
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-paths.html
 */
export function jsonPath<T = Any>(text: string): Expression<T>;
export function jsonPath<S extends Shape>(text: string, shape: S): Expression<FromShape<S>>;
export function jsonPath(text: string, shape?: Shape): Expression {
  if (typeof text !== "string" || !/^(\$|States\.\w+\()/.test(text)) {
    throw new StepbookError(
      `jsonPath(text): a path begins with $, and a call with the function's name, such as jsonPath("$.x") or jsonPath("States.UUID()"), but here is ${JSON.stringify(text)}.`,
    );
  }
  if (shape !== undefined) assertShape(shape, `jsonPath(${JSON.stringify(text)})`);
  const holds = scalarOf(shape);
  return expression({ kind: "jsonPath", text, ...(holds && { holds }) });
}

/**
 * What the state has itself, whatever step gave it: AWS's reserved variable. `states.input` in any step,
 * `states.result` in the output and assign of a task, a Parallel and a Map, `states.errorOutput` in those of a catch,
 * `states.context` everywhere. Steps of your own rather name what they use, as `encode.output`: then the assembler
 * sees to it that it is there. In paths, the four are `$`, `$`, `$` and `$$`.
 *
 * @example pass("Keep", { output: { order: states.input.order } })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html#transforming-data-reserved-states-variable
 */
export const states: States = reference({ kind: "states" }) as unknown as States;

/** The parts of `states`. */
export type States = Expression<Any> & {
  /** What the state was given. */
  readonly input: AnyRef;
  /** What its work gave. */
  readonly result: AnyRef;
  /** What a catch caught. */
  readonly errorOutput: AnyRef;
  /** The context object. */
  readonly context: AnyRef;
};

/**
 * A piece of Amazon States Language that stands in the definition as it is: a value anywhere in a step's data, or the
 * rule of a Choice. The last resort, for what nothing else says.
 *
 * @example choice("Ready?", when(raw({ Variable: "$.state", StringEquals: "READY" }), go))
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html
 */
export function raw<T = Any>(json: unknown): Expression<T> {
  return expression({ kind: "raw", value: template(json, "raw(json)") });
}

/**
 * A placeholder with the type that you know it has: what a function returns, or what a state is given.
 *
 * @throws {StepbookError} where the value is no placeholder, or the shape is none.
 * @example
 * const answer = typed(encode.output.Payload, { text: String, size: Number });
 * choice("Large?", when(greaterThan(answer.size, 10), fail("Too large")));
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-input-output-filtering.html
 */
export function typed<S extends Shape>(value: Expression<Any>, shape: S): Ref<FromShape<S>> {
  assertShape(shape, "typed(value, shape)");
  const node = expressionNode(value);
  if (node?.kind === "reference") return reference(node.source, shape, node.path);
  throw new StepbookError(
    `typed(value, shape): the value is a placeholder, such as encode.output.Payload, but here is ${describe(value)}.`,
  );
}
