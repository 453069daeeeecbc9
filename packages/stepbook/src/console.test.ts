import type { HistoryEvent } from "@stepbook/asl";
import { describe, expect, it } from "vitest";
import { consoleUrl, linksOfEvents } from "./console";

const at = { timestamp: new Date(0) };
const event = (id: number, type: string, details: object = {}) =>
  ({ id, previousEventId: id - 1, type, ...at, ...details }) as unknown as HistoryEvent;
const scheduled = (resourceType: string, resource: string, parameters: object, region = "us-east-1") =>
  event(1, "TaskScheduled", {
    taskScheduledEventDetails: { resourceType, resource, region, parameters: JSON.stringify(parameters) },
  });
const linksOf = (first: HistoryEvent, partition = "aws") => linksOfEvents([first], partition).get(1);

describe("the AWS console's page", () => {
  it.each([
    ["aws", "us-east-1", "https://console.aws.amazon.com/states/home?region=us-east-1#/statemachines/view/"],
    ["aws-cn", "cn-north-1", "https://console.amazonaws.cn/states/home?region=cn-north-1#/statemachines/view/"],
    [
      "aws-us-gov",
      "us-gov-west-1",
      "https://console.amazonaws-us-gov.com/states/home?region=us-gov-west-1#/statemachines/view/",
    ],
  ])("of a state machine in %s is that partition's", (partition, region, page) => {
    const arn = `arn:${partition}:states:${region}:123456789012:stateMachine:hello`;
    expect(consoleUrl(arn)).toBe(page + arn);
  });

  it("of an execution shows it; other ARNs have none", () => {
    const arn = "arn:aws:states:us-east-1:123456789012:execution:hello:run-1";
    expect(consoleUrl(arn)).toBe(
      `https://console.aws.amazon.com/states/home?region=us-east-1#/executions/details/${arn}`,
    );
    expect(consoleUrl("arn:aws:states:us-east-1:123456789012:activity:a")).toBeUndefined();
    expect(consoleUrl("javascript:alert(1)")).toBeUndefined();
  });

  it("of a task is that of its function, with its logs", () => {
    const links = {
      resource: "https://console.aws.amazon.com/lambda/home?region=us-east-1#/functions/to-base64",
      logs: "https://console.aws.amazon.com/cloudwatch/home?region=us-east-1#logsV2:log-groups/log-group/$252Faws$252Flambda$252Fto-base64",
    };
    expect(linksOf(scheduled("lambda", "invoke", { FunctionName: "to-base64" }))).toEqual(links);
    const arn = "arn:aws:lambda:us-east-1:123456789012:function:to-base64";
    expect(linksOf(scheduled("lambda", "invoke", { FunctionName: `${arn}:live` }))).toEqual(links);
    const details = { lambdaFunctionScheduledEventDetails: { resource: arn } };
    expect(linksOf(event(1, "LambdaFunctionScheduled", details))).toEqual(links);
  });

  it("of a task is that of its SageMaker job, by its kind", () => {
    const page = (action: string, parameters: object) => linksOf(scheduled("sagemaker", action, parameters))?.resource;
    const base = "https://console.aws.amazon.com/sagemaker/home?region=us-east-1#/";
    expect(page("createTrainingJob.sync", { TrainingJobName: "job1" })).toBe(`${base}jobs/job1`);
    expect(page("createTransformJob.sync", { TransformJobName: "t" })).toBe(`${base}transform-jobs/t`);
    expect(page("createEndpoint", { EndpointName: "e/../x" })).toBe(`${base}endpoints/e%2F..%2Fx`);
    expect(page("constructor", { ModelName: "m" })).toBeUndefined();
  });

  it("stays with the task until it has ended, and no longer", () => {
    const events = [
      scheduled("lambda", "invoke", { FunctionName: "f" }),
      event(2, "TaskStarted"),
      event(3, "TaskSucceeded"),
      event(4, "TaskStateExited"),
      event(5, "TaskScheduled"),
    ];
    expect([...linksOfEvents(events, "aws").keys()]).toEqual([1, 2, 3]);
  });

  it("of a nested execution is that execution's", () => {
    const arn = "arn:aws:states:us-east-1:123456789012:execution:child:1";
    const output = JSON.stringify({ ExecutionArn: arn });
    const submitted = event(1, "TaskSubmitted", { taskSubmittedEventDetails: { resourceType: "states", output } });
    expect(linksOf(submitted)?.resource).toBe(consoleUrl(arn));
  });
});
