import type { GalleryEntry } from "./entry";
import { pass, task } from "./shapes";

/** A Map in a Parallel in a Map. */
export const nestedMap: GalleryEntry = {
  definition: {
    StartAt: "Every region",
    States: {
      "Every region": {
        Type: "Map",
        ItemsPath: "$.regions",
        ItemProcessor: {
          StartAt: "Both halves",
          States: {
            "Both halves": {
              Type: "Parallel",
              Branches: [
                {
                  StartAt: "Every store",
                  States: {
                    "Every store": {
                      Type: "Map",
                      ItemsPath: "$.stores",
                      MaxConcurrency: 10,
                      ItemProcessor: {
                        StartAt: "Load sales",
                        States: { "Load sales": task("dynamodb:getItem", "Add up"), "Add up": pass() },
                      },
                      Next: "Sum of stores",
                    },
                    "Sum of stores": pass(),
                  },
                },
                { StartAt: "Load plan", States: { "Load plan": task("aws-sdk:s3:getObject") } },
              ],
              Next: "Compare",
            },
            Compare: task("lambda:invoke", undefined, { Parameters: { FunctionName: "compare" } }),
          },
        },
        Next: "Report",
      },
      Report: task("sns:publish"),
    },
  },
  run: {
    status: "RUNNING",
    now: 61,
    states: {
      "Every region": {
        status: "running",
        from: 0,
        items: { total: 7, queued: 0, running: 4, succeeded: 3, failed: 0, aborted: 0 },
      },
      "Both halves": { status: "running", from: 40, active: 4 },
      "Every store": {
        status: "running",
        from: 40,
        active: 4,
        items: { total: 400, queued: 210, running: 40, succeeded: 150, failed: 0, aborted: 0 },
      },
      "Load sales": { status: "running", from: 60, active: 31 },
      "Add up": { status: "running", from: 60.5, active: 9 },
      "Load plan": { status: "succeeded", from: 40, to: 41.2 },
      "Sum of stores": { status: "succeeded", from: 39, to: 39.1 },
      Compare: { status: "succeeded", from: 39.1, to: 39.8 },
    },
    taken: [
      ["Load sales", "Add up"],
      ["Every store", "Sum of stores"],
      ["Both halves", "Compare"],
    ],
  },
};
