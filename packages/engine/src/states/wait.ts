import { type Json, parseTime } from "@stepbook/asl";
import { evaluationTrouble, runtimeTrouble } from "../failure";
import type { Steps } from "../fiber";
import type { Visit } from "../visit";
import { type CompileState, compileDynamic, type Found, leaveBy, type Place } from "./place";

/** The longest that AWS waits, in milliseconds: as many as a number of 31 bits counts in seconds. */
const longest = 2 ** 31 * 1000 - 1;

/** Waits for some seconds, or until a time. */
export const compileWait: CompileState = (place) => {
  const wakingTime = compileSeconds(place) ?? compileTimestamp(place);
  return function* (visit) {
    const input = yield* place.flow.input(visit);
    const { host } = visit.thread.execution;
    const delay = (yield* wakingTime(visit, input.value)) - host.now();
    if (delay > longest) throw runtimeTrouble("Wait state delay is too long.");
    if (delay > 0) yield (resume) => host.sleep(delay, () => resume(undefined));
    return yield* leaveBy(place, visit, input, undefined);
  };
};

type WakingTime = (visit: Visit, input: Json) => Steps<number>;

const compileSeconds = (place: Place): WakingTime | undefined => {
  const read = compileDynamic(place, "Seconds", (path) =>
    runtimeTrouble(`The SecondsPath parameter does not reference an input value: ${path}`),
  );
  if (!read) return undefined;
  return function* (visit, input) {
    return visit.thread.execution.host.now() + secondsIn(yield* read(visit, input)) * 1000;
  };
};

const secondsIn = ({ value, path }: Found): number => {
  const isWhole = typeof value === "number" && Number.isInteger(value);
  if (isWhole && value >= 0) return value;
  if (path !== undefined && isWhole)
    throw runtimeTrouble(`The SecondsPath parameter references a negative value: ${path} == ${value}`);
  if (path !== undefined)
    throw runtimeTrouble(`The SecondsPath parameter cannot be parsed as a long value: ${path} == ${textOf(value)}`);
  throw evaluationTrouble(`The Seconds field cannot be parsed as a long value: ${textOf(value)}`, "Seconds");
};

const compileTimestamp = (place: Place): WakingTime => {
  const read = compileDynamic(place, "Timestamp", (path) =>
    runtimeTrouble(`The TimestampPath parameter does not reference an input value: ${path}`),
  );
  return function* (visit, input) {
    if (!read) return 0;
    const found = yield* read(visit, input);
    const time = typeof found.value === "string" ? parseTime(found.value) : undefined;
    if (time !== undefined) return time;
    if (found.path !== undefined)
      throw runtimeTrouble(
        `The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: ${found.path} == ${textOf(found.value)}`,
      );
    throw evaluationTrouble(
      `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${textOf(found.value)}`,
      "Timestamp",
      true,
    );
  };
};

const textOf = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value));
