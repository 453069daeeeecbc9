import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, it, onTestFinished } from "vitest";
import { rejection, roleArn } from "../../test/execute";
import { isAlive, until, workshop } from "../../test/training";
import { createSageMaker } from "./sagemaker";

/** A process of its own that creates a job; its first line of output is the job's. */
const kernel = async (s3: string, operation: string, input: object) => {
  const program = `const { createSageMaker } = require(${JSON.stringify(join(__dirname, "../../lib/index.js"))});
const sagemaker = createSageMaker({ s3: ${JSON.stringify(s3)}, onLog: ({ line }) => console.log(line) });
sagemaker.${operation}(${JSON.stringify(input)});`;
  const child = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const line = await new Promise<string>((resolve) => createInterface({ input: child.stdout }).once("line", resolve));
  return { child, line };
};

const sleeper = `console.log("pid " + process.pid + " " + process.cwd());
console.log("loss=0.5;");
setInterval(() => undefined, 1000);`;

const MetricDefinitions = [{ Name: "loss", Regex: "loss=([0-9.]+);" }];

describe("the records of jobs", () => {
  it("tell the jobs of before, with their logs", async () => {
    const { run, s3, sagemaker } = await workshop();
    const end = await run(
      { "t.mjs": 'console.log("loss=0.25;")' },
      {
        AlgorithmSpecification: { TrainingImage: "any", TrainingInputMode: "File", MetricDefinitions },
        HyperParameters: { $date: "1" },
      },
    );
    const later = createSageMaker({ s3 });
    expect(await later.describeTrainingJob(end)).toEqual(await sagemaker.describeTrainingJob(end));
    expect(await later.trainingJobEnd(end)).toEqual(end);
    expect(await later.trainingJobLog(end)).toEqual(await sagemaker.trainingJobLog(end));
    expect(await later.trainingJobMetrics(end)).toEqual(await sagemaker.trainingJobMetrics(end));
    expect((await later.listTrainingJobs()).TrainingJobSummaries).toHaveLength(1);
    expect(await rejection(later.createTrainingJob({ ...end } as never))).toMatch(/^ResourceInUse/);
    expect(await rejection(later.stopTrainingJob(end))).toContain("is in status Completed");
    expect((await s3.listBuckets()).Buckets).toEqual([{ Name: "lab" }]);
    expect(await rejection(later.describeTrainingJob({ TrainingJobName: "../training-job/job" }))).toContain(
      "Requested resource not found",
    );
  });

  it("tell of a training job whose process was killed, and that it has failed with it", async () => {
    const { request, s3, sagemaker } = await workshop();
    const input = await request(
      { "t.mjs": sleeper },
      {
        AlgorithmSpecification: { TrainingImage: "any", TrainingInputMode: "File", MetricDefinitions },
      },
    );
    const { child, line } = await kernel(s3.folder, "createTrainingJob", input);
    const [, pid, folder] = line.split(" ") as [string, string, string];
    await until(async () => (await sagemaker.trainingJobMetrics(input)).length === 1);
    expect(await sagemaker.describeTrainingJob(input)).toMatchObject({ TrainingJobStatus: "InProgress" });
    expect(await rejection(sagemaker.stopTrainingJob(input))).toContain(`process ${child.pid} of`);
    expect(await rejection(sagemaker.createTrainingJob(input))).toMatch(/^ResourceInUse/);
    child.kill("SIGKILL");
    const end = await sagemaker.trainingJobEnd(input);
    expect(end).toMatchObject({ TrainingJobStatus: "Failed", SecondaryStatus: "Failed" });
    expect(end.FailureReason).toMatch(
      new RegExp(
        `^InternalServerError: The process .* process ${child.pid} of .*last seen at 20.*in its step Training`,
      ),
    );
    expect(end.FinalMetricDataList).toMatchObject([{ MetricName: "loss", Value: 0.5 }]);
    expect((await sagemaker.trainingJobLog(input)).map((one) => one.line)).toEqual([line, "loss=0.5;"]);
    expect(await createSageMaker({ s3 }).describeTrainingJob(input)).toEqual(end);
    await until(() => !isAlive(Number(pid)) && !existsSync(folder));
  });

  it("tell of a processing job whose process was killed, whose program is gone, too", async () => {
    const { s3, sagemaker } = await workshop();
    await s3.putObject({ Bucket: "lab", Key: "p.mjs", Body: sleeper });
    const LocalPath = "/opt/ml/processing/input/code";
    const input = {
      ProcessingJobName: "process",
      RoleArn: roleArn,
      AppSpecification: { ImageUri: "any", ContainerEntrypoint: ["node", `${LocalPath}/p.mjs`] },
      ProcessingInputs: [
        { InputName: "code", S3Input: { S3Uri: "s3://lab/p.mjs", LocalPath, S3DataType: "S3Prefix" } },
      ],
      ProcessingResources: { ClusterConfig: { InstanceCount: 1, InstanceType: "ml.m5.large", VolumeSizeInGB: 1 } },
    };
    const { child, line } = await kernel(s3.folder, "createProcessingJob", input);
    child.kill("SIGKILL");
    expect(await sagemaker.processingJobEnd(input)).toMatchObject({
      ProcessingJobStatus: "Failed",
      FailureReason: expect.stringContaining("in its step Processing"),
    });
    const [, pid, folder] = line.split(" ") as [string, string, string];
    await until(() => !isAlive(Number(pid)) && !existsSync(folder));
  });

  it("tell of a tuning job whose process was killed, and of its training jobs", async () => {
    const { request, s3, sagemaker } = await workshop();
    const { TrainingJobName, HyperParameters, ...definition } = await request({ "t.mjs": sleeper });
    const AlgorithmSpecification = { TrainingImage: "any", TrainingInputMode: "File", MetricDefinitions };
    const input = {
      HyperParameterTuningJobName: "tune",
      HyperParameterTuningJobConfig: {
        Strategy: "Random",
        HyperParameterTuningJobObjective: { Type: "Minimize", MetricName: "loss" },
        ResourceLimits: { MaxNumberOfTrainingJobs: 3, MaxParallelTrainingJobs: 1 },
        ParameterRanges: { ContinuousParameterRanges: [{ Name: "x", MinValue: "0", MaxValue: "1" }] },
      },
      TrainingJobDefinition: { ...definition, AlgorithmSpecification, StaticHyperParameters: HyperParameters! },
    } as const;
    const { child } = await kernel(s3.folder, "createHyperParameterTuningJob", input);
    const training = async () => (await sagemaker.listTrainingJobs()).TrainingJobSummaries[0];
    await until(async () => (await training())?.SecondaryStatus === "Training");
    child.kill("SIGKILL");
    expect(await sagemaker.hyperParameterTuningJobEnd(input)).toMatchObject({
      HyperParameterTuningJobStatus: "Failed",
      FailureReason: expect.stringContaining(`process ${child.pid}`),
      TrainingJobStatusCounters: { NonRetryableError: 1, InProgress: 0 },
    });
  });

  it("are shared by all that have their folder: a job is stopped by any of them in its process", async () => {
    const { request, s3, sagemaker } = await workshop();
    const input = await request({ "t.mjs": sleeper });
    await sagemaker.createTrainingJob(input);
    const other = createSageMaker({ s3 });
    await until(async () => (await other.trainingJobLog(input)).length > 0);
    await other.stopTrainingJob(input);
    expect(await other.trainingJobEnd(input)).toMatchObject({ TrainingJobStatus: "Stopped" });
    expect(await sagemaker.trainingJobEnd(input)).toEqual(await other.describeTrainingJob(input));
  });

  it("lead to the folder that a killed process left before its program ran", async () => {
    const { run, s3 } = await workshop();
    const end = await run({ "t.mjs": "" });
    const left = await mkdtemp(join(tmpdir(), "stepbook-ml-"));
    const path = join(s3.folder, ".sagemaker", "training-job", "job", "record.json");
    const stored = JSON.parse(await readFile(path, "utf8"));
    const { endTime, ...record } = stored.record;
    const gone = { ...stored.owner, since: "0" };
    await writeFile(path, JSON.stringify({ owner: gone, record: { ...record, status: "InProgress", folder: left } }));
    expect(await createSageMaker({ s3 }).describeTrainingJob(end)).toMatchObject({ TrainingJobStatus: "Failed" });
    expect(existsSync(left)).toBe(false);
    await writeFile(path, "{");
    expect(await rejection(createSageMaker({ s3 }).listTrainingJobs())).toMatch(
      /^InternalFailure: .*record\.json is no record of a job: .*Delete the folder/,
    );
  });

  it("are where they are asked to be, and are kept without harm where they can't be", async () => {
    const folder = await mkdtemp(join(tmpdir(), "records-"));
    const { run, sagemaker } = await workshop({ folder });
    const end = await run({ "t.mjs": "" });
    const kept = join(folder, "training-job", "job");
    expect(await readdir(kept)).toEqual(["record.json"]);
    expect(JSON.parse(await readFile(join(kept, "record.json"), "utf8")).record.status).toBe("Completed");
    await rm(folder, { recursive: true });
    expect(await sagemaker.describeTrainingJob(end)).toEqual(end);
    await writeFile(folder, "in the way");
    expect(await rejection(sagemaker.createTrainingJob({ ...end, TrainingJobName: "next" } as never))).toMatch(
      /^InternalFailure: The job can't be recorded: (EEXIST|ENOTDIR)/,
    );
    await rm(folder);
  });

  it("keep the last lines of a long log", async () => {
    const { run, s3 } = await workshop();
    const end = await run({ "t.mjs": 'for (let at = 0; at < 60000; at++) console.log(at + " " + "x".repeat(100));' });
    const kept = await createSageMaker({ s3 }).trainingJobLog(end);
    expect(kept.at(-1)!.line).toMatch(/^59999 /);
    expect(kept.length).toBeGreaterThan(10_000);
    expect(kept.length).toBeLessThan(40_000);
  });
});
