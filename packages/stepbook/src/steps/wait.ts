import { quote, StepbookError } from "../errors";
import type { Any } from "../placeholders/any";
import type { Dynamic, Filled } from "../placeholders/expression";
import type { Timestamp } from "../placeholders/shape";
import { assertOptions, newKey, template } from "./data";
import { common, commonNames, flow, nothing, pathNames } from "./fields";
import { assertSeconds } from "./numbers";
import { type Assign, newStep, type OutputStep, type PathOptions, type StepOptions } from "./step";

/**
 * A state that waits for some seconds, or until a time.
 *
 * @example wait("A minute", { seconds: 60 })
 * @example wait("Until due", { timestamp: input.due })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html
 */
export function wait<Output = Any>(id: string, options: WaitOptions<Output>): OutputStep<Filled<Output>> {
  const key = newKey(id, "wait");
  const where = `wait(${quote(id)})`;
  assertOptions(options, ["seconds", "timestamp", "output", "assign", ...pathNames, ...commonNames], where);
  const { seconds, timestamp } = options as { seconds?: unknown; timestamp?: unknown };
  if ((seconds === undefined) === (timestamp === undefined)) {
    throw new StepbookError(`${where} takes one of seconds and timestamp, such as { seconds: 3 }.`);
  }
  if (seconds !== undefined) assertSeconds(seconds, `${where}: seconds`, 0);
  const templates: Record<string, unknown> =
    seconds === undefined
      ? { Timestamp: template(timestamp, `${where}.timestamp`) }
      : { Seconds: template(seconds, `${where}.seconds`) };
  return newStep({ ...nothing, key, type: "Wait", ...common(options, where), templates, ...flow(options, where) });
}

/** What `wait` takes: one of `seconds` and `timestamp`. */
export type WaitOptions<Output = Any> = StepOptions &
  PathOptions & {
    /** What it gives; its input where it is left out. */
    readonly output?: Output;
    /** Variables to set. */
    readonly assign?: Assign;
  } & (
    | {
        /** How long, up to a year. */
        readonly seconds: Dynamic<number>;
        /** Not here. */
        readonly timestamp?: undefined;
      }
    | {
        /** Until when. */
        readonly timestamp: Dynamic<Timestamp>;
        /** Not here. */
        readonly seconds?: undefined;
      }
  );
