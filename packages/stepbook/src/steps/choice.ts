import { quote, StepbookError } from "../errors";
import { type Dynamic, expressionNode } from "../placeholders/expression";
import { type Arm, describe, flatten, newKey } from "./data";
import { nothing } from "./fields";
import { newStep, type Sequence, type Step } from "./step";

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
      `${where}: after its name come when(condition, …steps) and otherwise(…steps), but argument ${index + 2} is ${describe(arm)}.`,
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
