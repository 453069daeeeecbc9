import type { HistoryEvent } from "@stepbook/asl";
import { detailsOf, isOfTask } from "./history";
import { parseStatesArn } from "./machine/arn";

/** The address of the AWS console for each partition. */
const consoles: Readonly<Record<string, string>> = {
  aws: "https://console.aws.amazon.com",
  "aws-cn": "https://console.amazonaws.cn",
  "aws-us-gov": "https://console.amazonaws-us-gov.com",
};

/** The page of something in the console: `pageOf("aws", "us-east-1", "lambda", "/functions/f")`. */
function pageOf(partition: string, region: string, service: string, place: string): string | undefined {
  const address = Object.hasOwn(consoles, partition) ? consoles[partition] : undefined;
  return address === undefined ? undefined : `${address}/${service}/home?region=${encodeURIComponent(region)}#${place}`;
}

/** The console's page of a state machine or an execution; undefined where an ARN is of neither. */
export function consoleUrl(arn: string): string | undefined {
  const parsed = parseStatesArn(arn);
  if (!parsed || (parsed.kind !== "stateMachine" && parsed.kind !== "execution")) return undefined;
  const view = parsed.kind === "stateMachine" ? "statemachines/view" : "executions/details";
  return pageOf(parsed.partition, parsed.region, "states", `/${view}/${encodeURI(arn)}`);
}

/** Where the console shows what a task works with, and what it has logged. */
export interface TaskLinks {
  /** The function, the job, the execution. */
  readonly resource?: string;
  /** Its log group in CloudWatch. */
  readonly logs?: string;
}

interface Where {
  readonly partition: string;
  readonly region: string;
}

/** CloudWatch takes names encoded twice, with $ in the place of %. */
const logsOf = ({ partition, region }: Where, group: string): string | undefined => {
  const name = encodeURIComponent(encodeURIComponent(group)).replaceAll("%", "$");
  return pageOf(partition, region, "cloudwatch", `logsV2:log-groups/log-group/${name}`);
};

function linksTo(where: Where, service: string, place: string, logGroup?: string): TaskLinks {
  const resource = pageOf(where.partition, where.region, service, place);
  const logs = logGroup === undefined ? undefined : logsOf(where, logGroup);
  return { ...(resource !== undefined && { resource }), ...(logs !== undefined && { logs }) };
}

const functionLinks = (where: Where, nameOrArn: string): TaskLinks => {
  const name = /:function:([^:]+)/.exec(nameOrArn)?.[1] ?? nameOrArn.split(":")[0]!;
  return linksTo(where, "lambda", `/functions/${encodeURIComponent(name)}`, `/aws/lambda/${name}`);
};

/** Which parameter names the thing, and where the console has it: by the action of SageMaker. */
const sagemaker: Readonly<Record<string, readonly [parameter: string, page: string, logs?: string]>> = {
  createTrainingJob: ["TrainingJobName", "jobs", "/aws/sagemaker/TrainingJobs"],
  createTransformJob: ["TransformJobName", "transform-jobs", "/aws/sagemaker/TransformJobs"],
  createProcessingJob: ["ProcessingJobName", "processing-jobs", "/aws/sagemaker/ProcessingJobs"],
  createHyperParameterTuningJob: ["HyperParameterTuningJobName", "hyper-tuning-jobs", "/aws/sagemaker/TrainingJobs"],
  createLabelingJob: ["LabelingJobName", "labeling-jobs"],
  createModel: ["ModelName", "models"],
  createEndpointConfig: ["EndpointConfigName", "endpointConfig"],
  createEndpoint: ["EndpointName", "endpoints"],
  updateEndpoint: ["EndpointName", "endpoints"],
};

/** What the console shows of a task that an event schedules or submits. Nothing that the event tells is trusted. */
function linksOfEvent(event: HistoryEvent, partition: string): TaskLinks | undefined {
  const details = detailsOf(event) as Readonly<Record<string, unknown>> | undefined;
  const { resourceType, resource, region, parameters, output } = details ?? {};
  if (event.type === "LambdaFunctionScheduled" && typeof resource === "string") {
    const [, of, , where] = resource.split(":");
    return where ? functionLinks({ partition: of ?? partition, region: where }, resource) : undefined;
  }
  if (event.type === "TaskSubmitted" && resourceType === "states") {
    const { ExecutionArn } = objectIn(output);
    const url = typeof ExecutionArn === "string" ? consoleUrl(ExecutionArn) : undefined;
    return url === undefined ? undefined : { resource: url };
  }
  if (event.type !== "TaskScheduled" || typeof region !== "string") return undefined;
  const where = { partition, region };
  const given = objectIn(parameters);
  if (resourceType === "lambda" && typeof given.FunctionName === "string")
    return functionLinks(where, given.FunctionName);
  const action = String(resource).split(".")[0]!;
  if (resourceType !== "sagemaker" || !Object.hasOwn(sagemaker, action)) return undefined;
  const name = given[sagemaker[action]![0]];
  return typeof name === "string" ? sagemakerLinks(where, action, name) : undefined;
}

/** What the console shows of something that an action of SageMaker has begun or made. */
export function sagemakerLinks(where: Where, action: string, name: string): TaskLinks | undefined {
  if (!Object.hasOwn(sagemaker, action)) return undefined;
  const [, page, logGroup] = sagemaker[action]!;
  return linksTo(where, "sagemaker", `/${page}/${encodeURIComponent(name)}`, logGroup);
}

/** The links of each event's task, by the event's id: those of the event that scheduled it. */
export function linksOfEvents(events: readonly HistoryEvent[], partition: string): ReadonlyMap<number, TaskLinks> {
  const links = new Map<number, TaskLinks>();
  for (const event of [...events].sort((one, other) => one.id - other.id)) {
    if (!isOfTask(event)) continue;
    const found = linksOfEvent(event, partition) ?? links.get(event.previousEventId ?? 0);
    if (found) links.set(event.id, found);
  }
  return links;
}

function objectIn(text: unknown): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = typeof text === "string" ? JSON.parse(text) : undefined;
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
