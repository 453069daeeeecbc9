import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Backend } from "../backends/backend";
import { followerOf } from "../follow";
import { defaultBucket, executionInput, listJobs, local, pass, pytorch, sagemaker, workflow } from "../index";

const script = `
const epochs = Number(process.argv[process.argv.indexOf("--epochs") + 1]);
for (let epoch = 1; epoch <= epochs; epoch++) {
  console.log("epoch=" + epoch + " loss=" + (1 / epoch).toFixed(2));
  await new Promise((done) => setTimeout(done, 150));
}
if (epochs === 1) { console.error("too few epochs"); process.exit(3); }
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stepbook-jobs-"));
  writeFileSync(join(folder, "train.mjs"), script);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A backend that counts what SageMaker is asked. */
const counting = (on: Backend, asked: string[]): Backend => ({
  ...on,
  traits: {
    ...on.traits,
    sagemaker: (operation, input) => {
      asked.push(operation);
      return on.traits.sagemaker(operation, input);
    },
  },
});

const trained = async (on: Backend, epochs: number) => {
  const input = executionInput({ job: String, epochs: Number });
  const bucket = await defaultBucket({ on });
  const train = sagemaker.training("Train", {
    estimator: pytorch({
      ...{ role: "arn:aws:iam::123456789012:role/R", instanceType: "ml.m5.large", outputPath: `s3://${bucket}/out` },
      ...{
        version: "2.1.0",
        entryPoint: "train.mjs",
        sourceDir: folder,
        metricDefinitions: [{ name: "loss", regex: "loss=([0-9.]+)" }],
      },
      hyperparameters: { epochs: input.epochs },
    }),
    jobName: input.job,
  });
  const made = workflow("training", { input, steps: [pass("Before"), train], on });
  return made.execute({ job: `job-${epochs}`, epochs });
};

describe("the jobs of an execution", () => {
  it("are told as they go on: name, status, phase, time, metrics and the end of the log", async () => {
    const asked: string[] = [];
    const on = counting(local(), asked);
    const execution = await trained(on, 5);
    const follower = followerOf(on, execution.arn);
    const seen: string[] = [];
    await follower.watch(({ jobs }) => {
      for (const { status, phase, metrics } of jobs) seen.push(`${status} ${phase} ${metrics?.length ?? 0}`);
    });
    expect(seen).toContain("InProgress Training 1");
    expect(follower.followed.jobs).toEqual([
      {
        state: "Train",
        kind: "training job",
        name: "job-5",
        status: "Completed",
        phase: "Completed",
        startTime: expect.any(Number),
        endTime: expect.any(Number),
        metrics: [{ name: "loss", value: 0.2 }],
        log: expect.arrayContaining(["epoch=1 loss=1.00", "epoch=5 loss=0.20"]),
      },
    ]);
    expect(new Set(asked)).toEqual(new Set(["DescribeTrainingJob"]));
    expect(asked.length).toBeLessThanOrEqual(seen.length + 2);
  });

  it("tell why they failed, and their logs are a list", async () => {
    const on = local();
    const execution = await trained(on, 1);
    await execution.output().catch(() => undefined);
    const [job] = followerOf(on, execution.arn).followed.jobs;
    expect(job).toMatchObject({ status: "Failed", reason: expect.stringMatching(/^AlgorithmError.*too few epochs/s) });
    const logs = await execution.logs("Train");
    expect(logs.map(({ line }) => line)).toEqual(["epoch=1 loss=1.00", "too few epochs"]);
    expect((await execution.logs(undefined, { limit: 1 })).more).toBe(true);
    const listed = await listJobs({ on, status: "Failed" });
    expect(listed).toMatchObject([
      { kind: "training job", name: "job-1", status: "Failed", reason: expect.stringContaining("too few epochs") },
    ]);
    expect(
      String((listed as unknown as { [key: symbol]: () => string })[Symbol.for("nodejs.util.inspect.custom")]!()),
    ).toMatch(/job-1/);
    expect(await listJobs({ on, nameContains: "none" })).toHaveLength(0);
    await expect(execution.logs("Before")).rejects.toThrow(
      /The state "Before" has begun no job of SageMaker.*These states have begun one: "Train"/,
    );
  });

  it("never end the following: what can't be told is a notice", async () => {
    const on = local();
    const denied: Backend = {
      ...on,
      traits: {
        ...on.traits,
        sagemaker: () => Promise.reject(Object.assign(new Error("You may not."), { name: "AccessDeniedException" })),
      },
    };
    const execution = await trained(denied, 2);
    await execution.output();
    expect(followerOf(denied, execution.arn).followed.jobs).toEqual([
      { state: "Train", kind: "training job", name: "job-2", notice: "You may not." },
    ]);
  });
});
