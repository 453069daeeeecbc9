import type { GalleryEntry } from "./entry";
import { task } from "./shapes";

/** A job is asked for until it has ended, and not forever. */
export const pollingLoop: GalleryEntry = {
  definition: {
    StartAt: "Submit job",
    States: {
      "Submit job": task("batch:submitJob", "Wait a minute"),
      "Wait a minute": { Type: "Wait", Seconds: 60, Next: "Ask for status" },
      "Ask for status": task("aws-sdk:batch:describeJobs", "How is it?"),
      "How is it?": {
        Type: "Choice",
        Choices: [
          { Variable: "$.status", StringEquals: "SUCCEEDED", Next: "Collect" },
          { Variable: "$.status", StringEquals: "FAILED", Next: "Give up" },
          { Variable: "$.tries", NumericGreaterThan: 60, Next: "Stop job" },
        ],
        Default: "Wait a minute",
      },
      Collect: task("aws-sdk:s3:getObject"),
      "Stop job": task("aws-sdk:batch:terminateJob", "Give up"),
      "Give up": { Type: "Fail", Error: "JobFailed" },
    },
  },
  run: {
    status: "RUNNING",
    now: 333,
    states: {
      "Submit job": { status: "succeeded", from: 0, to: 0.6 },
      "Wait a minute": { status: "running", from: 300 },
      "Ask for status": { status: "succeeded", from: 299, to: 299.4 },
      "How is it?": { status: "succeeded", from: 299.4, to: 299.4 },
    },
    taken: [
      ["Submit job", "Wait a minute"],
      ["Wait a minute", "Ask for status"],
      ["Ask for status", "How is it?"],
      ["How is it?", "Wait a minute"],
    ],
  },
};
