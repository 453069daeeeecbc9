import type { Json } from "@stepbook/asl";
import type { Fields } from "../../data/flow";
import type { Steps } from "../../fiber";
import { bytesOf, Payload } from "../../payload";
import type { Visit } from "../../visit";
import type { Place } from "../place";
import { compileNumber } from "./numbers";
import { compileConfig, compileParameters } from "./reader";

/** How items are put together into the input of a child. */
export interface Batches {
  readonly mostItems: number;
  /** The most bytes of all the items of a batch, with what stands between them. */
  readonly mostBytes: number;
  readonly inputOf: (items: readonly Payload[]) => Payload;
}

/** The most bytes of a batch, where nothing else is said. */
const mostBytes = 262_144;

type Read = (visit: Visit, input: Json) => Steps<Batches>;

/** ItemBatcher: how many items a child of a distributed Map works on. */
export const compileBatcher = (place: Place): Read | undefined => {
  if (place.fields.ItemBatcher === undefined) return undefined;
  const batcher = place.fields.ItemBatcher as Fields;
  const inner: Place = { ...place, fields: batcher };
  const items = compileNumber(inner, "MaxItemsPerBatch", "ItemBatcher");
  const bytes = compileNumber(inner, "MaxInputBytesPerBatch", "ItemBatcher");
  const { BatchInput } = batcher;
  const compile = place.language === "JSONata" ? compileConfig : compileParameters;
  const batchInput = BatchInput === undefined ? undefined : compile(place, BatchInput, "ItemBatcher/BatchInput");
  return function* (visit, input) {
    const mostItems = (yield* items(visit, input)) ?? Number.POSITIVE_INFINITY;
    const most = Math.min((yield* bytes(visit, input)) ?? mostBytes, mostBytes);
    const fixed = batchInput && new Payload(yield* batchInput(visit, input));
    const head = fixed ? `{"BatchInput":${fixed.text},"Items":[` : '{"Items":[';
    return {
      mostItems,
      mostBytes: most - bytesOf(head) - 2,
      inputOf: (batch) =>
        new Payload(
          { ...(fixed ? { BatchInput: fixed.value } : {}), Items: batch.map(({ value }) => value) },
          `${head}${batch.map(({ text }) => text).join(",")}]}`,
        ),
    };
  };
};
