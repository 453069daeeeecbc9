import { expressionIn, type Json } from "@stepbook/asl";
import { evaluationTrouble, runtimeTrouble } from "../../failure";
import { only, type Steps } from "../../fiber";
import type { Visit } from "../../visit";
import { nameOf } from "../fail";
import { compileDynamic, type Place } from "../place";

/** A number that bounds a Map: what it is, and AWS's words where it is out of its range. */
interface Kind {
  readonly type: "integer" | "float";
  readonly outOfRange: (value: number) => string | undefined;
}

const positive = (field: string): Kind => ({
  type: "integer",
  outOfRange: (value) => (value < 1 ? `${field} must be positive.` : undefined),
});

const kinds = {
  MaxConcurrency: {
    type: "integer",
    outOfRange: (value) =>
      value < 0 ? `Expected non-negative integer for MaxConcurrency, got '${value}' instead.` : undefined,
  },
  ToleratedFailureCount: {
    type: "integer",
    outOfRange: (value) => (value < 0 ? "ToleratedFailureCount cannot be negative." : undefined),
  },
  ToleratedFailurePercentage: {
    type: "float",
    outOfRange: (value) =>
      value < 0 || value > 100 ? "ToleratedFailurePercentage must be between 0 and 100." : undefined,
  },
  MaxItems: { type: "integer", outOfRange: () => undefined },
  MaxItemsPerBatch: positive("MaxItemsPerBatch"),
  MaxInputBytesPerBatch: positive("MaxInputBytesPerBatch"),
} satisfies Readonly<Record<string, Kind>>;

const readers: Readonly<Record<Kind["type"], (value: Json) => number | undefined>> = {
  integer: (value) => {
    const number = typeof value === "string" && /^[+-]?\d+$/.test(value) ? Number(value) : value;
    return Number.isInteger(number) ? (number as number) : undefined;
  },
  float: (value) => {
    const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    return Number.isFinite(number) ? (number as number) : undefined;
  },
};

/** Reads a number of a Map; undefined where it is not given. */
export type ReadNumber = (visit: Visit, input: Json) => Steps<number | undefined>;

/** Compiles a number that stands as it is, as an expression, or by a path in `<field>Path`. `within` is what holds it. */
export const compileNumber = (place: Place, field: keyof typeof kinds, within?: string): ReadNumber => {
  const read = compileDynamic(place, field);
  if (!read) return () => only(undefined);
  const { type, outOfRange }: Kind = kinds[field];
  const location = within === undefined ? field : `${within}/${field}`;
  const expression = expressionIn(String(place.fields[field]))?.trim();
  return function* (visit, input) {
    const { value, path } = yield* read(visit, input);
    const number = readers[type](value);
    const trouble = number === undefined ? undefined : outOfRange(number);
    if (number !== undefined && trouble === undefined) return number;
    if (path === undefined)
      throw evaluationTrouble(
        trouble ??
          `The JSONata expression '${expression}' specified for the field '${location}' returned an unexpected result type. Expected '${type}', but was '${nameOf(value)}' for value: ${JSON.stringify(value)}`,
        location,
        visit.startedId !== undefined,
      );
    const shown = typeof value === "string" ? value : JSON.stringify(value);
    throw runtimeTrouble(
      trouble ?? `The ${field}Path field refers to value "${shown}" which is not a valid ${type}: ${path}`,
    );
  };
};
