import type { GalleryEntry } from "./entry";
import { pass, task } from "./shapes";

export const everyType: GalleryEntry = {
  definition: {
    StartAt: "Task",
    States: {
      Task: task("lambda:invoke", "Pass", { Parameters: { FunctionName: "first" } }),
      Pass: pass("Wait"),
      Wait: { Type: "Wait", Seconds: 7200, Next: "Choice" },
      Choice: {
        Type: "Choice",
        Choices: [{ Variable: "$.many", BooleanEquals: true, Next: "Map" }],
        Default: "Parallel",
      },
      Map: {
        Type: "Map",
        ItemProcessor: { StartAt: "Item", States: { Item: pass() } },
        Next: "Succeed",
      },
      Parallel: {
        Type: "Parallel",
        Branches: [
          { StartAt: "Left", States: { Left: pass() } },
          { StartAt: "Right", States: { Right: pass() } },
        ],
        Catch: [{ ErrorEquals: ["States.ALL"], Next: "Fail" }],
        Next: "Succeed",
      },
      Succeed: { Type: "Succeed" },
      Fail: { Type: "Fail", Error: "Broken" },
    },
  },
};
