import type { Json } from "@stepbook/asl";
import { only, type Steps } from "../fiber";
import { Payload } from "../payload";
import type { Assigned } from "../program";
import { sourcesOf, type Visit } from "../visit";
import type { Fields, Flow, Left } from "./flow";
import { compileField, type Evaluate, type StatesVariable } from "./jsonata";

type Maybe = ((visit: Visit, states: StatesVariable) => Steps<Payload>) | undefined;

const compileOptional = (field: Json | undefined, location: string): Maybe => {
  if (field === undefined) return undefined;
  const compiled = compileField(field, location);
  return function* (visit, states) {
    if (typeof compiled !== "function") return new Payload(compiled);
    return new Payload(yield* compiled(sourcesOf(visit, null), states));
  };
};

type AssignVariables = (visit: Visit, states: StatesVariable) => Steps<Assigned | undefined>;

/** Assign: every value is worked out before the first variable changes. */
const compileExpressionAssign = (assign: Json | undefined): AssignVariables | undefined => {
  if (assign === undefined) return undefined;
  const members = Object.entries(assign as { [name: string]: Json }).map(
    ([name, value]) => [name, compileField(value, `Assign/${name}`)] as readonly [string, Evaluate | Json],
  );
  return function* (visit, states) {
    const sources = sourcesOf(visit, null);
    const assigned: (readonly [string, Json])[] = [];
    for (const [name, member] of members)
      assigned.push([name, typeof member === "function" ? yield* member(sources, states) : member]);
    return assigned;
  };
};

/** What is left by Output and Assign, of a state, a rule or a catcher. */
export const compileLeaving = (
  fields: Fields,
): ((visit: Visit, states: StatesVariable, otherwise: Payload) => Steps<Left>) => {
  const output = compileOptional(fields.Output, "Output");
  const assign = compileExpressionAssign(fields.Assign);
  return function* (visit, states, otherwise) {
    return {
      assigned: assign && (yield* assign(visit, states)),
      output: output ? yield* output(visit, states) : otherwise,
    };
  };
};

/** Data flow by expressions: Arguments, Output, Assign. */
export const compileExpressionFlow = (fields: Fields): Flow => {
  const make = compileOptional(fields.Arguments, "Arguments");
  const leaving = compileLeaving(fields);
  return {
    input: (visit) => only(visit.input),
    parameters: (visit, input) => (make ? make(visit, { input: input.value }) : only(input)),
    leave: (visit, input, result) => {
      const states = result === undefined ? { input: input.value } : { input: input.value, result: result.value };
      return leaving(visit, states, result ?? input);
    },
  };
};
