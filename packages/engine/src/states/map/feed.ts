import type { Json } from "@stepbook/asl";
import type { MapItem } from "../../data/context";
import { type Steps, settled } from "../../fiber";
import type { ItemPage, ItemPages } from "../../map-host";
import { bytesOf, Payload } from "../../payload";
import type { Batches } from "./batcher";

/** What one child of a map run begins with. */
export interface ChildInput {
  readonly input: Payload;
  readonly itemCount: number;
}

/** The inputs of the children, made as they are asked for. */
export interface Feed {
  /** The next one; undefined at the end. */
  next(): Steps<ChildInput | undefined>;
  /** Whether the number of all items is known: the data set has been read to its end. */
  readonly complete: boolean;
  close(): void;
}

export interface FeedOptions {
  readonly pages: ItemPages;
  readonly maxItems: number;
  /** What a child begins with for an item, where it is not the item itself. */
  readonly select?: ((item: MapItem) => Steps<Payload>) | undefined;
  readonly batches?: Batches | undefined;
  /** Hears of each page of items. */
  readonly found: (items: number) => void;
}

/** The pages of items that are at hand. */
export const pagesOf = (page: ItemPage): ItemPages => {
  let left: ItemPage | undefined = page;
  return {
    next: async () => {
      const given = left;
      left = undefined;
      return given;
    },
    close: () => undefined,
  };
};

export const createFeed = ({ pages, maxItems, select, batches, found }: FeedOptions): Feed => {
  let page: ItemPage | undefined;
  let position = 0;
  let index = 0;
  let left = maxItems;
  let complete = false;
  let kept: Payload | undefined;

  function* turn(): Steps<boolean> {
    while (!complete && position >= (page?.items.length ?? 0)) {
      const next: ItemPage | undefined = left > 0 ? yield* settled(pages.next()) : undefined;
      complete = next === undefined;
      position = 0;
      page = next && next.items.length > left ? { ...next, items: next.items.slice(0, left) } : next;
      left -= page?.items.length ?? 0;
      if (page) found(page.items.length);
    }
    return !complete;
  }

  function* item(): Steps<Payload | undefined> {
    if (kept) {
      const given = kept;
      kept = undefined;
      return given;
    }
    if (!(yield* turn()) || !page) return undefined;
    const Key = page.keys?.[position];
    const Value = page.items[position]!;
    const { source } = page;
    position += 1;
    const named = Key === undefined ? {} : { Key };
    if (select) return yield* select({ Index: index++, ...named, Value, Source: source });
    return new Payload(Key === undefined ? Value : ({ Key, Value } satisfies Json));
  }

  function* batch(by: Batches): Steps<ChildInput | undefined> {
    const items: Payload[] = [];
    let bytes = -1;
    while (items.length < by.mostItems) {
      const next = yield* item();
      if (!next) break;
      bytes += bytesOf(next.text) + 1;
      if (bytes > by.mostBytes && items.length > 0) {
        kept = next;
        break;
      }
      items.push(next);
    }
    return items.length === 0 ? undefined : { input: by.inputOf(items), itemCount: items.length };
  }

  return {
    *next() {
      if (batches) return yield* batch(batches);
      const input = yield* item();
      return input && { input, itemCount: 1 };
    },
    get complete() {
      return complete || left === 0;
    },
    close: () => pages.close(),
  };
};
