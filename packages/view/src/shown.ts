import type { Drawing, StateView, WorkflowView } from "@stepbook/graph";

/** What the parts of a view show at one moment. */
export interface Shown {
  readonly view: WorkflowView;
  readonly drawing: Drawing;
  readonly states: readonly StateView[];
  /** The time by the clock of the execution, in milliseconds since 1970. */
  readonly now: number;
  /** Whether updates still come: else times stand still. */
  readonly live: boolean;
}

/** A part of the view: its element, which stays, and what it does with news. */
export interface Part {
  readonly element: HTMLElement;
  update(shown: Shown): void;
}
