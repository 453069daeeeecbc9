import { type InspectionData, isJsonObject, type Json } from "@stepbook/asl";
import type { Fields } from "../data/flow";
import { Failure } from "../failure";
import type { Steps } from "../fiber";
import { Payload } from "../payload";
import { type Batches, compileBatcher } from "../states/map/batcher";
import { compileItems, compileSelector } from "../states/map/items";
import { compileNumber } from "../states/map/numbers";
import { compileReader } from "../states/map/reader";
import { compileTolerance, isExceeded, type Tolerance } from "../states/map/tolerance";
import { type CompileState, leaveBy, type Place } from "../states/place";
import type { Visit } from "../visit";
import type { Inspection } from "./inspection";
import { type Mock, playMock } from "./mock";

/** What a test says about a Map beside its mock. */
export interface MapConditions {
  /** How many iterations have failed. */
  readonly failureCount: number;
  /** What the ItemReader of the Map read, as text. */
  readonly itemReaderData?: string;
}

/** A Map whose iterations give what a mock says. */
export const compileMockedMap =
  (mock: Mock, { failureCount, itemReaderData }: MapConditions, inspection: Inspection): CompileState =>
  (place) => {
    const readItems =
      place.fields.ItemReader === undefined ? compileOwnItems(place) : compileData(place, itemReaderData);
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

const compileData = (place: Place, data: string | undefined): ReadItems => {
  const read = compileReader(place);
  const { ReaderConfig } = place.fields.ItemReader as Fields;
  const pointer = isJsonObject(ReaderConfig) ? ReaderConfig.ItemsPointer : undefined;
  return function* (visit, input, inspection) {
    if (read) yield* read(visit, input);
    const found = data === undefined ? undefined : parsed(data);
    const pointed = typeof pointer === "string" && found !== undefined ? follow(found, pointer) : found;
    if (typeof pointer === "string" && pointed !== undefined)
      inspection.note("afterItemsPointer", new Payload(pointed));
    if (Array.isArray(pointed)) return pointed;
    return isJsonObject(pointed) ? Object.entries(pointed).map(([Key, Value]) => ({ Key, Value })) : undefined;
  };
};

/** The value of data in JSON, or in lines of it; undefined for any other. */
const parsed = (data: string): Json | undefined => {
  const lines = data.split("\n").filter((line) => line.trim() !== "");
  for (const text of [data, `[${lines.join(",")}]`])
    try {
      return JSON.parse(text) as Json;
    } catch {
      // The next reading may fit.
    }
  return undefined;
};

/** What a JSON pointer leads to, such as `/orders/0`. */
const follow = (value: Json, pointer: string): Json | undefined =>
  pointer
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<Json | undefined>(
      (found, key) =>
        typeof found === "object" && found !== null && Object.hasOwn(found, key)
          ? (found as { readonly [name: string]: Json })[key]
          : undefined,
      value,
    );

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
