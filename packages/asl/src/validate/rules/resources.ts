import type { Rule } from "../rule";

const integration = /^arn:[^:]+:states:::(aws-sdk|[\w-]+):.*?(\.sync(?::\d+)?|\.waitForTaskToken)$/;
const activity = /^arn:[^:]+:states:[^:]*:[^:]*:activity:/;

/** The services whose integration never waits for a job to end. */
const withoutJobs = ["lambda", "sns", "sqs", "dynamodb", "events", "apigateway", "aws-sdk", "bedrock-agentcore"];
/** The services whose integration never waits for a task token. */
const withoutTokens = [
  "athena",
  "batch",
  "codebuild",
  "elasticmapreduce",
  "emr-containers",
  "emr-serverless",
  "glue",
  "databrew",
  "mediaconvert",
  "sagemaker",
  "dynamodb",
  "bedrock-agentcore",
];

/**
 * A Task asks of a service only what its integration can do.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html
 */
export const resources: Rule = function* ({ states }) {
  for (const { fields, keys } of states) {
    const { Resource, Credentials } = fields;
    if (typeof Resource !== "string") continue;
    const [, service = "", pattern] = integration.exec(Resource) ?? [];
    const refused =
      pattern === ".waitForTaskToken"
        ? withoutTokens.includes(service)
        : pattern === ".sync:2"
          ? service !== "states"
          : pattern !== undefined && withoutJobs.includes(service);
    if (refused)
      yield {
        code: "NO_SUCH_INTEGRATION",
        keys: [...keys, "Resource"],
        data: { resource: Resource, service, pattern: pattern ?? "" },
      };
    if (Credentials !== undefined && activity.test(Resource))
      yield { code: "ACTIVITY_CREDENTIALS", keys: [...keys, "Credentials"] };
  }
};
