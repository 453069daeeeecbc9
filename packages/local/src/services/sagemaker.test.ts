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
});
