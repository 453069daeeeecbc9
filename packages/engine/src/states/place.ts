import type { Json, KeyPath, QueryLanguage, Scope } from "@stepbook/asl";
import type { Fields, Flow, FlowNow } from "../data/flow";
import { compilePath, Missing, type Read } from "../data/json-path";
import { compileField } from "../data/jsonata";
import { only, type Steps } from "../fiber";
import type { Payload } from "../payload";
import type { Attempt, Exit, ScopeProgram } from "../program";
import { sourcesOf, type Visit } from "../visit";

/** A state that is being compiled. */
export interface Place {
  readonly name: string;
  /** Where it stands in the definition: `States.Train`. */
  readonly path: string;
  readonly fields: Fields;
  readonly language: QueryLanguage;
  readonly flow: Flow;
  /** Compiles a scope nested in it, which stands at a path below it, such as `["Branches", 0]`. */
  readonly scope: (scope: Scope, at: KeyPath) => ScopeProgram;
}

/** Compiles what is particular to one type of state: one try of it, or one that never waits. */
export type CompileState = (place: Place) => Attempt | AtOnce;

/** One try of a state that is done at once. */
export interface AtOnce {
  readonly now: (visit: Visit) => Exit;
}

/** The state after this one, as Next says. */
const nextOf = (fields: Fields): string | undefined => (typeof fields.Next === "string" ? fields.Next : undefined);

/** A value of a state's own, with the path that it was read by, where it was. */
export interface Found {
  readonly value: Json;
  /** The path where the field is a path. */
  readonly path?: string;
}

export type ReadValue = (visit: Visit, input: Json) => Steps<Found>;

/** Compiles a field that is given as it stands, as an expression, or as a path in `<field>Path`. */
export const compileDynamic = (
  place: Place,
  field: string,
  missing?: (path: string) => Error,
): ReadValue | undefined => {
  const path = place.fields[`${field}Path`];
  if (typeof path === "string") return byPath(path, missing);
  const plain = place.fields[field];
  if (plain === undefined) return undefined;
  const compiled = place.language === "JSONata" ? compileField(plain, field) : plain;
  return function* (visit, input) {
    return { value: typeof compiled === "function" ? yield* compiled(sourcesOf(visit, null), { input }) : compiled };
  };
};

const byPath = (path: string, missing?: (path: string) => Error): ReadValue => {
  const read: Read = compilePath(path);
  return (visit, input) => {
    try {
      return only({ value: read(sourcesOf(visit, input)), path });
    } catch (error) {
      throw (error instanceof Missing ? missing?.(path) : undefined) ?? error;
    }
  };
};

/** A way on to the next state with what the flow leaves. */
export function* leaveBy(place: Place, visit: Visit, input: Payload, result: Payload | undefined): Steps<Exit> {
  const { output, assigned } = yield* place.flow.leave(visit, input, result);
  return { output, assigned, next: nextOf(place.fields) };
}

/** The same at once. */
export const compileLeaveNow = ({ fields }: Place, flow: FlowNow) => {
  const next = nextOf(fields);
  return (visit: Visit, input: Payload, result: Payload | undefined): Exit => {
    const { output, assigned } = flow.leave(visit, input, result);
    return { output, assigned, next };
  };
};
