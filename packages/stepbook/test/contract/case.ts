import type { Json, StateMachine } from "@stepbook/asl";
import type { Difference } from "../moto/differences.mjs";

/** A definition that runs everywhere the same: to this output, or to this error. */
export interface Case {
  /** What it shows. */
  readonly title: string;
  readonly definition: StateMachine;
  /** `{}` where it is left out. */
  readonly input?: Json;
  readonly output?: Json;
  readonly failure?: {
    readonly error?: string;
    /** Where the service words the cause, what is sure to stand in it. */
    readonly cause?: string | RegExp;
    readonly status?: "FAILED" | "TIMED_OUT";
  };
  /** Why the embedded service answers in place of moto. */
  readonly differs?: Difference;
}

/** A definition, from what its author would write. */
export const machine = (states: object, more: object = {}): StateMachine =>
  ({ StartAt: Object.keys(states)[0], ...more, States: states }) as unknown as StateMachine;

/** The same in JSONata. */
export const jsonata = (states: object, more: object = {}): StateMachine =>
  machine(states, { QueryLanguage: "JSONata", ...more });
