import type { WorkflowView } from "@stepbook/graph";

/** Without an update for this long, a running execution is no longer shown as live. */
const STALE = 30_000;

export type Liveness = boolean | "auto";

/** Tells the time of an execution between its updates, and whether they still come. */
export interface Clock {
  /** Notes an update that has come just now. */
  note(view: WorkflowView): void;
  read(): { readonly now: number; readonly live: boolean };
}

/**
 * A saved output must not pretend to run. So an execution is live while updates come; a first one counts where it was
 * made a moment ago.
 */
export const createClock = (liveness: Liveness, time: () => number = () => Date.now()): Clock => {
  let made = 0;
  let came = 0;
  let running = false;
  let fresh = false;
  let updates = 0;
  return {
    note: ({ execution }) => {
      made = execution?.now ?? 0;
      came = time();
      running = execution?.status === "RUNNING";
      updates += 1;
      fresh = updates > 1 || Math.abs(came - made) < STALE;
    },
    read: () => {
      const since = time() - came;
      const live = running && (liveness === "auto" ? fresh && since < STALE : liveness);
      return { now: live ? made + since : made, live };
    },
  };
};
