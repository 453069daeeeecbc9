import type { TestStateOutput } from "@stepbook/asl";
import { type CheckedExit, checked } from "../checked-exit";
import { type Failure, failureOf } from "../failure";
import type { Steps } from "../fiber";
import type { Program } from "../program";
import { matches } from "../retry";
import type { Visit } from "../visit";
import type { Inspection } from "./inspection";

/** Tries a state once, and tells what an execution would do then. */
export function* tryOnce(visit: Visit, inspection: Inspection): Steps<TestStateOutput> {
  const { thread, program } = visit;
  try {
    return left("SUCCEEDED", visit, checked(visit, yield* program.attempt(visit)));
  } catch (thrown) {
    return yield* failed(failureOf(thrown, program.name, visit.enteredId), visit, inspection);
  } finally {
    inspection.addVariables([...thread.variables.own()]);
  }
}

const left = (status: "SUCCEEDED" | "CAUGHT_ERROR", visit: Visit, exit: CheckedExit): TestStateOutput => {
  if (exit.assigned) visit.thread.variables.assign(exit.assigned);
  return {
    status,
    output: exit.output.text,
    ...(exit.next === undefined ? {} : { nextState: exit.next }),
  };
};

/** What comes of a failure: a retry, while its retrier has some left, else what its catcher leads to, else the end. */
function* failed(failure: Failure, visit: Visit, inspection: Inspection): Steps<TestStateOutput> {
  const { program, thread, retryCount } = visit;
  const reason = reasonOf(failure);
  const retryIndex = (program.retriers ?? []).findIndex(({ errors }) => matches(errors, failure));
  const retrier = program.retriers?.[retryIndex];
  if (retrier && retryCount < retrier.maxAttempts) {
    const seconds = Math.round(retrier.delay(retryCount + 1, thread.execution.host.random));
    inspection.add({ errorDetails: { retryIndex, retryBackoffIntervalSeconds: seconds } });
    return { status: "RETRIABLE", ...reason };
  }
  const catchIndex = catcherOf(program, failure);
  const errorDetails = { ...(retrier ? { retryIndex } : {}), ...(catchIndex < 0 ? {} : { catchIndex }) };
  if (retrier || catchIndex >= 0) inspection.add({ errorDetails });
  const catcher = program.catchers?.[catchIndex];
  if (!catcher) return { status: "FAILED", ...reason };
  try {
    const exit = yield* catcher.leave(visit, { Error: failure.error ?? null, Cause: failure.cause ?? null });
    return { ...left("CAUGHT_ERROR", visit, checked(visit, exit)), ...reason };
  } catch (thrown) {
    return { status: "FAILED", ...reasonOf(failureOf(thrown, program.name, visit.enteredId)) };
  }
}

const catcherOf = ({ catchers = [] }: Program, failure: Failure): number =>
  catchers.findIndex(({ errors }) => matches(errors, failure));

const reasonOf = ({ error, cause }: Failure): Pick<TestStateOutput, "error" | "cause"> => ({
  ...(error === undefined ? {} : { error }),
  ...(cause === undefined ? {} : { cause }),
});
