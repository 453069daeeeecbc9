import type { StateMachine } from "@stepbook/asl";
import { describe, expect, it } from "vitest";
import { create, execute, settled } from "../../test/execute";
import { isAlive, until, workshop } from "../../test/training";
import { createLocalStepFunctions } from "../index";

const training = (Parameters: object, pattern = ".sync", more: object = {}): StateMachine =>
  ({
    StartAt: "Train",
    States: {
      Train: {
        Type: "Task",
        Resource: `arn:aws:states:::sagemaker:createTrainingJob${pattern}`,
        Parameters,
        End: true,
        ...more,
      },
    },
  }) as unknown as StateMachine;

describe("a workflow that trains", () => {
  it("ends with the description of the job, by a clock that jumps, too", async () => {
    const { sagemaker, request } = await workshop();
    const input = await request({ "t.mjs": "" });
    const { status, output } = await execute(training(input, ".sync", { TimeoutSeconds: 60 }), { sagemaker });
    expect(status).toBe("SUCCEEDED");
    expect(JSON.parse(output!)).toMatchObject({
      TrainingJobName: "job",
      TrainingJobStatus: "Completed",
      ModelArtifacts: { S3ModelArtifacts: "s3://lab/models/job/output/model.tar.gz" },
      CreationTime: expect.any(Number),
    });
  });

  it("goes on at once without .sync, and describes the job by the AWS SDK", async () => {
    const { sagemaker, request } = await workshop();
    const input = await request({ "t.mjs": "" });
    const { output } = await execute(training(input, ""), { sagemaker });
    expect(JSON.parse(output!)).toMatchObject({
      TrainingJobArn: "arn:aws:sagemaker:us-east-1:123456789012:training-job/job",
      SdkHttpMetadata: { HttpStatusCode: 200 },
    });
    await sagemaker.trainingJobEnd(input);
    const Resource = "arn:aws:states:::aws-sdk:sagemaker:describeTrainingJob";
    const described = await execute(training({ TrainingJobName: "job" }, "", { Resource }), { sagemaker });
    expect(JSON.parse(described.output!)).toMatchObject({ CreationTime: expect.stringMatching(/Z$/) });
    const again = await execute(training(input, ""), { sagemaker });
    expect(again).toMatchObject({ status: "FAILED", error: "SageMaker.ResourceInUseException" });
    expect(again.cause).toContain("(Service: AmazonSageMaker; Status Code: 400; Error Code: ResourceInUse;");
  });

  it("fails with the job's description as the cause", async () => {
    const { sagemaker, request } = await workshop();
    const input = await request({ "t.mjs": 'console.error("no data"); process.exit(7)' });
    const { error, cause } = await execute(training(input), { sagemaker });
    expect(error).toBe("States.TaskFailed");
    expect(JSON.parse(cause!)).toMatchObject({
      TrainingJobStatus: "Failed",
      FailureReason: expect.stringContaining('ExitCode 7\nErrorMessage "no data"'),
    });
  });

  it("stops the job where the execution is stopped", async () => {
    const pids: number[] = [];
    const { sagemaker, request } = await workshop({ onLog: ({ line }) => pids.push(Number(line)) });
    const input = await request({ "t.mjs": "console.log(process.pid); setInterval(() => {}, 1000)" });
    const api = createLocalStepFunctions({ sagemaker });
    const stateMachineArn = await create(api, training(input));
    const { executionArn } = await api.startExecution({ stateMachineArn });
    await until(() => pids.length === 1);
    await api.stopExecution({ executionArn });
    expect((await settled(api, executionArn)).status).toBe("ABORTED");
    expect((await sagemaker.trainingJobEnd(input)).TrainingJobStatus).toBe("Stopped");
    await until(() => !isAlive(pids[0]!));
  });

  it("waits for tuning and for processing, too", async () => {
    const { sagemaker, request, s3 } = await workshop();
    const { TrainingJobName, HyperParameters, ...definition } = await request({
      "t.mjs": 'console.log("loss=" + JSON.parse(process.env.SM_HPS).x)',
    });
    const tuning = {
      HyperParameterTuningJobName: "tune",
      HyperParameterTuningJobConfig: {
        Strategy: "Grid",
        HyperParameterTuningJobObjective: { Type: "Minimize", MetricName: "loss" },
        ResourceLimits: { MaxParallelTrainingJobs: 2 },
        ParameterRanges: { CategoricalParameterRanges: [{ Name: "x", Values: ["2", "1"] }] },
      },
      TrainingJobDefinition: {
        ...definition,
        AlgorithmSpecification: {
          ...definition.AlgorithmSpecification,
          MetricDefinitions: [{ Name: "loss", Regex: "loss=(.*)" }],
        },
        StaticHyperParameters: HyperParameters,
      },
    };
    const run = async (action: string, parameters: object) => {
      const Resource = `arn:aws:states:::sagemaker:${action}.sync`;
      const { status, output, cause } = await execute(training(parameters, "", { Resource }), { sagemaker });
      return { status, ...JSON.parse(output ?? cause!) };
    };
    expect(await run("createHyperParameterTuningJob", tuning)).toMatchObject({
      status: "SUCCEEDED",
      HyperParameterTuningJobStatus: "Completed",
      BestTrainingJob: { TunedHyperParameters: { x: "1" }, CreationTime: expect.any(Number) },
    });
    await s3.putObject({ Bucket: "lab", Key: "code/p.mjs", Body: "process.exit(5)" });
    const processing = {
      ProcessingJobName: "process",
      RoleArn: definition.RoleArn,
      AppSpecification: { ImageUri: "any", ContainerEntrypoint: ["node", "/opt/ml/processing/input/code/p.mjs"] },
      ProcessingInputs: [
        {
          InputName: "code",
          S3Input: { S3Uri: "s3://lab/code/p.mjs", LocalPath: "/opt/ml/processing/input/code", S3DataType: "S3Prefix" },
        },
      ],
      ProcessingResources: { ClusterConfig: { InstanceCount: 1, InstanceType: "ml.m5.large", VolumeSizeInGB: 1 } },
    };
    expect(await run("createProcessingJob", processing)).toMatchObject({
      status: "FAILED",
      ProcessingJobStatus: "Failed",
      FailureReason: "AlgorithmError: , exit code: 5",
    });
  });
});
