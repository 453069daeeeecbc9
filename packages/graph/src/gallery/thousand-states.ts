import type { Scope, State, StateMachine } from "@stepbook/asl";
import type { GalleryEntry } from "./entry";
import { pass, task } from "./shapes";

const chainOf = (count: number, name: (i: number) => string): Scope => ({
  StartAt: name(0),
  States: Object.fromEntries(
    Array.from({ length: count }, (_, i) => [name(i), task("lambda:invoke", i + 1 < count ? name(i + 1) : undefined)]),
  ),
});

const SECTIONS = 26;
const section = (i: number): Record<string, State> => {
  const names = { before: `Prepare ${i}`, both: `Section ${i}`, after: `Check ${i}` };
  const inner = (branch: string): Scope => ({
    StartAt: `Each ${branch} of ${i}`,
    States: {
      [`Each ${branch} of ${i}`]: {
        Type: "Map",
        ItemProcessor: chainOf(17, (at) => `Step ${at} of ${branch} of ${i}`),
        End: true,
      },
    },
  });
  return {
    [names.before]: pass(names.both),
    [names.both]: { Type: "Parallel", Branches: [inner("left"), inner("right")], Next: names.after },
    [names.after]: task("lambda:invoke", i + 1 < SECTIONS ? `Prepare ${i + 1}` : "Done"),
  };
};

const definition: StateMachine = {
  StartAt: "Prepare 0",
  States: {
    ...Object.assign({}, ...Array.from({ length: SECTIONS }, (_, i) => section(i))),
    Done: { Type: "Succeed" },
  },
};

/** A thousand states: of the deepest, only what holds them is shown. */
export const thousandStates: GalleryEntry = { definition };
