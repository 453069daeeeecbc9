import { quote, StepbookError } from "../errors";
import { type Data, type Dynamic, expressionNode } from "../placeholders/expression";
import { type Arm, assertOptions, describe, flatten, isPlainObject, newKey } from "./data";
import { begun, commonNames, flow, pathNames } from "./fields";
import { type Assign, newStep, type PathOptions, type Sequence, type Step, type StepOptions } from "./step";

const optionNames = [...pathNames, ...commonNames];

/**
 * A state that chooses which way to go on. The first arm whose condition holds is taken. An arm that does not end
 * (in succeed, fail or a jump) goes on with the step after the Choice, and so does a Choice without `otherwise`.
 *
 * @example choice("Large?", when(greaterThan(input.size, 10), split), otherwise(keep))
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
 */
export function choice(id: string, ...arms: readonly ChoiceArm[]): Step;
export function choice(id: string, options: StepOptions & PathOptions, ...arms: readonly ChoiceArm[]): Step;
export function choice(id: string, ...given: readonly ((StepOptions & PathOptions) | ChoiceArm)[]): Step {
  const key = newKey(id, "choice");
  const where = `choice(${quote(id)})`;
  const hasOptions = isPlainObject(given[0]) && !armData.has(given[0]);
  const options = hasOptions ? (given[0] as StepOptions & PathOptions) : {};
  assertOptions(options, optionNames, where);
  const all = given.slice(hasOptions ? 1 : 0).map((arm, index) => {
    const data = armData.get(arm);
    if (data) return data;
    throw new StepbookError(
      `${where}: after its name come when(condition, …steps) and otherwise(…steps), but argument ${index + (hasOptions ? 3 : 2)} is ${describe(arm)}.`,
    );
  });
  const rules = all.filter((arm) => arm.condition !== undefined);
  if (rules.length === 0) throw new StepbookError(`${where} needs at least one when(condition, …steps).`);
  const rest = all.filter((arm) => arm.condition === undefined);
  if (rest.length > 1) throw new StepbookError(`${where} has ${rest.length} otherwise(…); it can have one.`);
  const data = begun(key, "Choice", options, where);
  data.arms = rules;
  if (rest[0]) data.otherwise = rest[0];
  return newStep(data);
}

/** What an arm of a Choice takes beside its steps, as an object before them. */
export interface ArmOptions {
  /** Variables to set where the arm is taken. */
  readonly assign?: Assign;
  /** What the arm's first step is given; the Choice's input where it is left out. */
  readonly output?: Data;
  /** A remark for readers of the definition. Only `when` takes it. */
  readonly comment?: string;
}

/** An arm of a Choice, made by `when` and `otherwise`. */
export interface ChoiceArm {
  /** Which of the two it is. */
  readonly arm: "when" | "otherwise";
}

const armData = new WeakMap<object, Arm>();

/**
 * An arm of a Choice: the steps to take where the condition holds.
 *
 * @example when(equals(input.color, "red"), stop, report)
 * @example when(lessThan(tries, 3), { assign: { tries: add(tries, 1) } }, again)
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
 */
export function when(condition: Dynamic<boolean>, ...steps: readonly Sequence[]): ChoiceArm;
export function when(condition: Dynamic<boolean>, options: ArmOptions, ...steps: readonly Sequence[]): ChoiceArm;
export function when(condition: Dynamic<boolean>, ...given: readonly (ArmOptions | Sequence)[]): ChoiceArm {
  if (!expressionNode(condition) && typeof condition !== "boolean") {
    throw new StepbookError(
      `when(condition, …steps): the condition is made by equals, lessThan, isPresent, and, …, but here is ${describe(condition)}.`,
    );
  }
  return arm("when", { condition, ...armOf(given, ["assign", "output", "comment"], "when(…)") });
}

/**
 * The arm of a Choice that is taken where no other is.
 *
 * @example otherwise(fail("Unknown color"))
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html
 */
export function otherwise(...steps: readonly Sequence[]): ChoiceArm;
export function otherwise(options: Omit<ArmOptions, "comment">, ...steps: readonly Sequence[]): ChoiceArm;
export function otherwise(...given: readonly (ArmOptions | Sequence)[]): ChoiceArm {
  return arm("otherwise", armOf(given, ["assign", "output"], "otherwise(…)"));
}

/** An arm's options, where it begins with them, and its steps. */
function armOf(given: readonly (ArmOptions | Sequence)[], known: readonly string[], where: string): Arm {
  const [first] = given;
  if (!isPlainObject(first)) return { steps: flatten(given as readonly Sequence[], where) };
  assertOptions(first, known, where);
  const { comment } = first as ArmOptions;
  return {
    steps: flatten(given.slice(1) as readonly Sequence[], where),
    ...(comment !== undefined && { comment }),
    ...flow(first, where),
  };
}

function arm(kind: ChoiceArm["arm"], data: Arm): ChoiceArm {
  const made = Object.freeze({ arm: kind });
  armData.set(made, data);
  return made;
}
