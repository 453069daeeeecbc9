import type { Invocation, TaskCall, TaskResult } from "../host";
import type { Book } from "./book";
import { failureOf, type News, resultOf, toldFailure, toldResult } from "./entry";

/** How far a task had come that another process had begun. */
export interface TaskProgress {
  /** A worker has taken it. */
  readonly started: boolean;
  /** The service had accepted it, with this answer. */
  readonly submitted?: TaskResult;
}

export interface TaskKeeping {
  /** Makes all that was written safe, before something is done that cannot be done twice. Throws where it cannot. */
  readonly seal: () => void;
  /** Goes on with a task that another process had begun, or fails it. */
  readonly resume: (call: TaskCall, progress: TaskProgress) => Invocation;
}

/** Begins a task, once it is safe that this is known; or waits for what was recorded of it. */
export const recordedTask = (book: Book, given: TaskCall, { seal, resume }: TaskKeeping): Invocation => {
  const of = book.next();
  let inner: Invocation | undefined;
  let progress: TaskProgress = { started: false };
  let cancelled = false;

  const arrive = (news: News): void => book.arriveOf(of, news, () => book.pending.get(of)?.deliver(news));
  const call: TaskCall = {
    ...given,
    signals: {
      started: (workerName) => arrive({ started: workerName ?? null }),
      submitted: (answer) => arrive({ submitted: toldResult(answer) }),
      heartbeat: () => arrive({ heartbeat: true }),
    },
  };
  const follow = (begun: Invocation): void => {
    inner = begun;
    begun.result.then(
      (value) => arrive({ result: toldResult(value) }),
      (error: unknown) => arrive({ failure: toldFailure(error) }),
    );
  };
  const begin = (): void => {
    book.write({ begun: of });
    try {
      seal();
    } catch (error) {
      const cause = `The task was not begun, since that could not be recorded: ${(error as Error).message}`;
      arrive({ failure: { error: "States.TaskFailed", cause } });
      return;
    }
    follow(book.refusing(of, () => book.host.invoke(call)));
  };
  const result = new Promise<TaskResult>((resolve, reject) => {
    const { signals } = given;
    const deliver = (news: News | undefined): void => {
      if (!news) return;
      if ("heartbeat" in news) signals.heartbeat();
      else if ("started" in news) {
        progress = { ...progress, started: true };
        signals.started(news.started ?? undefined);
      } else if ("submitted" in news) {
        const submitted = resultOf(news.submitted);
        progress = { ...progress, submitted };
        signals.submitted(submitted);
      } else {
        book.pending.delete(of);
        if ("result" in news) resolve(resultOf(news.result));
        else if ("failure" in news) reject(failureOf(news.failure));
      }
    };
    book.pending.set(of, {
      deliver,
      live: () => {
        if (!inner && !cancelled) follow(resume(call, progress));
      },
    });
  });
  const { recorded } = book;
  if (!recorded) begin();
  else if ("begun" in recorded && recorded.begun === of) {
    book.turnPage();
    book.refuseAgain(of);
  } else
    book.mismatch(
      `the state ${JSON.stringify(given.state)} begins a task where ${JSON.stringify(recorded).slice(0, 200)} was recorded`,
    );
  return {
    result,
    cancel: () => {
      cancelled = true;
      book.pending.delete(of);
      inner?.cancel();
    },
  };
};
