import { type ChoiceRule, isJsonObject, type Json } from "@stepbook/asl";
import type { Fields } from "../data/flow";
import { compilePathFlow } from "../data/flow-json-path";
import { compileLeaving } from "../data/flow-jsonata";
import { compileField } from "../data/jsonata";
import { DataTrouble, evaluationTrouble } from "../failure";
import type { Steps } from "../fiber";
import type { Payload } from "../payload";
import type { Exit } from "../program";
import { sourcesOf, type Visit } from "../visit";
import { compileComparison } from "./comparison";
import { nameOf } from "./fail";
import { type CompileState, leaveBy, type Place } from "./place";

/** Goes where its first rule that holds says, else to Default. */
export const compileChoice: CompileState = (place) => {
  const rules = (place.fields.Choices as unknown as readonly ChoiceRule[]).map((rule, index) =>
    place.language === "JSONata" ? compileCondition(place, rule, index) : compileRule(place, rule),
  );
  return function* (visit) {
    const input = yield* place.flow.input(visit);
    for (const rule of rules) {
      const exit = yield* rule(visit, input);
      if (exit) return exit;
    }
    if (typeof place.fields.Default !== "string")
      throw new DataTrouble(
        "state",
        "States.NoChoiceMatched",
        `Failed to transition out of the state. The state's choice rules do not match and it has no Default state.`,
      );
    const exit = yield* leaveBy(place, visit, input, undefined);
    return { ...exit, next: place.fields.Default };
  };
};

/** Where a rule leads to, or undefined where it does not hold. */
type Rule = (visit: Visit, input: Payload) => Steps<Exit | undefined>;

const compileCondition = (place: Place, rule: ChoiceRule, index: number): Rule => {
  const location = `Choices[${index}]/Condition`;
  const condition = compileField(rule.Condition as Json, location);
  const leave = compileLeaving(rule as unknown as Fields);
  return function* (visit, input) {
    const states = { input: input.value };
    const holds = typeof condition === "function" ? yield* condition(sourcesOf(visit, null), states) : condition;
    if (typeof holds !== "boolean")
      throw evaluationTrouble(
        `The JSONata expression '${String(rule.Condition).slice(2, -2).trim()}' specified for the field '${location}' returned an unexpected result type. Expected 'boolean', but was '${nameOf(holds)}' for value: ${JSON.stringify(holds)}`,
        location,
      );
    return holds ? { ...(yield* leave(visit, states, input)), next: rule.Next ?? place.name } : undefined;
  };
};

const compileRule = (place: Place, rule: ChoiceRule): Rule => {
  const holds = compileComparison(rule);
  const flow = compilePathFlow({ ...place.fields, Assign: isJsonObject(rule.Assign) ? rule.Assign : undefined });
  return function* (visit, input) {
    if (!holds(sourcesOf(visit, input.value))) return undefined;
    return { ...(yield* flow.leave(visit, input, undefined)), next: rule.Next };
  };
};
