import type { GalleryEntry } from "./entry";
import { task } from "./shapes";

export const loop: GalleryEntry = {
  definition: {
    StartAt: "Start job",
    States: {
      "Start job": task("glue:startJobRun", "Wait 30 s"),
      "Wait 30 s": { Type: "Wait", Seconds: 30, Next: "Job status" },
      "Job status": task("aws-sdk:glue:getJobRun", "Finished?"),
      "Finished?": {
        Type: "Choice",
        Choices: [
          { Variable: "$.state", StringEquals: "SUCCEEDED", Next: "Done" },
          { Variable: "$.state", StringEquals: "FAILED", Next: "Gave up" },
        ],
        Default: "Wait 30 s",
      },
      Done: { Type: "Succeed" },
      "Gave up": { Type: "Fail", Error: "JobFailed" },
    },
  },
};
