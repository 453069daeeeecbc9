import type { GalleryEntry } from "./entry";
import { task } from "./shapes";

export const retrying: GalleryEntry = {
  definition: {
    StartAt: "Encode",
    States: {
      Encode: task("lambda:invoke", "Done", {
        Arguments: { FunctionName: "to-base64" },
        Retry: [{ ErrorEquals: ["States.TaskFailed"], IntervalSeconds: 15, MaxAttempts: 2, BackoffRate: 4 }],
        Catch: [{ ErrorEquals: ["States.TaskFailed"], Next: "Encoding failed" }],
      }),
      Done: { Type: "Succeed" },
      "Encoding failed": { Type: "Fail" },
    },
  },
  run: {
    status: "RUNNING",
    now: 17.3,
    states: { Encode: { status: "running", from: 0, failedTries: ["Lambda.ServiceException"] } },
    taken: [],
  },
};
