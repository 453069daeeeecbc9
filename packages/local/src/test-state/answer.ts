import { type ServiceShapes, type Shape, shapesOf } from "./shapes";

/** What a task's service answers. */
export interface Answer {
  readonly service: ServiceShapes;
  readonly shape: Shape;
  /** Members that Step Functions gives as JSON, whatever the service says of them. */
  readonly free: readonly string[];
}

const integration = /^arn:[\w-]+:states:[^:]*:[^:]*:(?:aws-sdk:)?([^:]+):([^:.]+)(\..+)?$/;

/** The optimized integrations whose service has another name behind aws-sdk:. */
const sdkNames: Readonly<Record<string, string>> = {
  states: "sfn",
  events: "eventbridge",
  elasticmapreduce: "emr",
  "emr-containers": "emrcontainers",
  "emr-serverless": "emrserverless",
};

/** What a job's end is told by, where that is an action's own answer. */
const ends: Readonly<Record<string, string>> = {
  "sfn:startExecution": "describeExecution",
  "athena:startQueryExecution": "getQueryExecution",
  "codebuild:startBuild": "startBuild",
  "sagemaker:createTrainingJob": "describeTrainingJob",
  "sagemaker:createTransformJob": "describeTransformJob",
  "sagemaker:createProcessingJob": "describeProcessingJob",
  "sagemaker:createHyperParameterTuningJob": "describeHyperParameterTuningJob",
  "sagemaker:createLabelingJob": "describeLabelingJob",
};

const jsonMembers: Readonly<Record<string, readonly string[]>> = {
  "arn:aws:states:::lambda:invoke": ["Payload"],
  "arn:aws:states:::states:startExecution.sync:2": ["Input", "Output"],
};

/**
 * What a task's service answers, or undefined where that is anything: a function's own result, a token's, an activity's,
 * or that of a service whose shapes are not there.
 */
export const answerOf = (resource: string): Answer | undefined => {
  const [, named = "", action = "", pattern = ""] = integration.exec(resource) ?? [];
  if (named === "" || named === "activity" || pattern === ".waitForTaskToken") return undefined;
  const name = Object.hasOwn(sdkNames, named) ? sdkNames[named]! : named;
  const service = shapesOf(name);
  const answered = pattern === "" ? action : ends[`${name}:${action}`];
  if (!service || answered === undefined || !Object.hasOwn(service.actions, answered)) return undefined;
  return { service, shape: service.actions[answered]!, free: jsonMembers[resource] ?? [] };
};
