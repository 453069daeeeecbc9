import { isJsonObject, type Json } from "@stepbook/asl";
import { LocalServiceError } from "../service-error";
import { metricFinder } from "./metrics";
import type { CreateTrainingJobInput } from "./shapes";

interface Rule {
  /** Where it is, such as `OutputDataConfig.S3OutputPath`. */
  readonly path: string;
  readonly required?: boolean;
  readonly type: "text" | "object" | "list" | "count";
  readonly pattern?: RegExp;
}

const rules: readonly Rule[] = [
  { path: "TrainingJobName", required: true, type: "text", pattern: /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/ },
  { path: "RoleArn", required: true, type: "text", pattern: /^arn:aws[a-z-]*:iam::\d{12}:role\/?[\w+=,.@/-]+$/ },
  { path: "AlgorithmSpecification", required: true, type: "object" },
  { path: "AlgorithmSpecification.TrainingInputMode", required: true, type: "text", pattern: /^(Pipe|File|FastFile)$/ },
  { path: "AlgorithmSpecification.TrainingImage", type: "text" },
  { path: "AlgorithmSpecification.MetricDefinitions", type: "list" },
  { path: "HyperParameters", type: "object" },
  { path: "Environment", type: "object" },
  { path: "InputDataConfig", type: "list" },
  { path: "OutputDataConfig", required: true, type: "object" },
  { path: "OutputDataConfig.S3OutputPath", required: true, type: "text", pattern: /^(https|s3):\/\/([^/]+)\/?(.*)$/s },
  { path: "ResourceConfig", required: true, type: "object" },
  { path: "ResourceConfig.InstanceType", type: "text", pattern: /^ml\.[a-z0-9-]+\.\d*[a-z]+(-[a-z0-9]+)?$/ },
  { path: "ResourceConfig.InstanceCount", type: "count" },
  { path: "ResourceConfig.VolumeSizeInGB", type: "count" },
  { path: "StoppingCondition", required: true, type: "object" },
  { path: "StoppingCondition.MaxRuntimeInSeconds", type: "count" },
];

const fits: Readonly<Record<Rule["type"], (value: Json) => boolean>> = {
  text: (value) => typeof value === "string",
  object: isJsonObject,
  list: Array.isArray,
  count: (value) => Number.isInteger(value) && (value as number) >= 1,
};

const at = (value: Json, path: string): Json | undefined =>
  path
    .split(".")
    .reduce<Json | undefined>(
      (inner, name) => (isJsonObject(inner) && Object.hasOwn(inner, name) ? (inner[name] as Json) : undefined),
      value,
    );

/** A path in SageMaker's words: `outputDataConfig.s3OutputPath`. */
const inWords = (path: string): string =>
  path
    .split(".")
    .map((name) => name.charAt(0).toLowerCase() + name.slice(1))
    .join(".");

const faultOf = (request: Json, { path, required, type, pattern }: Rule): string | undefined => {
  const value = at(request, path);
  const told = (shown: string, constraint: string): string =>
    `Value ${shown} at '${inWords(path)}' failed to satisfy constraint: ${constraint}`;
  if (value === undefined || value === null) {
    const owner = path.includes(".") ? at(request, path.slice(0, path.lastIndexOf("."))) : request;
    return required && isJsonObject(owner) ? told("null", "Member must not be null") : undefined;
  }
  const shown = `'${typeof value === "string" ? value : JSON.stringify(value)}'`;
  if (!fits[type](value))
    return told(
      shown,
      type === "count" ? "Member must have value greater than or equal to 1" : `Member must be ${type}`,
    );
  if (pattern && !pattern.test(value as string))
    return told(shown, `Member must satisfy regular expression pattern: ${pattern.source}`);
  return undefined;
};

/**
 * Refuses what SageMaker refuses.
 *
 * @throws LocalServiceError ValidationException, with all that is wrong.
 */
export const checkTrainingJob = (request: CreateTrainingJobInput): void => {
  const faults = [...rules.flatMap((rule) => faultOf(request as unknown as Json, rule) ?? []), ...moreFaults(request)];
  if (faults.length > 0) {
    const count = `${faults.length} validation error${faults.length === 1 ? "" : "s"} detected`;
    throw new LocalServiceError("ValidationException", `${count}: ${faults.join("; ")}`);
  }
  const { TrainingImage, AlgorithmName, MetricDefinitions } = request.AlgorithmSpecification;
  if ((TrainingImage === undefined) === (AlgorithmName === undefined))
    throw new LocalServiceError(
      "ValidationException",
      "You must specify either an algorithm name or a training image, and not both: AlgorithmSpecification has TrainingImage or AlgorithmName.",
    );
  metricFinder(MetricDefinitions ?? []);
};

const listOf = <T>(value: readonly T[] | undefined): readonly T[] => (Array.isArray(value) ? value : []);

function* moreFaults({
  InputDataConfig,
  HyperParameters,
  Environment,
  AlgorithmSpecification,
}: CreateTrainingJobInput) {
  const failed = (shown: unknown, path: string, constraint: string): string =>
    `Value '${JSON.stringify(shown) ?? "null"}' at '${path}' failed to satisfy constraint: ${constraint}`;
  const names = new Set<string>();
  for (const [index, channel] of listOf(InputDataConfig).entries()) {
    const path = `inputDataConfig.${index + 1}.member`;
    if (!/^[A-Za-z0-9.\-_]{1,64}$/.test(channel?.ChannelName ?? "") || /^\.+$/.test(channel.ChannelName))
      yield failed(
        channel?.ChannelName,
        `${path}.channelName`,
        "Member must satisfy regular expression pattern: [A-Za-z0-9\\.\\-_]+",
      );
    else if (names.has(channel.ChannelName))
      yield failed(channel.ChannelName, `${path}.channelName`, "Channel names must be unique");
    else if (!isJsonObject(channel.DataSource as Json))
      yield failed(channel.DataSource, `${path}.dataSource`, "Member must not be null");
    names.add(channel?.ChannelName);
  }
  for (const [field, values] of Object.entries({ hyperParameters: HyperParameters, environment: Environment }))
    for (const [name, value] of Object.entries(values ?? {}))
      if (typeof value !== "string") yield failed(value, `${field}.${name}.member`, "Member must be a string");
  for (const [index, metric] of listOf(AlgorithmSpecification?.MetricDefinitions).entries())
    if (typeof metric?.Name !== "string" || typeof metric?.Regex !== "string")
      yield failed(
        metric,
        `algorithmSpecification.metricDefinitions.${index + 1}.member`,
        "Member has a Name and a Regex",
      );
}
