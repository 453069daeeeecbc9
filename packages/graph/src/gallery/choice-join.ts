import type { GalleryEntry } from "./entry";
import { pass, task } from "./shapes";

export const choiceJoin: GalleryEntry = {
  definition: {
    QueryLanguage: "JSONata",
    StartAt: "Score",
    States: {
      Score: task("sagemaker:createTransformJob.sync", "AUC good enough?"),
      "AUC good enough?": {
        Type: "Choice",
        Choices: [{ Condition: "{% $states.input.best.auc >= 0.9 %}", Next: "Register model" }],
        Default: "Ask for review",
      },
      "Ask for review": task("sqs:sendMessage.waitForTaskToken", "Register model"),
      "Register model": task("sagemaker:createModel", "Report"),
      Report: pass(),
    },
  },
};
