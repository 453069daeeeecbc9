import type { GalleryEntry } from "./entry";
import { task } from "./shapes";

export const mapCounts: GalleryEntry = {
  definition: {
    QueryLanguage: "JSONata",
    StartAt: "Resize all",
    States: {
      "Resize all": {
        Type: "Map",
        Items: "{% $states.input.photos %}",
        MaxConcurrency: 100,
        ItemProcessor: {
          ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
          StartAt: "Resize",
          States: { Resize: task("lambda:invoke", undefined, { Arguments: { FunctionName: "resize" } }) },
        },
        Next: "Done",
      },
      Done: { Type: "Succeed" },
    },
  },
  run: {
    status: "RUNNING",
    now: 4000,
    states: {
      "Resize all": {
        status: "running",
        from: 1,
        items: { total: 10_000, queued: 6900, running: 100, succeeded: 2950, failed: 48, aborted: 2 },
      },
      Resize: { status: "running", from: 3999, active: 100 },
    },
    taken: [],
  },
};
