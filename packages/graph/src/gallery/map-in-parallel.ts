import type { GalleryEntry } from "./entry";
import { pass, task } from "./shapes";

export const mapInParallel: GalleryEntry = {
  definition: {
    StartAt: "Prepare",
    States: {
      Prepare: {
        Type: "Parallel",
        Branches: [
          {
            StartAt: "Every file",
            States: {
              "Every file": {
                Type: "Map",
                ItemsPath: "$.files",
                MaxConcurrency: 4,
                ItemProcessor: {
                  StartAt: "Read",
                  States: { Read: task("aws-sdk:s3:getObject", "Clean"), Clean: pass() },
                },
                End: true,
              },
            },
          },
          { StartAt: "Notify", States: { Notify: task("sns:publish") } },
        ],
        Next: "Finish",
      },
      Finish: { Type: "Succeed" },
    },
  },
};
