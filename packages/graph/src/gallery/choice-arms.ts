import type { GalleryEntry } from "./entry";
import { pass, task } from "./shapes";

export const choiceArms: GalleryEntry = {
  definition: {
    StartAt: "Which size?",
    States: {
      "Which size?": {
        Type: "Choice",
        Choices: [
          { Variable: "$.size", NumericLessThan: 10, Next: "Small" },
          { Variable: "$.size", NumericLessThanEquals: 100, Next: "Medium" },
          {
            And: [
              { Variable: "$.size", NumericGreaterThan: 100 },
              { Variable: "$.allowed", BooleanEquals: true },
            ],
            Next: "Large",
          },
        ],
        Default: "Refuse",
      },
      Small: pass("Store"),
      Medium: task("lambda:invoke", "Store", { Parameters: { FunctionName: "shrink" } }),
      Large: task("batch:submitJob.sync", "Check"),
      Check: pass("Store"),
      Refuse: { Type: "Fail", Error: "TooLarge", Cause: "Larger than allowed" },
      Store: task("aws-sdk:s3:putObject"),
    },
  },
};
