import type { GalleryEntry } from "./entry";
import { task } from "./shapes";

const steps = Array.from({ length: 10 }, (_, i) => `Step ${i + 1}`);

/** Every state catches into one handler. */
export const catchAllLane: GalleryEntry = {
  definition: {
    StartAt: "Step 1",
    States: {
      ...Object.fromEntries(
        steps.map((name, i) => [
          name,
          task("lambda:invoke", steps[i + 1] ?? "Done", { Catch: [{ ErrorEquals: ["States.ALL"], Next: "Clean up" }] }),
        ]),
      ),
      Done: { Type: "Succeed" },
      "Clean up": task("lambda:invoke", "Failed"),
      Failed: { Type: "Fail", Error: "Failed" },
    },
  },
};
