import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { roleArn } from "../../test/execute";
import { LocalServiceError } from "../service-error";
import { checkProcessingJob } from "./check-processing";
import { checkTrainingJob } from "./check-training";
import { checkTuningJob } from "./check-tuning";

const definition = {
  RoleArn: roleArn,
  AlgorithmSpecification: {
    TrainingImage: "any",
    TrainingInputMode: "File",
    MetricDefinitions: [{ Name: "loss", Regex: "loss=(.*)" }],
  },
  InputDataConfig: [
    { ChannelName: "train", DataSource: { S3DataSource: { S3DataType: "S3Prefix", S3Uri: "s3://lab/x" } } },
  ],
  OutputDataConfig: { S3OutputPath: "s3://lab/models" },
  ResourceConfig: { InstanceType: "ml.m5.large", InstanceCount: 1, VolumeSizeInGB: 10 },
  StoppingCondition: { MaxRuntimeInSeconds: 60, MaxWaitTimeInSeconds: 60 },
  EnableManagedSpotTraining: true,
  CheckpointConfig: { S3Uri: "s3://lab/c", LocalPath: "/opt/ml/c" },
  Environment: { A: "1" },
};

const requests = {
  training: { TrainingJobName: "job", HyperParameters: { a: "1" }, ...definition },
  processing: {
    ProcessingJobName: "job",
    RoleArn: roleArn,
    AppSpecification: { ImageUri: "any", ContainerEntrypoint: ["python3"], ContainerArguments: ["a"] },
    ProcessingResources: { ClusterConfig: { InstanceCount: 1, InstanceType: "ml.m5.large", VolumeSizeInGB: 1 } },
    ProcessingInputs: [
      { InputName: "a", S3Input: { S3Uri: "s3://lab/x", LocalPath: "/opt/ml/processing/a", S3DataType: "S3Prefix" } },
    ],
    ProcessingOutputConfig: {
      Outputs: [
        {
          OutputName: "b",
          S3Output: { S3Uri: "s3://lab/y", LocalPath: "/opt/ml/processing/b", S3UploadMode: "EndOfJob" },
        },
      ],
    },
    Environment: { A: "1" },
    StoppingCondition: { MaxRuntimeInSeconds: 60 },
  },
  tuning: {
    HyperParameterTuningJobName: "job",
    HyperParameterTuningJobConfig: {
      Strategy: "Bayesian",
      HyperParameterTuningJobObjective: { Type: "Minimize", MetricName: "loss" },
      ResourceLimits: { MaxNumberOfTrainingJobs: 4, MaxParallelTrainingJobs: 2 },
      ParameterRanges: {
        IntegerParameterRanges: [{ Name: "i", MinValue: "1", MaxValue: "2", ScalingType: "Auto" }],
        ContinuousParameterRanges: [{ Name: "c", MinValue: "1", MaxValue: "2" }],
        CategoricalParameterRanges: [{ Name: "k", Values: ["a"] }],
      },
    },
    TrainingJobDefinition: { StaticHyperParameters: { a: "1" }, ...definition },
  },
};

const checks: Readonly<Record<keyof typeof requests, (request: never) => void>> = {
  training: checkTrainingJob,
  processing: checkProcessingJob,
  tuning: checkTuningJob,
};

/** A request in which something else stands at some place. */
const changed = (request: unknown, places: readonly number[], value: unknown): unknown => {
  const [place, ...rest] = places;
  if (place === undefined || typeof request !== "object" || request === null) return value;
  const keys = Object.keys(request);
  const key = keys[place % Math.max(1, keys.length)];
  const inner = key === undefined ? undefined : (request as Readonly<Record<string, unknown>>)[key];
  if (Array.isArray(request)) return request.map((item) => (item === inner ? changed(item, rest, value) : item));
  return key === undefined ? value : { ...request, [key]: changed(inner, rest, value) };
};

describe.each(Object.keys(requests) as (keyof typeof requests)[])("a request of %s", (kind) => {
  it("is taken as it should be, and else refused in SageMaker's words, whatever stands wherever", () => {
    const check = checks[kind] as (request: unknown) => void;
    check(requests[kind]);
    const places = fc.array(fc.nat(12), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(places, fc.anything(), (where, value) => {
        try {
          check(changed(requests[kind], where, value));
        } catch (error) {
          expect(error).toBeInstanceOf(LocalServiceError);
          expect((error as Error).name).toBe("ValidationException");
        }
      }),
      { numRuns: 1000 },
    );
  });
});
