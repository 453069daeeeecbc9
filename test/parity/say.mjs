import { choice, pass, when, workflow } from "stepbook";

/** The definition that steps become, in paths as the recorded ones are. Options come last. */
export const machine = (...given) => {
  const last = given.at(-1);
  const hasOptions = last !== undefined && Object.getPrototypeOf(last) === Object.prototype;
  const [steps, options] = hasOptions ? [given.slice(0, -1), last] : [given, {}];
  return workflow("w", { queryLanguage: "JSONPath", ...options, steps }).definition;
};

/** The state that a step becomes. */
export const stateOf = (step, options = {}) => machine(step, options).States[step.id];

/** The rule that a condition becomes. */
export const ruleOf = (condition) => {
  const { Next, ...rule } = stateOf(choice("C", when(condition, pass("Yes")))).Choices[0];
  return rule;
};

/** The path that a placeholder becomes in the step after another. */
export const pathOf = (placeholder, before, input) => {
  const { States } = machine(before, pass("B", { output: { value: placeholder } }), { input });
  return States.B.Parameters["value.$"];
};
