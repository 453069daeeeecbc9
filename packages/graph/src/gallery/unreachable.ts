import type { GalleryEntry } from "./entry";
import { pass, task } from "./shapes";

/** States that nothing leads to. */
export const unreachable: GalleryEntry = {
  definition: {
    StartAt: "A",
    States: {
      A: pass("B"),
      B: pass(),
      "Left behind": task("lambda:invoke", "B"),
      Alone: pass(),
      Ring: pass("Of two"),
      "Of two": pass("Ring"),
    },
  },
};
