import type { GalleryEntry } from "./entry";
import { pass, task } from "./shapes";

export const selfLoop: GalleryEntry = {
  definition: {
    StartAt: "Try",
    States: {
      Try: task("lambda:invoke", "Enough?", { Catch: [{ ErrorEquals: ["Busy"], Next: "Try" }] }),
      "Enough?": {
        Type: "Choice",
        Choices: [{ Variable: "$.n", NumericLessThan: 3, Next: "Enough?" }],
        Default: "Done",
      },
      Done: pass(),
    },
  },
};
