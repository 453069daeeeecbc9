import { type CompileState, leaveBy } from "../states/place";
import { type Mock, playMock } from "./mock";

/** A Parallel whose branches give what a mock says. */
export const compileMockedParallel =
  (mock: Mock): CompileState =>
  (place) =>
    function* (visit) {
      const input = yield* place.flow.input(visit);
      yield* place.flow.parameters(visit, input);
      return yield* leaveBy(place, visit, input, playMock(mock));
    };
