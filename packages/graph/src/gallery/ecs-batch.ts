import type { GalleryEntry } from "./entry";
import { pass, task } from "./shapes";

/** A distributed Map over the rows of a file, each worked on in a container. */
export const ecsBatch: GalleryEntry = {
  definition: {
    StartAt: "List orders",
    States: {
      "List orders": task("aws-sdk:s3:listObjectsV2", "Work through orders"),
      "Work through orders": {
        Type: "Map",
        Label: "Orders",
        MaxConcurrency: 200,
        ToleratedFailurePercentage: 5,
        ItemReader: { Resource: "arn:aws:states:::s3:getObject", ReaderConfig: { InputType: "CSV" } },
        ItemProcessor: {
          ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
          StartAt: "Run container",
          States: {
            "Run container": task("ecs:runTask.sync", "Store result", {
              Retry: [{ ErrorEquals: ["ECS.AmazonECSException"], MaxAttempts: 5 }],
              Catch: [{ ErrorEquals: ["States.TaskFailed"], Next: "Set aside" }],
            }),
            "Store result": task("dynamodb:putItem"),
            "Set aside": task("sqs:sendMessage"),
          },
        },
        ResultWriter: { Resource: "arn:aws:states:::s3:putObject" },
        Next: "Summary",
      },
      Summary: pass(),
    },
  },
  run: {
    status: "RUNNING",
    now: 734,
    states: {
      "List orders": { status: "succeeded", from: 0, to: 1.1 },
      "Work through orders": {
        status: "running",
        from: 1.1,
        items: { total: 120_000, queued: 88_120, running: 200, succeeded: 31_415, failed: 265, aborted: 0 },
      },
      "Run container": { status: "running", from: 600, active: 188, failedTries: ["ECS.AmazonECSException"] },
      "Store result": { status: "running", from: 733, active: 12 },
      "Set aside": { status: "succeeded", from: 700, to: 700.2 },
    },
    taken: [
      ["List orders", "Work through orders"],
      ["Run container", "Store result"],
      ["Run container", "Set aside"],
    ],
  },
};
