import type { GalleryEntry } from "./entry";
import { task } from "./shapes";

const failing = [{ ErrorEquals: ["States.ALL"], Next: "Tell of failure" }];

/** Files are crawled, transformed by Glue and asked for by Athena. */
export const etl: GalleryEntry = {
  definition: {
    StartAt: "Start crawler",
    States: {
      "Start crawler": task("aws-sdk:glue:startCrawler", "Wait for crawler", {
        Catch: [{ ErrorEquals: ["Glue.CrawlerRunningException"], Next: "Wait for crawler" }],
      }),
      "Wait for crawler": { Type: "Wait", Seconds: 60, Next: "Get crawler" },
      "Get crawler": task("aws-sdk:glue:getCrawler", "Crawled?"),
      "Crawled?": {
        Type: "Choice",
        Choices: [{ Variable: "$.Crawler.State", StringEquals: "READY", Next: "Transform" }],
        Default: "Wait for crawler",
      },
      Transform: task("glue:startJobRun.sync", "Count rows", { Catch: failing }),
      "Count rows": task("athena:startQueryExecution.sync", "Get counts", { Catch: failing }),
      "Get counts": task("athena:getQueryResults", "Enough rows?", { Catch: failing }),
      "Enough rows?": {
        Type: "Choice",
        Choices: [{ Variable: "$.rows", NumericGreaterThan: 0, Next: "Update catalog" }],
        Default: "Tell of failure",
      },
      "Update catalog": task("athena:startQueryExecution.sync", "Tell of success", { Catch: failing }),
      "Tell of success": task("sns:publish"),
      "Tell of failure": task("sns:publish", "No data"),
      "No data": { Type: "Fail", Error: "Etl.NoData" },
    },
  },
};
