import type { GalleryEntry } from "./entry";
import { pass, task } from "./shapes";

export const timedOut: GalleryEntry = {
  definition: {
    StartAt: "Start",
    States: {
      Start: pass("Train"),
      Train: task("sagemaker:createTrainingJob.sync", "Deploy", { TimeoutSeconds: 3600 }),
      Deploy: task("sagemaker:createEndpoint"),
    },
  },
  run: {
    status: "TIMED_OUT",
    now: 3600,
    error: "States.Timeout",
    states: {
      Start: { status: "succeeded", from: 0, to: 0 },
      Train: { status: "timedOut", from: 0, to: 3600, error: "States.Timeout" },
    },
    taken: [["Start", "Train"]],
  },
};
