import { type HistoryEvent, reduceAll, type StateMachine, startProgress } from "@stepbook/asl";
import { executionOf, type GraphNode, type StateView, statesOfView } from "@stepbook/graph";
import type { Desk } from "./desk";
import type { Shown } from "./shown";
import type { Frame, Item } from "./visits";

/** Which item of a Map's visit is looked at. */
export interface ChosenItem {
  readonly owner: number;
  readonly index: number;
}

export const isWithin = (frame: Frame | undefined, { owner, index }: ChosenItem): boolean => {
  for (let at = frame; at; at = at.parent) if (at.owner === owner && at.item === index) return true;
  return false;
};

/** The Map that a state is, or that is around it. */
export const mapOf = (node: GraphNode, nodes: readonly GraphNode[]): GraphNode | undefined => {
  for (let at: GraphNode | undefined = node; at; at = at.parent === undefined ? undefined : nodes[at.parent])
    if (at.type === "Map") return at;
  return undefined;
};

const URGENCY = ["failed", "running", "aborted", "succeeded"];

/** The items of a Map that have begun, over all its visits; failed ones first. */
export const itemsOf = ({ history }: Desk, map: GraphNode, now: number): readonly Item[] => {
  if (history.events.length === 0) return [];
  const { byName, items } = history.visits();
  return (byName.get(map.name) ?? [])
    .flatMap(({ id }) => items.get(id) ?? [])
    .filter(({ start }) => start <= now)
    .map((item) => (item.end !== undefined && item.end > now ? { ...item, status: "running" as const } : item))
    .sort((a, b) => URGENCY.indexOf(a.status) - URGENCY.indexOf(b.status) || a.owner - b.owner || a.index - b.index);
};

/** The states as one item alone has gone through them. */
export const statesOfItem = (
  { history }: Desk,
  definition: StateMachine,
  { now, drawing }: Shown,
  item: ChosenItem,
): readonly StateView[] => {
  const progress = reduceAll(
    startProgress(),
    eventsOfItem(history.events.slice(0, history.countAt(now)), history, item),
  );
  const options = { definition, name: "", direction: "down" as const, rev: 0, now };
  const execution = executionOf(options, { ...progress, startTime: 0 }, { arn: "", name: "" });
  return statesOfView(execution, drawing.graph.nodes.length);
};

const eventsOfItem = (
  events: readonly HistoryEvent[],
  history: Desk["history"],
  item: ChosenItem,
): readonly HistoryEvent[] => {
  const { places } = history.progressAfter(history.events.length).threads;
  return events.filter((event) => {
    const { id, type } = event;
    const place = places.get(id);
    if (isWithin(place?.frame, item)) return true;
    // Where the Map began, so that the item's own begin and end are understood.
    if (place?.visit !== item.owner) return false;
    if (!type.startsWith("MapIteration")) return id === item.owner || type === "MapStateStarted";
    const {
      mapIterationFailedEventDetails: failed,
      mapIterationAbortedEventDetails: aborted,
      mapIterationSucceededEventDetails: ended,
    } = event as unknown as Readonly<Record<string, { readonly index?: number } | undefined>>;
    return (failed ?? aborted ?? ended)?.index === item.index;
  });
};
