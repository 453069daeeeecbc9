import type { StateMachine } from "@stepbook/asl";
import type { Drawing, ExecutionView, StateView, WorkflowView } from "@stepbook/graph";

/** What the parts of a view show at one moment. */
export interface Shown {
  readonly view: WorkflowView;
  readonly definition: StateMachine;
  readonly drawing: Drawing;
  readonly states: readonly StateView[];
  /** The time by the clock of the execution, in milliseconds since 1970. */
  readonly now: number;
  /** Whether updates still come: else times stand still. */
  readonly live: boolean;
  /** The last moment that can be shown: in a replay it is later than `now`. */
  readonly end: number;
  /** The execution as the last update told of it, whatever moment is shown. */
  readonly latest: ExecutionView | undefined;
  /** Whether `now` is a moment that the reader has gone back to. */
  readonly replayed: boolean;
}

/** A part of the view: its element, which stays, and what it does with news. */
export interface Part {
  readonly element: HTMLElement;
  update(shown: Shown): void;
  dispose?(): void;
}
