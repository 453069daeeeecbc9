import type { Book } from "./book";
import { failureOf, type News, toldFailure } from "./entry";

/** Waits for a callback: of a timer, or of the event loop. Returns what calls it off. */
export const recordedCall = (
  book: Book,
  ask: (come: () => void) => () => void,
  call: () => void,
  notBefore?: number,
): (() => void) => {
  const of = book.next();
  let off = (): void => undefined;
  const deliver = (): void => {
    if (book.pending.delete(of)) call();
  };
  book.await(of, {
    deliver,
    live: () => {
      off = ask(() => book.arriveOf(of, undefined, deliver, notBefore));
    },
    off: () => off(),
  });
  return () => {
    book.pending.delete(of);
    off();
  };
};

/** How the value of a promise is recorded, and got again of what was recorded. */
export interface Telling<T> {
  readonly tell: (value: T) => News;
  readonly recall: (news: News) => T | Promise<T>;
}

/** A promise of the host's. */
export const recordedPromise = <T>(book: Book, ask: () => Promise<T>, { tell, recall }: Telling<T>): Promise<T> => {
  const of = book.next();
  return new Promise((resolve, reject) => {
    const settle = (job: () => void): void => {
      if (book.pending.delete(of)) job();
    };
    let recalled: T | undefined;
    book.await(of, {
      live: () => {
        ask().then(
          (value) => book.arriveOf(of, tell(value), () => settle(() => resolve(value))),
          (error: unknown) => {
            const failure = toldFailure(error);
            book.arriveOf(of, { failure }, () => settle(() => reject(failureOf(failure))));
          },
        );
      },
      fetch: async (news) => {
        if (news && !("failure" in news)) recalled = await recall(news);
      },
      deliver: (news) =>
        settle(() => (news && "failure" in news ? reject(failureOf(news.failure)) : resolve(recalled as T))),
    });
  });
};
