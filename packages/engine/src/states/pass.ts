import { Payload } from "../payload";
import { type CompileState, compileLeaveNow, leaveBy } from "./place";

/** Gives its input on, or a value made of it. */
export const compilePass: CompileState = (place) => {
  const { flow, fields, language } = place;
  const constant = language === "JSONPath" && fields.Result !== undefined ? new Payload(fields.Result) : undefined;
  const { now } = flow;
  if (now) {
    const leave = compileLeaveNow(place, now);
    return {
      now: (visit) => {
        const input = now.input(visit);
        return leave(visit, input, constant ?? now.parameters(visit, input));
      },
    };
  }
  return function* (visit) {
    const input = yield* flow.input(visit);
    const result = language === "JSONata" ? undefined : (constant ?? (yield* flow.parameters(visit, input)));
    return yield* leaveBy(place, visit, input, result);
  };
};
