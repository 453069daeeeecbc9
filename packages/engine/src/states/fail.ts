import type { Json } from "@stepbook/asl";
import { Missing } from "../data/json-path";
import { compileReference } from "../data/template";
import { evaluationTrouble, Failure, runtimeTrouble } from "../failure";
import { only, type Steps } from "../fiber";
import { sourcesOf, type Visit } from "../visit";
import { type CompileState, compileDynamic, type Place } from "./place";

/** Ends the execution, or the branch that it stands in, with an error and a cause of its own. */
export const compileFail: CompileState = (place) => {
  const error = compileText(place, "Error");
  const cause = compileText(place, "Cause");
  return function* (visit) {
    throw new Failure("state", yield* error(visit), yield* cause(visit));
  };
};

const compileText = (place: Place, field: "Error" | "Cause"): ((visit: Visit) => Steps<string | undefined>) => {
  const path = place.fields[`${field}Path`];
  if (typeof path === "string") return compileTextPath(field, path);
  const read = compileDynamic(place, field);
  return function* (visit) {
    if (!read) return undefined;
    const { value } = yield* read(visit, visit.input.value);
    if (typeof value === "string") return value;
    throw evaluationTrouble(
      `The JSONata expression specified for the field '${field}' returned an unexpected result type. Expected 'string', but was '${nameOf(value)}' for value: ${JSON.stringify(value)}`,
      field,
    );
  };
};

const compileTextPath = (field: string, path: string): ((visit: Visit) => Steps<string>) => {
  const read = compileReference(path);
  return (visit) => {
    const input = visit.input.value;
    let value: Json;
    try {
      value = read(sourcesOf(visit, input));
    } catch (error) {
      if (!(error instanceof Missing)) throw error;
      throw runtimeTrouble(
        `The JSONPath '${path}' specified for the field '${field}Path' could not be found in the input '${JSON.stringify(input)}'`,
      );
    }
    if (typeof value === "string") return only(value);
    throw runtimeTrouble(
      `The ${field}Path parameter does not reference a string value: ${path} == ${JSON.stringify(value)}`,
    );
  };
};

/** The type of a value, as AWS names it. */
export const nameOf = (value: Json): string =>
  value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
