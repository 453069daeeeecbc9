import { createHash } from "node:crypto";
import { type Host, seededRandom, uuidFrom } from "@stepbook/engine";
import { later } from "./clock";
import type { LocalOptions } from "./options";
import { invokeTask, type TaskOptions } from "./tasks";

interface HostOptions extends Omit<TaskOptions, "uuid"> {
  readonly invoke?: LocalOptions["invoke"];
}

/** The engine's host for one execution: its time, its chance by a seed of its own, its tasks. */
export const hostOf = (options: HostOptions, seed: number): Host => {
  const { clock, invoke = (call, next) => next(call) } = options;
  const random = seededRandom(seed);
  const uuid = (): string => uuidFrom(random);
  const tasks: TaskOptions = { ...options, uuid };
  return {
    now: clock.now,
    sleep: clock.sleep,
    busy: clock.busy,
    elapsed: clock.elapsed,
    breathe: later,
    random,
    uuid,
    hash: (algorithm, text) => createHash(algorithm.replace("-", "").toLowerCase()).update(text).digest("hex"),
    invoke: (call) => invoke(call, (passed) => invokeTask(passed, tasks)),
  };
};
