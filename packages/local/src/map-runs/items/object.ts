import type { ItemPage, ReaderConfig } from "@stepbook/engine";
import { TaskError } from "@stepbook/engine";
import type { S3 } from "../../s3";

/** An object that items are read from. */
export interface DataObject {
  readonly s3: S3;
  readonly bucket: string;
  readonly key: string;
  readonly file: Awaited<ReturnType<S3["openObject"]>>;
  readonly config: ReaderConfig;
}

/** Reads the items of an object, page by page. */
export type ReadObject = (object: DataObject) => AsyncGenerator<ItemPage>;

/** How many items are given at once. */
const pageSize = 1000;

/** The address of an object, as the context object tells it. */
export const addressOf = (bucket: string, key: string): string => `S3://${bucket}/${key}`;

export const readFailed = (cause: string): TaskError => new TaskError("States.ItemReaderFailed", cause);

/** Items in pages, as they come. */
export async function* inPages<T extends ItemPage["items"][number]>(
  items: AsyncIterable<T> | Iterable<T>,
  source: string,
): AsyncGenerator<ItemPage> {
  let page: T[] = [];
  for await (const item of items) {
    page.push(item);
    if (page.length < pageSize) continue;
    yield { items: page, source };
    page = [];
  }
  if (page.length > 0) yield { items: page, source };
}
