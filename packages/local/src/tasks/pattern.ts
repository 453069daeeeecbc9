import type { Invocation, TaskCall, TaskResult } from "@stepbook/engine";
import type { Tokens } from "../tokens";

/** A request that was begun, and the job that its answer stands for, where it does. */
export interface Begun extends Invocation {
  readonly job?: ((answer: TaskResult) => Promise<TaskResult>) | undefined;
}

const never = new Promise<never>(() => undefined);

/**
 * Begins a request and ends the task as its pattern says: by the answer, when the job is done, or by the task's token,
 * which may be used from the moment that the request begins.
 */
export const inPattern = (call: TaskCall, tokens: Tokens, begin: () => Begun): Invocation => {
  if (call.pattern === "response") return begin();
  const byToken = tokens.open(call);
  const begun = begin();
  const byRequest = begun.result.then((answer) => {
    call.signals.submitted(answer);
    if (call.pattern === "completion") return begun.job ? begun.job(answer) : answer;
    tokens.hold(call.taskToken ?? "");
    return never;
  });
  return {
    result: Promise.race([byToken, byRequest]).finally(() => tokens.close(call.taskToken)),
    cancel: () => {
      tokens.close(call.taskToken);
      begun.cancel();
    },
  };
};
