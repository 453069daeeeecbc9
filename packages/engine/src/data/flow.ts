import type { Json, State } from "@stepbook/asl";
import type { Steps } from "../fiber";
import type { Payload } from "../payload";
import type { Assigned } from "../program";
import type { Visit } from "../visit";

/** How data flows through a state: the same questions, answered by each query language. */
export interface Flow {
  /** The input that the state works on. */
  readonly input: (visit: Visit) => Steps<Payload>;
  /** What a task is called with, branches begin with, a Pass gives. */
  readonly parameters: (visit: Visit, input: Payload) => Steps<Payload>;
  /** What the state leaves behind. `result` is missing where the type of the state has none. */
  readonly leave: (visit: Visit, input: Payload, result: Payload | undefined) => Steps<Left>;
  /** The same answers at once, where they never have to be waited for. */
  readonly now?: FlowNow;
}

/** A data flow that waits for nothing. */
export interface FlowNow {
  readonly input: (visit: Visit) => Payload;
  readonly parameters: (visit: Visit, input: Payload) => Payload;
  readonly leave: (visit: Visit, input: Payload, result: Payload | undefined) => Left;
}

export interface Left {
  readonly output: Payload;
  readonly assigned?: Assigned | undefined;
}

/** The fields of a state, whatever its type. */
export type Fields = { readonly [field: string]: Json | undefined };
export const fieldsOf = (state: State): Fields => state as unknown as Fields;
