import type { AskKernel, Direction } from "@stepbook/graph";
import type { Liveness } from "./clock";

/** What the reader may set for all views. */
export interface ViewSettings {
  /** The way that graphs grow; by default, the payload tells. */
  readonly direction?: Direction;
  /** Whether the graph follows the states that run. */
  readonly follow: boolean;
  /** The columns of the States table, by their keys, in their order. */
  readonly columns: readonly string[];
  /** Whether to draw no more than is needed: for slow machines. */
  readonly reducedDetail: boolean;
}

/** What a page remembers for the reader, such as the height of the graph. */
export interface Memory {
  get(key: string): unknown;
  set(key: string, value: string | number | boolean): void;
}

export interface WorkflowViewOptions {
  /**
   * Whether updates are to come: then times tick while the execution runs, else they stand still and the panel says
   * of when they are. By default it is told from the updates themselves.
   */
  readonly live?: Liveness;
  /** Gives what asks the kernel; undefined as long as it may not be asked, as in notebooks that are not trusted. */
  readonly askKernel?: () => AskKernel | undefined;
  /** Every text of the panel goes through it, with `{1}`, `{2}` … where values will stand. */
  readonly translate?: (text: string) => string;
  readonly settings?: Partial<ViewSettings>;
  /** Whether the view takes the height of its element, and not what its graph needs: no. */
  readonly fill?: boolean;
  /** Is told of a state that the reader selects, by its name. */
  readonly onSelect?: (state: string) => void;
  /** By default, nothing is remembered longer than the view is there. */
  readonly memory?: Memory;
}

/** What a reader can do with a view, by a button of it or a command of the page. */
export type ViewAction =
  | "fit"
  | "zoomIn"
  | "zoomOut"
  | "turn"
  | "search"
  | "collapseAll"
  | "expandAll"
  | "follow"
  | "fullScreen"
  | "exportSvg"
  | "exportPng"
  | "exportAsl"
  | "exportHistory"
  | "copySvg"
  | "copyAsl"
  | "stop"
  | "redrive";

/** A workflow on a page. */
export interface WorkflowViewHandle {
  /**
   * Shows a payload: a `WorkflowView`, as it came. One with an older `rev` than that shown is ignored; one that can't
   * be read is said to be so, and never thrown for.
   */
  update(payload: unknown): void;
  /** Says that the view has been put on the page, or that its size has changed. */
  resize(): void;
  /** Changes some of the settings. */
  configure(settings: Partial<ViewSettings>): void;
  /** Does what a button of the view would. Where it can't be done now, nothing happens. */
  run(action: ViewAction): void;
  /** Whether an action can be done now. */
  can(action: ViewAction): boolean;
  /** Selects a state by its name, and brings it into view. Where there is none, nothing happens. */
  show(state: string): void;
  dispose(): void;
}

/** The columns that the States table can have. */
export const STATE_COLUMNS = [
  "state",
  "type",
  "status",
  "started",
  "lasted",
  "tries",
  "error",
  "resource",
  "items",
] as const;
export type StateColumn = (typeof STATE_COLUMNS)[number];

export const DEFAULT_SETTINGS: ViewSettings = {
  follow: true,
  columns: ["state", "type", "status", "started", "lasted", "tries", "error"],
  reducedDetail: false,
};
