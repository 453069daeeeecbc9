import type { HistoryEventType, Json, StateType } from "@stepbook/asl";
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

export type Attempt = (visit: Visit) => Steps<Exit>;

/** A state, compiled once and run many times. */
export interface Program {
  readonly name: string;
  readonly type: StateType;
  /** The events that tell that it is entered, and left. */
  readonly entered: HistoryEventType;
  readonly exited: HistoryEventType;
  /** One try of the state. It throws where the state fails. */
  readonly attempt: Attempt;
  /** The same at once, where the state never waits and nothing retries or catches it. */
  readonly now?: (visit: Visit) => Exit;
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
