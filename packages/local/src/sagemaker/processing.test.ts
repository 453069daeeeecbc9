import { describe, expect, it } from "vitest";
import { rejection, roleArn } from "../../test/execute";
import { isAlive, until, workshop } from "../../test/training";
import type { CreateProcessingJobInput } from "./processing-shapes";

const input = (InputName: string, S3Uri: string, LocalPath: string) => ({
  InputName,
  S3Input: { S3Uri, LocalPath, S3DataType: "S3Prefix", S3InputMode: "File" },
});
const output = (OutputName: string, S3Uri: string, LocalPath: string, S3UploadMode = "EndOfJob") => ({
  OutputName,
  S3Output: { S3Uri, LocalPath, S3UploadMode },
});

/** A bucket with a script as the step `sagemaker.processing` names it, and the job that runs it. */
const laboratory = async (script: string, more: Partial<CreateProcessingJobInput> = {}) => {
  const lab = await workshop();
  await lab.s3.putObject({ Bucket: "lab", Key: "code/clean.py", Body: script });
  await lab.s3.putObject({ Bucket: "lab", Key: "raw/a.csv", Body: "1\n2\n" });
  const request: CreateProcessingJobInput = {
    ProcessingJobName: "clean",
    RoleArn: roleArn,
    AppSpecification: {
      ImageUri: "any:1",
      ContainerEntrypoint: ["python3", "/opt/ml/processing/input/code/clean.py"],
      ContainerArguments: ["--to", "/opt/ml/processing/out"],
    },
    ProcessingResources: { ClusterConfig: { InstanceCount: 1, InstanceType: "ml.m5.large", VolumeSizeInGB: 30 } },
    ProcessingInputs: [
      input("data", "s3://lab/raw", "/opt/ml/processing/input"),
      input("code", "s3://lab/code/clean.py", "/opt/ml/processing/input/code"),
    ],
    ProcessingOutputConfig: { Outputs: [output("out", "s3://lab/clean", "/opt/ml/processing/out")] },
    ...more,
  };
  const run = async (also: Partial<CreateProcessingJobInput> = {}) => {
    await lab.sagemaker.createProcessingJob({ ...request, ...also });
    return lab.sagemaker.processingJobEnd(request);
  };
  const text = async (Key: string) => (await lab.s3.getObject({ Bucket: "lab", Key })).Body.toString();
  return { ...lab, request, run, text };
};

describe("a processing job", () => {
  it("runs its script between the folders that /opt/ml names", async () => {
    const { run, text, sagemaker } = await laboratory(
      `import json, os, sys
rows = open("/opt/ml/processing/input/a.csv").read().split()
os.makedirs(sys.argv[2] + "/deep")
open(sys.argv[2] + "/deep/sum.txt", "w").write(str(sum(map(int, rows))))
open(os.environ["REPORT"], "w").write("r")
config = json.load(open("/opt/ml/config/processingjobconfig.json"))
host = json.load(open("/opt/ml/config/resourceconfig.json"))["current_host"]
open("/opt/ml/output/message", "w").write(config["ProcessingJobName"] + " on " + host)
print("cleaned")
`,
      { Environment: { REPORT: "/opt/ml/processing/out/report.txt" } },
    );
    const end = await run();
    expect(end.FailureReason).toBeUndefined();
    expect(end).toMatchObject({
      ProcessingJobArn: "arn:aws:sagemaker:us-east-1:123456789012:processing-job/clean",
      ProcessingJobStatus: "Completed",
      ExitMessage: "clean on algo-1",
      StoppingCondition: { MaxRuntimeInSeconds: 86_400 },
      Environment: { REPORT: "/opt/ml/processing/out/report.txt" },
      ProcessingStartTime: expect.any(Date),
      ProcessingEndTime: expect.any(Date),
    });
    expect(await text("clean/deep/sum.txt")).toBe("3");
    expect(await text("clean/report.txt")).toBe("r");
    expect((await sagemaker.processingJobLog(end)).map(({ line }) => line)).toEqual(["cleaned"]);
    const { ProcessingJobSummaries } = await sagemaker.listProcessingJobs({ NameContains: "cle" });
    expect(ProcessingJobSummaries).toMatchObject([{ ProcessingJobName: "clean", ProcessingJobStatus: "Completed" }]);
  });

  it("runs a line for the shell, whose programs find /opt/ml, too", async () => {
    const { run, text } = await laboratory('open("/opt/ml/processing/out/done", "w").write("yes")');
    const ContainerEntrypoint = [
      "/bin/bash",
      "-c",
      "cd /opt/ml && python3 /opt/ml/processing/input/code/clean.py; exit $?",
    ];
    const end = await run({ AppSpecification: { ImageUri: "any:1", ContainerEntrypoint } });
    expect(end.FailureReason).toBeUndefined();
    expect(await text("clean/done")).toBe("yes");
  });

  it("tells why its script failed, and keeps what there is of its output", async () => {
    const { run, text } = await laboratory(
      'import sys\nopen("/opt/ml/processing/out/half", "w").write("1")\nprint("no rows", file=sys.stderr)\nsys.exit(4)',
    );
    const end = await run({
      ProcessingOutputConfig: { Outputs: [output("out", "s3://lab/clean", "/opt/ml/processing/out", "Continuous")] },
    });
    expect(end).toMatchObject({
      ProcessingJobStatus: "Failed",
      FailureReason: "AlgorithmError: no rows, exit code: 4",
    });
    expect(await text("clean/half")).toBe("1");
  });

  it("is stopped, with all that it started, and ends at its time", async () => {
    const sleeper = "import os, time\nprint(os.getpid(), flush=True)\ntime.sleep(600)";
    const { request, sagemaker, run } = await laboratory(sleeper);
    await sagemaker.createProcessingJob(request);
    await until(async () => (await sagemaker.processingJobLog(request)).length > 0);
    const pid = Number((await sagemaker.processingJobLog(request))[0]!.line);
    await sagemaker.stopProcessingJob(request);
    expect(await sagemaker.processingJobEnd(request)).toMatchObject({ ProcessingJobStatus: "Stopped" });
    await until(() => !isAlive(pid));
    expect(await rejection(sagemaker.stopProcessingJob(request))).toContain("processing job is in status Stopped");
    const late = { ProcessingJobName: "late", StoppingCondition: { MaxRuntimeInSeconds: 1 } };
    await run(late);
    expect(await sagemaker.processingJobEnd(late)).toMatchObject({ ProcessingJobStatus: "Stopped" });
  });

  it.each([
    ["an image's own program", { ImageUri: "any:1" }, /what the image any:1 runs by itself can't/],
    [
      "a program of the image",
      { ImageUri: "any:1", ContainerEntrypoint: ["/opt/program/serve"] },
      /"\/opt\/program\/serve" is a program of the image/,
    ],
    [
      "a script that is not there",
      { ImageUri: "any:1", ContainerEntrypoint: ["python3", "/opt/ml/processing/input/code/none.py"] },
      /can't open file/,
    ],
  ])("fails with %s", async (_, AppSpecification, reason) => {
    const { run } = await laboratory("");
    expect((await run({ AppSpecification })).FailureReason).toMatch(reason);
  });

  it.each([
    ["an input without objects", "s3://lab/none", /^ClientError: No S3 objects found under S3 URL "s3:\/\/lab\/none"/],
    ["a bucket that is not there", "s3://nowhere/x", /^ClientError: NoSuchBucket.*nowhere/],
  ])("fails with %s", async (_, uri, reason) => {
    const { run } = await laboratory("");
    expect((await run({ ProcessingInputs: [input("data", uri, "/opt/ml/processing/input")] })).FailureReason).toMatch(
      reason,
    );
    expect(
      (
        await (
          await laboratory("")
        ).run({
          ProcessingOutputConfig: { Outputs: [output("out", "s3://nowhere/x", "/opt/ml/processing/out")] },
        })
      ).FailureReason,
    ).toMatch(/NoSuchBucket/);
  });

  it("is refused in SageMaker's words", async () => {
    const { request, sagemaker } = await laboratory("");
    const refused = (more: object) => rejection(sagemaker.createProcessingJob({ ...request, ...more }));
    expect(await refused({ AppSpecification: {} })).toContain("Value null at 'appSpecification.imageUri'");
    expect(await refused({ ProcessingResources: { ClusterConfig: { InstanceCount: 0 } } })).toMatch(
      /3 validation errors detected: Value '0' at 'processingResources.clusterConfig.instanceCount'/,
    );
    expect(await refused({ ProcessingInputs: [input("a", "s3://lab/x", "/opt/ml/../../etc")] })).toContain(
      "must begin with /opt/ml/processing/",
    );
    expect(await rejection(sagemaker.describeProcessingJob({ ProcessingJobName: "none" }))).toBe(
      "ValidationException: Could not find requested job with name: none",
    );
    const outside = [input("a", "s3://lab/raw", "/opt/ml/processing/../../../etc")];
    await sagemaker.createProcessingJob({ ...request, ProcessingInputs: outside });
    expect((await sagemaker.processingJobEnd(request)).FailureReason).toContain("is not below /opt/ml");
  });
});
