import type { Scope } from "@stepbook/asl";
import { Variables } from "../data/variables";
import { Payload } from "../payload";
import { runScope } from "../run-scope";
import { recordAborted, together } from "../threads";
import type { Thread } from "../visit";
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
    thread.lastId = recorder.add("ParallelStateStarted", thread.lastId);
    const outputs: Payload[] = [];
    let lastId = thread.lastId;
    yield together(thread, {
      count: branches.length,
      most: branches.length,
      begin: (index, afterId) => {
        const inner: Thread = {
          execution: thread.execution,
          variables: new Variables(thread.variables),
          item: thread.item,
          lastId: afterId,
          inner: new Set(),
        };
        return { thread: inner, work: runScope(inner, branches[index]!, argument) };
      },
      succeeded: (index, inner, output) => {
        outputs[index] = output;
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
    const texts = outputs.map((output) => output.text);
    const result = new Payload(
      outputs.map((output) => output.value),
      `[${texts.join(",")}]`,
    );
    return yield* leaveBy(place, visit, input, result);
  };
};
