import { isJsonObject, type Json } from "@stepbook/asl";
import { LocalServiceError } from "../service-error";
import { checkRequest, faultAt, isLike, listOf, type Rule, textFaults } from "./check-request";
import { metricFinder } from "./metrics";
import { instanceType, jobName, roleArn, s3OutputPath } from "./patterns";
import type { CreateTrainingJobInput } from "./shapes";

const rules: readonly Rule[] = [
  { path: "TrainingJobName", required: true, type: "text", pattern: jobName },
  { path: "RoleArn", required: true, type: "text", pattern: roleArn },
  { path: "AlgorithmSpecification", required: true, type: "object" },
  { path: "AlgorithmSpecification.TrainingInputMode", required: true, type: "text", pattern: /^(Pipe|File|FastFile)$/ },
  { path: "AlgorithmSpecification.TrainingImage", type: "text" },
  { path: "AlgorithmSpecification.MetricDefinitions", type: "list" },
  { path: "HyperParameters", type: "object" },
  { path: "Environment", type: "object" },
  { path: "InputDataConfig", type: "list" },
  { path: "OutputDataConfig", required: true, type: "object" },
  { path: "OutputDataConfig.S3OutputPath", required: true, type: "text", pattern: s3OutputPath },
  { path: "ResourceConfig", required: true, type: "object" },
  { path: "ResourceConfig.InstanceType", type: "text", pattern: instanceType },
  { path: "ResourceConfig.InstanceCount", type: "count" },
  { path: "ResourceConfig.VolumeSizeInGB", type: "count" },
  { path: "StoppingCondition", required: true, type: "object" },
  { path: "StoppingCondition.MaxRuntimeInSeconds", type: "count" },
  { path: "StoppingCondition.MaxWaitTimeInSeconds", type: "count" },
  { path: "CheckpointConfig", type: "object" },
  { path: "CheckpointConfig.S3Uri", required: true, type: "text", pattern: s3OutputPath },
];

/**
 * Refuses what SageMaker refuses.
 *
 * @throws LocalServiceError ValidationException, with all that is wrong.
 */
export const checkTrainingJob = (request: CreateTrainingJobInput): void => {
  checkRequest(request, rules, moreFaults(request));
  const { TrainingImage, AlgorithmName, MetricDefinitions } = request.AlgorithmSpecification;
  if ((TrainingImage === undefined) === (AlgorithmName === undefined))
    throw new LocalServiceError(
      "ValidationException",
      "You must specify either an algorithm name or a training image, and not both: AlgorithmSpecification has TrainingImage or AlgorithmName.",
    );
  metricFinder(MetricDefinitions ?? []);
  const { MaxRuntimeInSeconds = 86_400, MaxWaitTimeInSeconds: wait } = request.StoppingCondition ?? {};
  if (request.EnableManagedSpotTraining && !(wait !== undefined && wait >= MaxRuntimeInSeconds))
    throw new LocalServiceError(
      "ValidationException",
      "Invalid MaxWaitTimeInSeconds. It must be present and be greater than or equal to MaxRuntimeInSeconds where EnableManagedSpotTraining is true.",
    );
  if (!request.EnableManagedSpotTraining && wait !== undefined)
    throw new LocalServiceError(
      "ValidationException",
      "Invalid MaxWaitTimeInSeconds. It must not be present unless EnableManagedSpotTraining is true.",
    );
};

function* moreFaults({
  InputDataConfig,
  HyperParameters,
  Environment,
  AlgorithmSpecification,
}: CreateTrainingJobInput) {
  const names = new Set<string>();
  for (const [index, channel] of listOf(InputDataConfig).entries()) {
    const path = `inputDataConfig.${index + 1}.member`;
    if (!isLike(channel?.ChannelName, /^(?!\.+$)[A-Za-z0-9.\-_]{1,64}$/))
      yield faultAt(
        channel?.ChannelName,
        `${path}.channelName`,
        "Member must satisfy regular expression pattern: [A-Za-z0-9\\.\\-_]+",
      );
    else if (names.has(channel.ChannelName))
      yield faultAt(channel.ChannelName, `${path}.channelName`, "Channel names must be unique");
    else if (!isJsonObject(channel.DataSource as Json))
      yield faultAt(channel.DataSource, `${path}.dataSource`, "Member must not be null");
    names.add(channel?.ChannelName);
  }
  yield* textFaults("hyperParameters", HyperParameters);
  yield* textFaults("environment", Environment);
  for (const [index, metric] of listOf(AlgorithmSpecification?.MetricDefinitions).entries())
    if (typeof metric?.Name !== "string" || typeof metric?.Regex !== "string")
      yield faultAt(
        metric,
        `algorithmSpecification.metricDefinitions.${index + 1}.member`,
        "Member has a Name and a Regex",
      );
}
