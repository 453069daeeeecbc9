import type { GalleryEntry } from "./entry";
import { pass, task } from "./shapes";

/** A request to an API, answered within its seconds. */
export const expressApi: GalleryEntry = {
  definition: {
    StartAt: "Check token",
    States: {
      "Check token": task("lambda:invoke", "Look in cache", {
        Parameters: { FunctionName: "authorize" },
        Catch: [{ ErrorEquals: ["Unauthorized"], Next: "Answer 401" }],
      }),
      "Look in cache": task("dynamodb:getItem", "Cached?"),
      "Cached?": {
        Type: "Choice",
        Choices: [{ Variable: "$.Item", IsPresent: true, Next: "Answer 200" }],
        Default: "Ask behind",
      },
      "Ask behind": {
        Type: "Parallel",
        Branches: [
          {
            StartAt: "Prices",
            States: { Prices: task("http:invoke", undefined, { Retry: [{ ErrorEquals: ["States.Http.Socket"] }] }) },
          },
          { StartAt: "Stock", States: { Stock: task("aws-sdk:rdsdata:executeStatement") } },
        ],
        Catch: [{ ErrorEquals: ["States.ALL"], Next: "Answer 502" }],
        Next: "Put into cache",
      },
      "Put into cache": task("dynamodb:putItem", "Answer 200"),
      "Answer 200": pass(),
      "Answer 401": pass(),
      "Answer 502": pass(),
    },
  },
};
