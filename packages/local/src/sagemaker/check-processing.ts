import { checkRequest, faultAt, isLike, listOf, type Rule, textFaults } from "./check-request";
import { instanceType, jobName, roleArn } from "./patterns";
import type { CreateProcessingJobInput } from "./processing-shapes";

const cluster = "ProcessingResources.ClusterConfig";

const rules: readonly Rule[] = [
  { path: "ProcessingJobName", required: true, type: "text", pattern: jobName },
  { path: "RoleArn", required: true, type: "text", pattern: roleArn },
  { path: "AppSpecification", required: true, type: "object" },
  { path: "AppSpecification.ImageUri", required: true, type: "text", pattern: /./ },
  { path: "AppSpecification.ContainerEntrypoint", type: "list" },
  { path: "AppSpecification.ContainerArguments", type: "list" },
  { path: "ProcessingResources", required: true, type: "object" },
  { path: cluster, required: true, type: "object" },
  { path: `${cluster}.InstanceCount`, required: true, type: "count" },
  { path: `${cluster}.InstanceType`, required: true, type: "text", pattern: instanceType },
  { path: `${cluster}.VolumeSizeInGB`, required: true, type: "count" },
  { path: "ProcessingInputs", type: "list" },
  { path: "ProcessingOutputConfig", type: "object" },
  { path: "ProcessingOutputConfig.Outputs", required: true, type: "list" },
  { path: "Environment", type: "object" },
  { path: "StoppingCondition", type: "object" },
  { path: "StoppingCondition.MaxRuntimeInSeconds", type: "count" },
];

/**
 * Refuses what SageMaker refuses.
 *
 * @throws LocalServiceError ValidationException, with all that is wrong.
 */
export const checkProcessingJob = (request: CreateProcessingJobInput): void =>
  checkRequest(request, rules, moreFaults(request));

function* moreFaults(request: CreateProcessingJobInput) {
  const { AppSpecification: app, ProcessingInputs, ProcessingOutputConfig, Environment } = request;
  yield* textFaults("environment", Environment);
  yield* textFaults("appSpecification.containerEntrypoint", listOf(app?.ContainerEntrypoint));
  yield* textFaults("appSpecification.containerArguments", listOf(app?.ContainerArguments));
  const inputs = listOf(ProcessingInputs).map((input) => ({ name: input?.InputName, at: input?.S3Input }));
  yield* placeFaults("processingInputs", "inputName", "s3Input", inputs);
  const outputs = listOf(ProcessingOutputConfig?.Outputs).map((output) => ({
    name: output?.OutputName,
    at: output?.S3Output,
  }));
  yield* placeFaults("processingOutputConfig.outputs", "outputName", "s3Output", outputs);
}

interface Place {
  readonly name: unknown;
  readonly at: { readonly S3Uri?: string; readonly LocalPath?: string } | undefined;
}

function* placeFaults(list: string, nameField: string, field: string, places: readonly Place[]) {
  const names = new Set<unknown>();
  for (const [index, { name, at }] of places.entries()) {
    const path = `${list}.${index + 1}.member`;
    if (typeof name !== "string" || name === "") yield faultAt(name, `${path}.${nameField}`, "Member must not be null");
    else if (names.has(name)) yield faultAt(name, `${path}.${nameField}`, "Names must be unique");
    names.add(name);
    if (at?.S3Uri !== undefined && !isLike(at.S3Uri, /^s3:\/\/[^/]+/))
      yield faultAt(at.S3Uri, `${path}.${field}.s3Uri`, "Member must be a place in S3, such as s3://bucket/folder");
    if (at?.LocalPath !== undefined && !isLike(at.LocalPath, /^\/opt\/ml\/processing\/.+/))
      yield faultAt(at.LocalPath, `${path}.${field}.localPath`, "Member must begin with /opt/ml/processing/");
  }
}
