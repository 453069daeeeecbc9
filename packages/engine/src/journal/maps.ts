import type { ItemPage, ItemPages, MapRun, MapRunLimits, MapRunSink, ResultObject } from "../map-host";
import { type Book, JournalMismatch } from "./book";
import type { Command, Reason } from "./entry";
import { recordedPromise } from "./waits";

/** The data set of a Map. What was read before is read again, and has to be the same. */
export const recordedItems = (book: Book, open: () => ItemPages): ItemPages => {
  const of = book.next();
  book.refuseAgain(of);
  let opened = book.recorded ? undefined : book.refusing(of, open);
  const pages = (): ItemPages => {
    opened ??= open();
    return opened;
  };
  const digestOf = (page: ItemPage | undefined): string | null =>
    page === undefined ? null : book.host.hash("SHA-256", JSON.stringify(page));
  return {
    next: () =>
      recordedPromise(book, async () => pages().next(), {
        tell: (page) => ({ page: digestOf(page) }),
        recall: async (news) => {
          const page = await pages().next();
          if ("page" in news && news.page === digestOf(page)) return page;
          throw new JournalMismatch("the data set of a Map is not what it was when the execution read it");
        },
      }),
    close: () => opened?.close(),
  };
};

/** Writes an object; what was written before is not written again. */
export const recordedWrite = (book: Book, object: ResultObject): Promise<number> =>
  recordedPromise(book, () => book.host.writeObject(object), {
    tell: (size) => ({ size }),
    recall: (news) => ("size" in news ? news.size : 0),
  });

/** The map runs of an execution, by the numbers under which they were asked for. */
export class MapRuns {
  readonly #runs = new Map<number, { readonly run: MapRun; readonly stops: Map<number, (why?: Reason) => void> }>();

  constructor(
    private readonly book: Book,
    private readonly command: (command: Command) => Promise<void>,
  ) {}

  begin(run: MapRun): MapRunSink {
    const { book, command } = this;
    const mapRun = book.next();
    const stops = new Map<number, (why?: Reason) => void>();
    this.#runs.set(mapRun, { run, stops });
    // What bounds and counts a run is read while it goes on.
    const sink = book.host.beginMapRun(
      Object.defineProperties({} as MapRun, {
        ...Object.getOwnPropertyDescriptors(run),
        update: { value: (update: Partial<MapRunLimits>) => command({ update, mapRun }), enumerable: true },
      }),
    );
    return {
      ...sink,
      child: (child) => {
        const { index } = child;
        stops.set(index, child.stop);
        return sink.child({ ...child, stop: (stop = {}) => command({ stop, mapRun, child: index }) });
      },
    };
  }

  update(mapRun: number, limits: Partial<MapRunLimits>): void {
    void this.#runs.get(mapRun)?.run.update(limits);
  }

  stop(mapRun: number, child: number, why: Reason): void {
    this.#runs.get(mapRun)?.stops.get(child)?.(why);
  }
}
