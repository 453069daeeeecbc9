import type { GalleryEntry } from "./entry";
import { pass } from "./shapes";

export const parallel: GalleryEntry = {
  definition: {
    StartAt: "Both words",
    States: {
      "Both words": {
        Type: "Parallel",
        Branches: [
          { StartAt: "Hello", States: { Hello: pass() } },
          { StartAt: "World", States: { World: pass("!"), "!": pass() } },
        ],
        Next: "Done",
      },
      Done: { Type: "Succeed" },
    },
  },
};
