import type { GalleryEntry } from "./entry";
import { pass, task } from "./shapes";

/** A draft, whose transitions go to states that are still to be written. */
export const toNowhere: GalleryEntry = {
  definition: {
    StartAt: "A",
    States: {
      A: task("lambda:invoke", "Not yet written", { Catch: [{ ErrorEquals: ["States.ALL"], Next: "Nor this" }] }),
      B: { Type: "Choice", Choices: [{ Variable: "$.x", IsNull: true, Next: "A" }], Default: "Nowhere" },
      C: pass("B"),
    },
  },
};
