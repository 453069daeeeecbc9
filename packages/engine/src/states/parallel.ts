import type { Scope } from "@stepbook/asl";
import { recordAborted, together } from "../threads";
import { threadWithin } from "../visit";
import { type CompileState, leaveBy } from "./place";

/** Runs its branches beside each other, each on the same input, and gives the list of what they give. */
export const compileParallel: CompileState = (place) => {
  const branches = (place.fields.Branches as unknown as readonly Scope[]).map((branch, index) =>
    place.scope(branch, ["Branches", index]),
  );
  return function* (visit) {
    const { thread } = visit;
    const { recorder } = thread.execution;
    const input = yield* place.flow.input(visit);
    const argument = yield* place.flow.parameters(visit, input);
    if (!visit.group) thread.lastId = recorder.add("ParallelStateStarted", thread.lastId);
    let lastId = thread.lastId;
    const result = yield* together(visit, {
      count: branches.length,
      most: branches.length,
      scope: (index) => branches[index]!,
      begin: (index, afterId) => threadWithin(visit, branches[index]!, argument, afterId),
      succeeded: (_, inner) => {
        lastId = inner.lastId;
      },
      failed: (_, inner, others) => {
        const culpritId = inner.lastId;
        recordAborted(inner);
        for (const other of others.values()) recordAborted(other);
        thread.lastId = culpritId;
      },
    });
    recorder.add("ParallelStateSucceeded", lastId);
    thread.lastId = lastId;
    return yield* leaveBy(place, visit, input, result);
  };
};
