import type { GalleryEntry } from "./entry";
import { pass, task } from "./shapes";

export const chain: GalleryEntry = {
  definition: {
    StartAt: "Start",
    States: {
      Start: pass("Pause"),
      Pause: { Type: "Wait", Seconds: 90, Next: "Encode" },
      Encode: task("lambda:invoke", "Done", { Arguments: { FunctionName: "to-base64" } }),
      Done: { Type: "Succeed" },
    },
  },
};
