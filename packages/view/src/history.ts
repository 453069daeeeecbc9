import { type HistoryEvent, type Progress, reduceAll, startProgress } from "@stepbook/asl";
import type { ExecutionView } from "@stepbook/graph";
import type { Ask } from "./desk";
import { readEvents } from "./read-events";
import { type Visits, visitsOf } from "./visits";

/** AWS ends an execution at this many. */
export const MOST_EVENTS = 25_000;
/** From one that is kept, any progress is found by this many steps at most. */
const BETWEEN = 2000;

/** The events of the execution that is shown, as far as somebody has looked: one for all parts of a view. */
export interface History {
  /** From the first, without a gap; times as dates. */
  readonly events: readonly HistoryEvent[];
  readonly loading: boolean;
  /** Why there are no more of them. */
  readonly problem: string | undefined;
  /** Whether all that the last update told of are there. */
  readonly whole: boolean;
  /** Notes an update; where somebody looks, fetches what is new. */
  follow(execution: ExecutionView | undefined, wanted: boolean): void;
  /** Fetches what is missing. It never rejects: `problem` tells why some are. */
  load(): Promise<void>;
  /** How many events there were at a moment. */
  countAt(time: number): number;
  /** How far the execution was after so many events. */
  progressAfter(count: number): Progress;
  visits(): Visits;
  /** The event with an id. */
  event(id: number): HistoryEvent | undefined;
}

interface Kept {
  readonly count: number;
  readonly progress: Progress;
}

const UNREADABLE = "The kernel's answer is not a history that can be followed.";

const START: Kept = { count: 0, progress: startProgress() };

export const createHistory = (ask: () => Ask | undefined, onNews: () => void): History => {
  let events: HistoryEvent[] = [];
  let kept: Kept[] = [START];
  let cursor = START;
  let visits: Visits | undefined;
  let work: Promise<void> | undefined;
  let problem: string | undefined;
  let arn: string | undefined;
  let startTime: number | undefined;
  let known = 0;
  /** What an update told of when events were asked for last: without news, they are not asked for again. */
  let triedAt = -1;

  const begin = (execution: ExecutionView | undefined): void => {
    [events, kept, cursor, visits, work, problem, triedAt] = [[], [START], START, undefined, undefined, undefined, -1];
    [arn, startTime] = [execution?.arn, execution?.startTime];
  };

  /** A history that can't be followed is not shown: it is one that no service has written. */
  const follow = (): void => {
    try {
      visits = visitsOf(events, progressAfter(events.length));
    } catch {
      events.length = 0;
      [kept, cursor, visits] = [[START], START, undefined];
      throw new Error(UNREADABLE);
    }
  };

  const fetchPages = async (asker: Ask, of: typeof events): Promise<void> => {
    for (let more = true; more && of === events && events.length < MOST_EVENTS; ) {
      const answer = await asker("history", { after: events.at(-1)?.id ?? 0 });
      const page = readEvents(answer, events.at(-1)?.id ?? 0);
      if (of !== events) return;
      events.push(...page.events.slice(0, MOST_EVENTS - events.length));
      follow();
      more = page.more && page.events.length > 0;
      if (more) onNews();
    }
  };

  const load = (): Promise<void> => {
    const asker = ask();
    if (work || !asker || arn === undefined) return work ?? Promise.resolve();
    const of = events;
    problem = undefined;
    const asked = known;
    work = fetchPages(asker, of)
      .catch((error: unknown) => {
        if (of !== events) return;
        problem = (error as Error).message;
      })
      .finally(() => {
        if (of !== events) return;
        work = undefined;
        triedAt = asked;
        onNews();
      });
    return work;
  };

  const progressAfter = (count: number): Progress => {
    const last = Math.min(count, events.length);
    while (kept.at(-1)!.count + BETWEEN <= last) {
      const { count: from, progress } = kept.at(-1)!;
      kept.push({ count: from + BETWEEN, progress: reduceAll(progress, events.slice(from, from + BETWEEN)) });
    }
    const near = kept[Math.floor(last / BETWEEN)]!;
    const from = cursor.count <= last && cursor.count > near.count ? cursor : near;
    const progress = from.count === last ? from.progress : reduceAll(from.progress, events.slice(from.count, last));
    cursor = { count: last, progress };
    return progress;
  };

  return {
    get events() {
      return events;
    },
    get loading() {
      return work !== undefined;
    },
    get problem() {
      return problem;
    },
    get whole() {
      return events.length > 0 && (events.at(-1)!.id >= known || events.length >= MOST_EVENTS);
    },
    follow: (execution, wanted) => {
      if (execution?.arn !== arn || execution?.startTime !== startTime) begin(execution);
      known = execution?.eventCount ?? 0;
      const missing = (events.at(-1)?.id ?? 0) < known && events.length < MOST_EVENTS;
      if (wanted && missing && triedAt !== known) void load();
    },
    load,
    countAt: (time) => {
      let [low, high] = [0, events.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (events[middle]!.timestamp.getTime() <= time) low = middle + 1;
        else high = middle;
      }
      return low;
    },
    progressAfter,
    event: (id) => (events[id - 1]?.id === id ? events[id - 1] : events.find((one) => one.id === id)),
    visits: () => {
      visits ??= visitsOf(events, progressAfter(events.length));
      return visits;
    },
  };
};
