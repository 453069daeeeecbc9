import type { Suspension } from "../fiber";
import type { Host, TaskCall, TaskResult } from "../host";

/** What a task tells, or its times: one thing at a time, in the order in which it came. */
export type News =
  | { readonly kind: "started"; readonly workerName: string | undefined }
  | { readonly kind: "submitted"; readonly answer: TaskResult }
  | { readonly kind: "succeeded"; readonly result: TaskResult }
  | { readonly kind: "failed"; readonly error: unknown }
  | { readonly kind: "timedOut"; readonly heartbeat: boolean };

/** A task that was begun. */
export interface OpenTask {
  /** Waits for its next {@link News}. */
  readonly next: Suspension;
  /** Tells it that nobody waits any more, unless it has ended. */
  close(): void;
}

/**
 * Begins a task. Its times count from its start, by the host's clock. What comes after its end, of a function that returns late or a token that is used again, is dropped.
 *
 * @param starts Whether the task starts by being begun; otherwise it tells when it does.
 * @throws What the host throws where it cannot begin it.
 */
export const openTask = (host: Host, call: Omit<TaskCall, "signals">, starts: boolean): OpenTask => {
  const waiting: News[] = [];
  const timers = { timeout: () => {}, heartbeat: () => {} };
  let over = false;
  let resume: ((error: unknown, news?: unknown) => void) | undefined;

  const tell = (news: News): void => {
    const wake = resume;
    resume = undefined;
    if (wake) wake(undefined, news);
    else waiting.push(news);
  };
  const stopTimes = (): void => {
    over = true;
    timers.timeout();
    timers.heartbeat();
  };
  const end = (news: News): void => {
    if (over) return;
    stopTimes();
    tell(news);
  };
  const expire = (heartbeat: boolean) => (): void => {
    invocation.cancel();
    end({ kind: "timedOut", heartbeat });
  };
  const beat = (): void => {
    if (over || call.heartbeatSeconds === undefined) return;
    timers.heartbeat();
    timers.heartbeat = host.sleep(call.heartbeatSeconds * 1000, expire(true));
  };
  let begun = false;
  const begin = (): void => {
    begun = true;
    if (call.timeoutSeconds !== undefined) timers.timeout = host.sleep(call.timeoutSeconds * 1000, expire(false));
    beat();
  };

  const invocation = host.invoke({
    ...call,
    signals: {
      started: (workerName) => {
        if (over || begun || starts) return;
        begin();
        tell({ kind: "started", workerName });
      },
      submitted: (answer) => {
        if (!over) tell({ kind: "submitted", answer });
      },
      heartbeat: () => {
        if (begun) beat();
      },
    },
  });
  invocation.result.then(
    (result) => end({ kind: "succeeded", result }),
    (error: unknown) => end({ kind: "failed", error: error ?? new Error("rejected without a reason") }),
  );
  if (starts && !over) begin();
  return {
    next: (wake) => {
      const news = waiting.shift();
      if (news) wake(undefined, news);
      else resume = wake;
      return () => undefined;
    },
    close: () => {
      if (over) return;
      stopTimes();
      invocation.cancel();
    },
  };
};
