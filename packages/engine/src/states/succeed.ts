import { type CompileState, compileLeaveNow, leaveBy } from "./place";

/** Ends its scope well. */
export const compileSucceed: CompileState = (place) => {
  const { now } = place.flow;
  if (now) {
    const leave = compileLeaveNow(place, now);
    return { now: (visit) => leave(visit, now.input(visit), undefined) };
  }
  return function* (visit) {
    const input = yield* place.flow.input(visit);
    return yield* leaveBy(place, visit, input, undefined);
  };
};
