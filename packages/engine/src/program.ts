import type { Json, StateType } from "@stepbook/asl";
import type { Steps } from "./fiber";
import type { Payload } from "./payload";
import type { CompiledRetrier } from "./retry";
import type { Visit } from "./visit";

/** How a state is left. */
export interface Exit {
  readonly output: Payload;
  /** The state to go to; none where the scope ends. */
  readonly next?: string | undefined;
  readonly assigned?: Assigned | undefined;
}

/** Variables and their new values. */
export type Assigned = readonly (readonly [name: string, value: Json])[];

/** What a caught failure leads to. */
export interface CompiledCatcher {
  readonly errors: readonly string[];
  readonly leave: (visit: Visit, errorOutput: Json) => Steps<Exit>;
}

/** A state, compiled once and run many times. */
export interface Program {
  readonly name: string;
  readonly type: StateType;
  /** One try of the state. It throws where the state fails. */
  readonly attempt: (visit: Visit) => Steps<Exit>;
  /** There where the type of the state may retry. */
  readonly retriers?: readonly CompiledRetrier[];
  readonly catchers?: readonly CompiledCatcher[];
}

/** States with one entry, compiled. */
export interface ScopeProgram {
  readonly startAt: string;
  readonly states: ReadonlyMap<string, Program>;
}

/** A state machine, compiled. It holds nothing of an execution: any number may run from it at the same time. */
export interface MachineProgram extends ScopeProgram {
  readonly timeoutSeconds?: number;
}
