import type { InspectionData, Json } from "@stepbook/asl";
import { Failure } from "../failure";
import { type Steps, settled } from "../fiber";
import { TaskError } from "../host";
import type { ItemSource } from "../map-host";
import { Payload } from "../payload";
import { type Batches, compileBatcher } from "../states/map/batcher";
import { compileItems, compileSelector } from "../states/map/items";
import { compileNumber } from "../states/map/numbers";
import { checkSource, compileReader } from "../states/map/reader";
import { compileTolerance, isExceeded, type Tolerance } from "../states/map/tolerance";
import { type CompileState, leaveBy, type Place } from "../states/place";
import type { Visit } from "../visit";
import type { Inspection } from "./inspection";
import { type Mock, playMock } from "./mock";

/** What a test says about a Map beside its mock. */
export interface MapConditions {
  /** How many iterations have failed. */
  readonly failureCount: number;
  /** Whether the host knows what the ItemReader of the Map reads. */
  readonly readsItems: boolean;
}

/** A Map whose iterations give what a mock says. */
export const compileMockedMap =
  (mock: Mock, { failureCount, readsItems }: MapConditions, inspection: Inspection): CompileState =>
  (place) => {
    const reader = compileReader(place);
    const readItems = reader ? compileData(reader, readsItems) : compileOwnItems(place);
    const concurrency = compileNumber(place, "MaxConcurrency");
    const tolerance = compileTolerance(place);
    const inputsOf = compileInputs(place);
    return function* (visit) {
      const input = yield* place.flow.input(visit);
      const items = yield* readItems(visit, input.value, inspection);
      const maxConcurrency = (yield* concurrency(visit, input.value)) ?? 0;
      const tolerated = yield* tolerance(visit, input.value);
      inspection.add({ maxConcurrency, ...boundsOf(tolerated) });
      if (items) yield* inputsOf(visit, input.value, items, inspection);
      if ("result" in mock && isOver(tolerated, failureCount, items?.length ?? failureCount))
        throw new Failure(
          "state",
          "States.ExceedToleratedFailureThreshold",
          "The specified tolerated failure threshold was exceeded",
        );
      return yield* leaveBy(place, visit, input, playMock(mock));
    };
  };

const boundsOf = ({ count, percentage }: Tolerance): InspectionData => ({
  ...(count === undefined ? {} : { toleratedFailureCount: count }),
  ...(percentage === undefined ? {} : { toleratedFailurePercentage: percentage }),
});

/** Whether more failed than is tolerated. Where nothing is said of it, a test tolerates all. */
const isOver = ({ count, percentage }: Tolerance, failed: number, total: number): boolean =>
  (count ?? percentage) !== undefined &&
  isExceeded(
    { maxConcurrency: 0, toleratedFailureCount: count ?? 0, toleratedFailurePercentage: percentage ?? 0 },
    failed,
    total,
    true,
  );

/** The items of a Map; undefined where they cannot be known. */
type ReadItems = (visit: Visit, input: Json, inspection: Inspection) => Steps<readonly Json[] | undefined>;

const compileOwnItems = (place: Place): ReadItems => {
  const read = compileItems(place, true);
  return function* (visit, input, inspection) {
    const { items } = yield* read(visit, input);
    inspection.note("afterItemsPath", new Payload(items as Json));
    return items;
  };
};

type Reader = NonNullable<ReturnType<typeof compileReader>>;

const compileData = (reader: Reader, readsItems: boolean): ReadItems =>
  function* (visit, input, inspection) {
    const source = yield* reader(visit, input);
    if (!readsItems) return undefined;
    const { items, keys } = yield* readAll(visit, source);
    const named = keys && Object.fromEntries(items.map((item, index) => [keys[index] ?? "", item]));
    if (source.config.ItemsPointer !== undefined) inspection.note("afterItemsPointer", new Payload(named ?? items));
    return keys ? items.map((Value, index) => ({ Key: keys[index] ?? "", Value })) : items;
  };

/** Reads a data set to its end. */
function* readAll(visit: Visit, source: ItemSource): Steps<{ items: Json[]; keys: string[] | undefined }> {
  const items: Json[] = [];
  let keys: string[] | undefined;
  try {
    checkSource(source);
    const pages = visit.thread.execution.host.readItems(source);
    for (;;) {
      const page = yield* settled(pages.next(), () => pages.close());
      if (!page) return { items, keys };
      items.push(...page.items);
      if (page.keys) keys = [...(keys ?? []), ...page.keys];
    }
  } catch (thrown) {
    throw thrown instanceof TaskError ? new Failure("state", thrown.error, thrown.cause) : thrown;
  }
}

type Inputs = (visit: Visit, input: Json, items: readonly Json[], inspection: Inspection) => Steps<void>;

/** What iterations begin with: the items as ItemSelector makes them, in the batches of ItemBatcher. */
const compileInputs = (place: Place): Inputs => {
  const select = compileSelector(place);
  const batch = compileBatcher(place);
  return function* (visit, input, items, inspection) {
    if (!select && !batch) return;
    const made: Payload[] = [];
    for (const [Index, Value] of items.entries())
      made.push(select ? yield* select(visit, input, { Index, Value }) : new Payload(Value));
    if (select) inspection.note("afterItemSelector", listOf(made));
    if (batch) inspection.note("afterItemBatcher", listOf(batchesOf(made, yield* batch(visit, input))));
  };
};

const listOf = (payloads: readonly Payload[]): Payload => new Payload(payloads.map(({ value }) => value));

const batchesOf = (items: readonly Payload[], { mostItems, mostBytes, inputOf }: Batches): readonly Payload[] => {
  const batches: Payload[][] = [];
  let bytes = 0;
  for (const item of items) {
    const open = batches.at(-1);
    const more = bytes + item.text.length + 1;
    if (open && open.length < mostItems && more <= mostBytes) {
      open.push(item);
      bytes = more;
    } else {
      batches.push([item]);
      bytes = item.text.length;
    }
  }
  return batches.map(inputOf);
};
