import type { GalleryEntry } from "./entry";
import { pass, task } from "./shapes";

export const aborted: GalleryEntry = {
  definition: {
    StartAt: "Both",
    States: {
      Both: {
        Type: "Parallel",
        Branches: [
          { StartAt: "Long", States: { Long: task("ecs:runTask.sync") } },
          { StartAt: "Short", States: { Short: pass("Then"), Then: { Type: "Wait", Seconds: 900, End: true } } },
        ],
        Next: "After",
      },
      After: pass(),
    },
  },
  run: {
    status: "ABORTED",
    now: 45,
    states: {
      Both: { status: "aborted", from: 0, to: 45 },
      Long: { status: "aborted", from: 0, to: 45 },
      Short: { status: "succeeded", from: 0, to: 0.1 },
      Then: { status: "aborted", from: 0.1, to: 45 },
    },
    taken: [["Short", "Then"]],
  },
};
