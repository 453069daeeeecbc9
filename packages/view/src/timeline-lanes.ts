import type { StateStatus } from "@stepbook/asl";
import type { GraphNode } from "@stepbook/graph";
import type { Desk } from "./desk";
import { svg } from "./svg-element";
import type { Visit } from "./visits";

/** The visits of a state that was visited more than once, by which of them ran beside each other. */
export interface Lanes {
  readonly key: string;
  readonly visits: readonly {
    readonly start: number;
    readonly end: number;
    readonly status: StateStatus;
    readonly lane: number;
  }[];
  readonly count: number;
}

const MOST_LANES = 4;
/** More are not told apart at any width. */
const MOST_VISITS = 4000;
/** As parts of the whole: the least that a visit takes, so that it is seen. */
const LEAST = 1 / 500;

/** Undefined where there is no history, or but one visit. */
export const lanesOf = ({ history }: Desk, { name, depth }: GraphNode, now: number): Lanes | undefined => {
  if (history.events.length === 0 || depth === 0) return undefined;
  const visits = history
    .visits()
    .byName.get(name)
    ?.filter(({ start }) => start <= now);
  if (!visits || visits.length < 2) return undefined;
  const ends: number[] = [];
  const placed = visits.slice(-MOST_VISITS).map((visit) => {
    const end = endOf(visit, now);
    const free = ends.findIndex((last) => last <= visit.start);
    const lane = free >= 0 ? free : ends.length < MOST_LANES ? ends.length : ends.indexOf(Math.min(...ends));
    ends[lane] = end;
    return { start: visit.start, end, status: statusAt(visit, now), lane };
  });
  const done = placed.every(({ status }) => status !== "running");
  return { key: `${history.events.length} ${visits.length} ${done ? "" : now}`, visits: placed, count: ends.length };
};

const endOf = ({ end }: Visit, now: number): number => Math.min(end ?? now, now);
const statusAt = ({ end, status }: Visit, now: number): StateStatus =>
  end === undefined || end > now ? "running" : status;

/** One path a status, however many visits there are. */
export const paintLanes = (bars: HTMLElement, { visits, count }: Lanes, origin: number, length: number): void => {
  const paths = new Map<StateStatus, string[]>();
  for (const { start, end, status, lane } of visits) {
    const x = (start - origin) / length;
    const width = Math.max(LEAST, (end - start) / length - LEAST / 2);
    const path = paths.get(status) ?? [];
    paths.set(status, path);
    path.push(`M${(x * 1000).toFixed(2)} ${lane * 5}h${(width * 1000).toFixed(2)}v3.4h-${(width * 1000).toFixed(2)}z`);
  }
  bars.replaceChildren(
    svg(
      "svg",
      {
        class: "sb-lanes",
        viewBox: `0 0 1000 ${count * 5 - 1.6}`,
        preserveAspectRatio: "none",
        height: Math.round(count * 5),
        "aria-hidden": "true",
      },
      ...[...paths].map(([status, parts]) => svg("path", { "data-status": status, d: parts.join("") })),
    ),
  );
};
