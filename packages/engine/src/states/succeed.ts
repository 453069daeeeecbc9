import { type CompileState, leaveBy } from "./place";

/** Ends its scope well. */
export const compileSucceed: CompileState = (place) =>
  function* (visit) {
    const input = yield* place.flow.input(visit);
    return yield* leaveBy(place, visit, input, undefined);
  };
