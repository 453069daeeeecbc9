import type { GalleryEntry } from "./entry";
import { task } from "./shapes";

/** A request that waits for a person, is reminded of, and runs out. */
export const humanApproval: GalleryEntry = {
  definition: {
    StartAt: "Check request",
    States: {
      "Check request": task("lambda:invoke", "Small enough?", { Arguments: { FunctionName: "check" } }),
      "Small enough?": {
        Type: "Choice",
        Choices: [{ Variable: "$.amount", NumericLessThan: 500, Next: "Pay" }],
        Default: "Ask manager",
      },
      "Ask manager": task("sqs:sendMessage.waitForTaskToken", "Approved?", {
        TimeoutSeconds: 86_400,
        Catch: [{ ErrorEquals: ["States.Timeout"], Next: "Remind" }],
      }),
      Remind: task("ses:sendEmail", "Ask manager"),
      "Approved?": {
        Type: "Choice",
        Choices: [{ Variable: "$.decision", StringEquals: "approve", Next: "Pay" }],
        Default: "Refused",
      },
      Pay: task("lambda:invoke", "Paid", { Arguments: { FunctionName: "pay" } }),
      Paid: { Type: "Succeed" },
      Refused: { Type: "Fail", Error: "Refused" },
    },
  },
  run: {
    status: "RUNNING",
    now: 43_000,
    states: {
      "Check request": { status: "succeeded", from: 0, to: 0.3 },
      "Small enough?": { status: "succeeded", from: 0.3, to: 0.3 },
      "Ask manager": { status: "running", from: 0.3 },
    },
    taken: [
      ["Check request", "Small enough?"],
      ["Small enough?", "Ask manager"],
    ],
  },
};
