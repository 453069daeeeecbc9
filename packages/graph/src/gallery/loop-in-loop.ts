import type { GalleryEntry } from "./entry";
import { pass, task } from "./shapes";

export const loopInLoop: GalleryEntry = {
  definition: {
    StartAt: "Next page",
    States: {
      "Next page": task("http:invoke", "Next row"),
      "Next row": pass("Row done?"),
      "Row done?": {
        Type: "Choice",
        Choices: [{ Variable: "$.row", NumericLessThan: 50, Next: "Next row" }],
        Default: "Page done?",
      },
      "Page done?": {
        Type: "Choice",
        Choices: [{ Variable: "$.page", NumericLessThan: 9, Next: "Next page" }],
        Default: "Done",
      },
      Done: { Type: "Succeed" },
    },
  },
};
