import type { Json } from "@stepbook/asl";
import { type CheckedExit, checked, textsOf } from "./checked-exit";
import { type Failure, failureOf } from "./failure";
import type { Steps } from "./fiber";
import type { Payload } from "./payload";
import type { Program, ScopeProgram } from "./program";
import { whole } from "./recorder";
import { matches } from "./retry";
import type { Thread, Visit } from "./visit";

/** Runs the states of a scope from where a thread stands, and gives what the last one leaves. */
export function* runScope(thread: Thread, scope: ScopeProgram): Steps<Payload> {
  const { scheduler } = thread.execution;
  for (;;) {
    if (scheduler.tired) yield scheduler.pause;
    const program = scope.states.get(thread.state);
    if (!program) throw new Error(`there is no state ${JSON.stringify(thread.state)}`);
    const made: CheckedExit = program.now ? runNow(thread, program, program.now) : yield* runState(thread, program);
    if (made.next === undefined) return made.output;
    thread.state = made.next;
    thread.input = made.output;
  }
}

function* runState(thread: Thread, program: Program): Steps<CheckedExit> {
  const visit = thread.visit && program.type !== "Fail" ? resume(thread.visit) : enter(thread, program);
  return exit(thread, program, yield* attemptUntilDone(visit));
}

/** Runs a state that never waits. */
const runNow = (thread: Thread, program: Program, now: NonNullable<Program["now"]>): CheckedExit => {
  const visit = thread.visit ? resume(thread.visit) : enter(thread, program);
  let made: CheckedExit;
  try {
    made = checked(visit, now(visit));
  } catch (thrown) {
    throw failureOf(thrown, program.name, visit.enteredId);
  }
  return exit(thread, program, made);
};

/** Leaves a state: its variables change, and the history tells of it. */
const exit = (thread: Thread, { name, exited }: Program, made: CheckedExit): CheckedExit => {
  const { output, assigned } = made;
  if (assigned) thread.variables.assign(assigned);
  const details = assigned
    ? {
        name,
        output: output.text,
        outputDetails: whole,
        assignedVariables: textsOf(assigned),
        assignedVariablesDetails: whole,
      }
    : { name, output: output.text, outputDetails: whole };
  thread.lastId = thread.execution.recorder.add(exited, thread.lastId, "stateExitedEventDetails", details);
  thread.visit = undefined;
  return made;
};

const enter = (thread: Thread, program: Program): Visit => {
  const { input, lastId: beforeId } = thread;
  const { recorder } = thread.execution;
  const enteredId = recorder.add(program.entered, beforeId, "stateEnteredEventDetails", {
    name: program.name,
    input: input.text,
    inputDetails: whole,
  });
  thread.lastId = enteredId;
  thread.visit = { thread, program, input, enteredId, beforeId, enteredTime: recorder.time, retryCount: 0 };
  return thread.visit;
};

/** Goes on with a visit that the execution's end cut short. What is within it goes on, too, unless all of it had ended. */
const resume = (visit: Visit): Visit => {
  visit.retryCount = 0;
  if (visit.group?.threads.size === 0) visit.group = undefined;
  return visit;
};

/** Tries a state, again where a retrier says so, until it ends well, is caught, or fails for good. */
function* attemptUntilDone(visit: Visit): Steps<CheckedExit> {
  const { program, thread } = visit;
  const used: number[] = [];
  for (;;) {
    try {
      return checked(visit, yield* program.attempt(visit));
    } catch (thrown) {
      const failure = failureOf(thrown, program.name, visit.enteredId);
      recordEvaluation(visit, failure);
      const delay = retryDelay(visit, failure, used);
      if (delay === undefined) return yield* caught(visit, failure);
      const { host } = thread.execution;
      yield (resume) => host.sleep(delay * 1000, () => resume(undefined));
      visit.retryCount += 1;
      visit.group = undefined;
      visit.keptMapRun = undefined;
    }
  }
}

/** The seconds to wait before the next try, or undefined where there is none. */
const retryDelay = (visit: Visit, failure: Failure, used: number[]): number | undefined => {
  const retriers = visit.program.retriers ?? [];
  const index = retriers.findIndex(({ errors }) => matches(errors, failure));
  const retrier = retriers[index];
  if (!retrier) return undefined;
  const retries = (used[index] ?? 0) + 1;
  used[index] = retries;
  return retries <= retrier.maxAttempts ? retrier.delay(retries, visit.thread.execution.host.random) : undefined;
};

function* caught(visit: Visit, failure: Failure): Steps<CheckedExit> {
  const { program } = visit;
  recordGroupFailure(visit, failure);
  const catcher = program.catchers?.find(({ errors }) => matches(errors, failure));
  if (!catcher) throw failure;
  const errorOutput: Json = { Error: failure.error ?? null, Cause: failure.cause ?? null };
  try {
    return checked(visit, yield* catcher.leave(visit, errorOutput));
  } catch (thrown) {
    const another = failureOf(thrown, program.name, visit.enteredId);
    recordEvaluation(visit, another);
    throw another;
  }
}

/** Tells of an expression that failed. It follows what was before the state until the state has done something. */
const recordEvaluation = (visit: Visit, failure: Failure): void => {
  if (failure.kind !== "evaluation" || failure.told) return;
  failure.told = true;
  const { thread } = visit;
  const afterId = thread.lastId === visit.enteredId && !failure.late ? visit.beforeId : thread.lastId;
  thread.lastId = thread.execution.recorder.add("EvaluationFailed", afterId, "evaluationFailedEventDetails", {
    error: failure.error,
    cause: failure.cause,
    location: failure.location,
    state: visit.program.name,
  });
};

/** Tells that a Map or Parallel failed: by an expression, or by what runs within it. */
const recordGroupFailure = (visit: Visit, failure: Failure): void => {
  const { thread, program } = visit;
  if (program.type !== "Map" && program.type !== "Parallel") return;
  if (failure.kind === "runtime" && (thread.lastId === visit.enteredId || thread.lastId === visit.startedId)) return;
  thread.lastId = thread.execution.recorder.add(`${program.type}StateFailed`, thread.lastId);
};
