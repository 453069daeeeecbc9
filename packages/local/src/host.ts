import { type Host, seededRandom, uuidFrom } from "@stepbook/engine";
import { later } from "./clock";
import type { Telling } from "./data/telling";
import type { Embedded } from "./embedded";
import { hash } from "./hash";
import { mapHostOf } from "./map-runs";
import { invokeTask } from "./tasks/invoke";

/** Sets the chance of an execution's tasks apart from that of its states: these are the same again without the tasks. */
const apart = 0x9e3779b9;

/** The engine's host for one execution: its time, its chance by a seed of its own, its tasks. */
export const hostOf = (local: Embedded, seed: number, telling?: Telling): Host => {
  const { clock, invoke } = local;
  const [random, ofTasks] = [seededRandom(seed), seededRandom(seed ^ apart)];
  const uuid = (): string => uuidFrom(random);
  const taskUuid = (): string => uuidFrom(ofTasks);
  const host = { local, uuid: taskUuid };
  return {
    now: clock.now,
    sleep: clock.sleep,
    busy: clock.busy,
    elapsed: clock.elapsed,
    breathe: later,
    random,
    uuid,
    hash,
    ...mapHostOf(local, taskUuid, telling),
    invoke: (call) => invoke(call, (passed) => invokeTask(passed, host)),
  };
};
