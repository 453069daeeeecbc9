import type { ExecutionStatus, StateStatus } from "@stepbook/asl";

interface StatusRow {
  readonly words: string;
  /** One path in a square of 16 with an outline of its own, so that no color is needed to tell it. */
  readonly glyph: string;
}

const disc = "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Z";

/** How each status is said and marked. */
export const STATUSES: Readonly<Record<StateStatus, StatusRow>> = {
  notStarted: { words: "not started", glyph: "" },
  running: {
    words: "running",
    glyph:
      "M8 .8a7.2 7.2 0 1 1 0 14.4A7.2 7.2 0 0 1 8 .8ZM8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2ZM8 3.2a4.8 4.8 0 1 1-4.8 4.8h2.4A2.4 2.4 0 1 0 8 5.6Z",
  },
  succeeded: { words: "succeeded", glyph: `${disc}M4.1 8.3l1.2-1.2 1.8 1.8 3.6-3.7 1.2 1.2-4.8 4.9Z` },
  failed: {
    words: "failed",
    glyph:
      "M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1ZM8 6.8 6.2 5 5 6.2 6.8 8 5 9.8 6.2 11 8 9.2 9.8 11 11 9.8 9.2 8 11 6.2 9.8 5Z",
  },
  caught: {
    words: "caught",
    glyph:
      "M8 1.3a.8.8 0 0 1 .7.4l6.6 11.5a.8.8 0 0 1-.7 1.2H1.4a.8.8 0 0 1-.7-1.2L7.3 1.7a.8.8 0 0 1 .7-.4ZM7.2 5.5h1.6V10H7.2ZM7.2 11.1h1.6v1.6H7.2Z",
  },
  timedOut: { words: "timed out", glyph: `${disc}M7.2 3.8h1.6v3.8l2.6 1.6-.8 1.3L7.2 8.5Z` },
  aborted: {
    words: "aborted",
    glyph: "M3.5 2h9A1.5 1.5 0 0 1 14 3.5v9a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 2 12.5v-9A1.5 1.5 0 0 1 3.5 2Z",
  },
  notTaken: { words: "not taken", glyph: "M3 7.2h10v1.6H3Z" },
};

/** The execution's status as that of a state, which is how it is colored. */
export const EXECUTION_STATUSES: Readonly<
  Record<ExecutionStatus, { readonly words: string; readonly like: StateStatus }>
> = {
  RUNNING: { words: "Running", like: "running" },
  SUCCEEDED: { words: "Succeeded", like: "succeeded" },
  FAILED: { words: "Failed", like: "failed" },
  TIMED_OUT: { words: "Timed out", like: "timedOut" },
  ABORTED: { words: "Aborted", like: "aborted" },
  PENDING_REDRIVE: { words: "Pending redrive", like: "running" },
};
