import { readdir } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { rejection } from "../../test/execute";
import { until, workshop } from "../../test/training";

const spot = {
  EnableManagedSpotTraining: true,
  StoppingCondition: { MaxRuntimeInSeconds: 60, MaxWaitTimeInSeconds: 60 },
  CheckpointConfig: { S3Uri: "s3://lab/checkpoints" },
};

/** Counts its attempts in its checkpoints, and ends in the second. */
const script = `import os, sys, time
path = "/opt/ml/checkpoints/attempts"
attempts = int(open(path).read()) if os.path.exists(path) else 0
open(path, "w").write(str(attempts + 1))
open(os.environ["SM_MODEL_DIR"] + "/of" + str(attempts), "w").write("m")
print("attempt", attempts, flush=True)
if attempts == 0: time.sleep(600)
`;

const begun = async (more: object = {}) => {
  const lab = await workshop();
  const input = await lab.request({ "t.py": script }, { ...spot, ...more });
  await lab.sagemaker.createTrainingJob(input);
  await until(async () => (await lab.sagemaker.trainingJobLog(input)).length > 0);
  return { ...lab, input };
};

describe("managed spot training", () => {
  it("goes on from its checkpoints where it was interrupted, and is billed for its instances alone", async () => {
    const { sagemaker, input, s3, opened } = await begun();
    await sagemaker.interruptTrainingJob({ ...input, WaitSeconds: 1.2 });
    const end = await sagemaker.trainingJobEnd(input);
    expect(end.FailureReason).toBeUndefined();
    expect(end.SecondaryStatusTransitions.map(({ Status }) => Status)).toEqual([
      ...["Starting", "Downloading", "Training", "Interrupted"],
      ...["Starting", "Downloading", "Training", "Uploading", "Completed"],
    ]);
    const checkpoint = await s3.getObject({ Bucket: "lab", Key: "checkpoints/attempts" });
    expect(checkpoint.Body.toString()).toBe("2");
    expect(await readdir(await opened("models/job/output/model.tar.gz"))).toEqual(["of1"]);
    const { EnableManagedSpotTraining, TrainingTimeInSeconds, BillableTimeInSeconds } = end;
    expect(EnableManagedSpotTraining).toBe(true);
    const interrupted = end.SecondaryStatusTransitions[3]!;
    expect(interrupted.EndTime!.getTime() - interrupted.StartTime.getTime()).toBeGreaterThanOrEqual(1100);
    expect(BillableTimeInSeconds).toBeLessThanOrEqual(TrainingTimeInSeconds!);
  });

  it("is out of time where no instance comes back", async () => {
    const StoppingCondition = { MaxRuntimeInSeconds: 4, MaxWaitTimeInSeconds: 4 };
    const { sagemaker, input } = await begun({ StoppingCondition });
    await sagemaker.interruptTrainingJob({ ...input, WaitSeconds: 600 });
    expect(await sagemaker.trainingJobEnd(input)).toMatchObject({
      TrainingJobStatus: "Stopped",
      SecondaryStatus: "MaxWaitTimeExceeded",
    });
    expect(await rejection(sagemaker.interruptTrainingJob(input))).toContain("it is in status Stopped");
  });

  it("is stopped while it waits", async () => {
    const { sagemaker, input } = await begun();
    await sagemaker.interruptTrainingJob({ ...input, WaitSeconds: 600 });
    await until(async () => (await sagemaker.describeTrainingJob(input)).SecondaryStatus === "Interrupted");
    await sagemaker.stopTrainingJob(input);
    expect((await sagemaker.trainingJobEnd(input)).SecondaryStatus).toBe("Stopped");
  });

  it("has a MaxWaitTimeInSeconds, and nothing else has", async () => {
    const { sagemaker, request } = await workshop();
    const input = await request({ "t.mjs": "" });
    const refused = (more: object) => rejection(sagemaker.createTrainingJob({ ...input, ...more }));
    expect(await refused({ EnableManagedSpotTraining: true })).toContain("Invalid MaxWaitTimeInSeconds. It must be");
    const { StoppingCondition } = spot;
    expect(await refused({ StoppingCondition })).toContain("Invalid MaxWaitTimeInSeconds. It must not be");
    expect(await refused({ CheckpointConfig: { S3Uri: "x" } })).toContain("'checkpointConfig.s3Uri'");
    await sagemaker.createTrainingJob(input);
    expect(await rejection(sagemaker.interruptTrainingJob(input))).toContain("has no EnableManagedSpotTraining");
    await sagemaker.trainingJobEnd(input);
  });
});
