import { createHash } from "node:crypto";
import { type Host, seededRandom, uuidFrom } from "@stepbook/engine";
import { later } from "./clock";
import type { Embedded } from "./embedded";
import { mapHostOf } from "./map-runs";
import { invokeTask } from "./tasks/invoke";

/** The engine's host for one execution: its time, its chance by a seed of its own, its tasks. */
export const hostOf = (local: Embedded, seed: number): Host => {
  const { clock, invoke } = local;
  const random = seededRandom(seed);
  const uuid = (): string => uuidFrom(random);
  const host = { local, uuid };
  return {
    now: clock.now,
    sleep: clock.sleep,
    busy: clock.busy,
    elapsed: clock.elapsed,
    breathe: later,
    random,
    uuid,
    hash: (algorithm, text) => createHash(algorithm.replace("-", "").toLowerCase()).update(text).digest("hex"),
    ...mapHostOf(local, uuid),
    invoke: (call) => invoke(call, (passed) => invokeTask(passed, host)),
  };
};
