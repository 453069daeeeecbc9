import { type ChoiceRule, isJsonObject, type Json } from "@stepbook/asl";
import type { Fields, FlowNow } from "../data/flow";
import { compilePathFlow } from "../data/flow-json-path";
import { compileLeaving } from "../data/flow-jsonata";
import { compileField } from "../data/jsonata";
import { type DataTrouble, evaluationTrouble, runtimeTrouble } from "../failure";
import { only, type Steps } from "../fiber";
import type { Payload } from "../payload";
import type { Exit } from "../program";
import { sourcesOf, type Visit } from "../visit";
import { compileComparison } from "./comparison";
import { nameOf } from "./fail";
import { type CompileState, leaveBy, type Place } from "./place";

/** Goes where its first rule that holds says, else to Default. */
export const compileChoice: CompileState = (place) => {
  const { Choices, Default } = place.fields;
  const { now } = place.flow;
  const given = Choices as unknown as readonly ChoiceRule[];
  if (now) return { now: compileNow(place, now, given) };
  const rules = given.map((rule, index) =>
    place.language === "JSONata" ? compileCondition(place, rule, index) : inSteps(compileRule(place, rule)),
  );
  return function* (visit) {
    const input = yield* place.flow.input(visit);
    for (const rule of rules) {
      const exit = yield* rule(visit, input);
      if (exit) return exit;
    }
    if (typeof Default !== "string") throw noMatch();
    const { output, assigned } = yield* leaveBy(place, visit, input, undefined);
    return { output, assigned, next: Default };
  };
};

/** A Choice by paths, which waits for nothing. */
const compileNow = (place: Place, flow: FlowNow, given: readonly ChoiceRule[]): ((visit: Visit) => Exit) => {
  const { Default } = place.fields;
  const rules = given.map((rule) => compileRule(place, rule));
  return (visit) => {
    const input = flow.input(visit);
    for (const rule of rules) {
      const exit = rule(visit, input);
      if (exit) return exit;
    }
    if (typeof Default !== "string") throw noMatch();
    const { output, assigned } = flow.leave(visit, input, undefined);
    return { output, assigned, next: Default };
  };
};

const noMatch = (): DataTrouble =>
  runtimeTrouble("Failed to transition out of the state. The state does not point to a next state.");

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

type RuleNow = (visit: Visit, input: Payload) => Exit | undefined;

const inSteps =
  (rule: RuleNow): Rule =>
  (visit, input) =>
    only(rule(visit, input));

const compileRule = (place: Place, rule: ChoiceRule): RuleNow => {
  const holds = compileComparison(rule);
  const Assign = isJsonObject(rule.Assign) ? rule.Assign : undefined;
  const { now } = compilePathFlow({ ...place.fields, Assign });
  return (visit, input) => {
    if (!holds(sourcesOf(visit, input.value))) return undefined;
    const { output, assigned } = now.leave(visit, input, undefined);
    return { output, assigned, next: rule.Next };
  };
};
