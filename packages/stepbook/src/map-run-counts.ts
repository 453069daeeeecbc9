import type { HistoryEvent, ItemCounts, MapRunCounts, Progress, StepFunctionsApi } from "@stepbook/asl";
import { isTransient } from "./backends/transient";
import { detailsOf, statesOfEvents } from "./history";
import { log } from "./logger";

interface KnownMapRun {
  readonly state: string;
  counts: ItemCounts | undefined;
  open: boolean;
}

/**
 * The counts of an execution's map runs. The history of the execution does not tell how their items fare: that is asked
 * for, of one map run at a look, as long as it goes on.
 */
export class MapRunTally {
  readonly #runs = new Map<string, KnownMapRun>();
  #turn = 0;

  /** Takes note of the map runs that begin. `events` are all that are known, `fresh` the last of them. */
  note(events: readonly HistoryEvent[], fresh: readonly HistoryEvent[]): void {
    const began = fresh.filter(({ type }) => type === "MapRunStarted" || type === "MapRunRedriven");
    if (began.length === 0) return;
    const states = statesOfEvents(events);
    for (const event of began) {
      const { mapRunArn } = detailsOf(event) as { readonly mapRunArn?: string };
      const state = states.get(event.id);
      if (mapRunArn === undefined || state === undefined) continue;
      this.#runs.set(mapRunArn, { state, counts: this.#runs.get(mapRunArn)?.counts, open: true });
    }
  }

  /** Asks for the counts of one that goes on; of each, where the execution has ended. Tells whether anything changed. */
  async look(api: StepFunctionsApi, ended: boolean): Promise<boolean> {
    const open = [...this.#runs].filter(([, run]) => run.open);
    if (open.length === 0) return false;
    this.#turn += 1;
    const asked = ended ? open : [open[this.#turn % open.length]!];
    let changed = false;
    for (const [mapRunArn, run] of asked) {
      run.open = !ended;
      try {
        const { itemCounts, status } = await api.describeMapRun({ mapRunArn });
        const counts = countsOf(itemCounts);
        changed ||= JSON.stringify(counts) !== JSON.stringify(run.counts);
        run.counts = counts;
        run.open &&= status === "RUNNING";
      } catch (error) {
        // The graph goes without counts then: what the history tells is worth more than an error.
        run.open &&= isTransient(error);
        log("warn", `no counts of the map run ${mapRunArn}: ${(error as Error).message}`);
      }
    }
    return changed;
  }

  /** A progress in which the Maps have their counts. */
  in(progress: Progress): Progress {
    const totals = new Map<string, ItemCounts>();
    for (const { state, counts } of this.#runs.values())
      if (counts) totals.set(state, added(totals.get(state), counts));
    if (totals.size === 0) return progress;
    const states = new Map(progress.states);
    for (const [state, items] of totals) {
      const known = states.get(state);
      if (known) states.set(state, { ...known, items });
    }
    return { ...progress, states };
  }
}

const countsOf = (counts: MapRunCounts): ItemCounts => ({
  total: counts.total,
  queued: counts.pending + (counts.pendingRedrive ?? 0),
  running: counts.running,
  succeeded: counts.succeeded,
  failed: counts.failed + counts.timedOut,
  aborted: counts.aborted,
});

function added(one: ItemCounts | undefined, other: ItemCounts): ItemCounts {
  if (!one) return other;
  const names = ["total", "queued", "running", "succeeded", "failed", "aborted"] as const;
  return Object.fromEntries(names.map((name) => [name, one[name] + other[name]])) as unknown as ItemCounts;
}
