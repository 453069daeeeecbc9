import type { GalleryEntry } from "./entry";
import { task } from "./shapes";

const all = { ErrorEquals: ["States.ALL"], Next: "Alert" };

/** Two handlers, each of some of the states. */
export const twoHandlers: GalleryEntry = {
  definition: {
    StartAt: "Load",
    States: {
      Load: task("aws-sdk:s3:getObject", "Parse", {
        Catch: [{ ErrorEquals: ["S3.NoSuchKeyException"], Next: "Ask for file" }, all],
      }),
      Parse: task("lambda:invoke", "Store", { Catch: [{ ErrorEquals: ["ParseError"], Next: "Ask for file" }, all] }),
      Store: task("dynamodb:putItem", "Done", { Catch: [all] }),
      Done: { Type: "Succeed" },
      "Ask for file": task("ses:sendEmail", "Load"),
      Alert: task("sns:publish", "Failed"),
      Failed: { Type: "Fail" },
    },
  },
};
