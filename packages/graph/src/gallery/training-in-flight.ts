import type { GalleryEntry } from "./entry";
import { training } from "./training";

export const trainingInFlight: GalleryEntry = {
  definition: training,
  run: {
    status: "RUNNING",
    now: 1373,
    states: {
      "Validate input": { status: "succeeded", from: 0, to: 1.2 },
      "Prepare features": { status: "succeeded", from: 1.2, to: 253.2 },
      "Extract tabular": { status: "succeeded", from: 1.2, to: 186.2 },
      "Impute missing": { status: "succeeded", from: 186.2, to: 194.6 },
      "Embed text": { status: "succeeded", from: 1.2, to: 251.2, failedTries: ["SageMaker.AmazonSageMakerException"] },
      "Tune models": {
        status: "running",
        from: 253,
        items: { total: 24, queued: 4, running: 4, succeeded: 15, failed: 1, aborted: 0 },
      },
      "Train candidate": {
        status: "running",
        from: 982,
        active: 4,
        failedTries: ["ResourceLimitExceeded"],
        error: "ResourceLimitExceeded",
        cause: "ml.g5.xlarge quota is 4 instances in eu-west-1",
      },
      Evaluate: { status: "succeeded", from: 900, to: 941 },
      "Record failure": { status: "caught", from: 700, to: 700.005 },
    },
    taken: [
      ["Validate input", "Prepare features"],
      ["Extract tabular", "Impute missing"],
      ["Prepare features", "Tune models"],
      ["Train candidate", "Evaluate"],
      ["Train candidate", "Record failure"],
    ],
  },
};
