import type { GalleryEntry } from "./entry";
import { pass, task } from "./shapes";

/** An early exit joins the last state. */
export const farJoin: GalleryEntry = {
  definition: {
    StartAt: "Known?",
    States: {
      "Known?": { Type: "Choice", Choices: [{ Variable: "$.id", IsPresent: true, Next: "Answer" }], Default: "Load" },
      Load: task("aws-sdk:s3:getObject", "Clean"),
      Clean: pass("Fresh?"),
      "Fresh?": {
        Type: "Choice",
        Choices: [{ Variable: "$.age", NumericLessThan: 5, Next: "Answer" }],
        Default: "Train",
      },
      Train: task("sagemaker:createTrainingJob.sync", "Score"),
      Score: task("sagemaker:createTransformJob.sync", "Store"),
      Store: task("dynamodb:putItem", "Answer"),
      Answer: pass(),
    },
  },
};
