import { createHash } from "node:crypto";
import { seededRandom, uuidFrom } from "../src/data/random";
import type { Host } from "../src/host";
import { createVirtualClock } from "../src/virtual-clock";
import { testMapHost } from "./map-host";

const later = (job: () => void) => {
  const handle = setImmediate(job);
  return () => clearImmediate(handle);
};

/** A host that goes by a virtual clock and by chance of a seed, and does its tasks as it is told. */
export const testHost = (invoke: Host["invoke"], { seed = 1, start = 0, maps = testMapHost().host } = {}): Host => {
  const random = seededRandom(seed);
  const clock = createVirtualClock({ start, later, wait: (_, job) => later(job) });
  return {
    now: clock.now,
    sleep: clock.sleep,
    busy: clock.busy,
    elapsed: clock.elapsed,
    breathe: later,
    random,
    uuid: () => uuidFrom(random),
    hash: (algorithm, text) => createHash(algorithm.replace("-", "").toLowerCase()).update(text).digest("hex"),
    invoke,
    ...maps,
  };
};
