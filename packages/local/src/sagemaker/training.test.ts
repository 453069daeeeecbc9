import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { rejection } from "../../test/execute";
import { isAlive, until, workshop } from "../../test/training";
import { createSageMaker } from "./sagemaker";
import type { LogLine } from "./shapes";

const channel = (ChannelName: string, S3Uri: string, S3DataType: "S3Prefix" | "ManifestFile" = "S3Prefix") => ({
  ChannelName,
  DataSource: { S3DataSource: { S3DataType, S3Uri } },
  ContentType: "text/csv",
});

const sleeper = 'import os, time\nprint("pid", os.getpid(), os.getcwd(), flush=True)\ntime.sleep(600)\n';

describe("a training job", () => {
  it("runs a Python script with channels, hyperparameters and variables, and keeps its model", async () => {
    const lines: LogLine[] = [];
    const { s3, run, opened, sagemaker } = await workshop({ onLog: (line) => lines.push(line) });
    await s3.putObject({ Bucket: "lab", Key: "data/train/a/x.csv", Body: "1,2" });
    await s3.putObject({ Bucket: "lab", Key: "data/train/y.csv", Body: "3,4" });
    const script = `import json, os, sys
found = sorted(os.path.relpath(os.path.join(at, name), os.environ["SM_CHANNEL_TRAIN"]) for at, _, names in os.walk(os.environ["SM_CHANNEL_TRAIN"]) for name in names)
config = os.path.join(os.environ["SM_INPUT_CONFIG_DIR"])
told = {"args": sys.argv[1:], "files": found, "hps": json.loads(os.environ["SM_HPS"]), "lr": os.environ["SM_HP_LR"],
  "channels": json.loads(os.environ["SM_CHANNELS"]), "env": os.environ["COLOR"], "cwd": os.path.basename(os.getcwd()),
  "config": {name: json.load(open(os.path.join(config, name))) for name in sorted(os.listdir(config))},
  "job": json.loads(os.environ["SM_TRAINING_ENV"])["job_name"], "module": os.environ["SM_MODULE_NAME"]}
json.dump(told, open(os.path.join(os.environ["SM_MODEL_DIR"], "told.json"), "w"))
open(os.path.join(os.environ["SM_OUTPUT_DATA_DIR"], "plot.txt"), "w").write("*")
for epoch in range(3): print(f"epoch {epoch} loss: {1 / (epoch + 1):.2f};")
`;
    const end = await run(
      { "train.py": script },
      {
        HyperParameters: { epochs: "3", lr: "0.1", flag: "true", b: '"x y"' },
        Environment: { COLOR: "red" },
        InputDataConfig: [channel("train", "s3://lab/data/train")],
        AlgorithmSpecification: {
          TrainingImage: "any",
          TrainingInputMode: "File",
          MetricDefinitions: [{ Name: "loss", Regex: "loss: (?P<v>[0-9.]+);" }],
        },
      },
    );
    expect(end).toMatchObject({
      TrainingJobStatus: "Completed",
      SecondaryStatus: "Completed",
      ModelArtifacts: { S3ModelArtifacts: "s3://lab/models/job/output/model.tar.gz" },
      FinalMetricDataList: [{ MetricName: "loss", Value: 0.33 }],
    });
    expect(end.SecondaryStatusTransitions.map(({ Status }) => Status)).toEqual([
      "Starting",
      "Downloading",
      "Training",
      "Uploading",
      "Completed",
    ]);
    const model = await opened("models/job/output/model.tar.gz");
    const told = JSON.parse(await readFile(join(model, "told.json"), "utf8"));
    expect(told).toMatchObject({
      args: ["-b", "x y", "--epochs", "3", "--flag", "True", "--lr", "0.1"],
      files: ["a/x.csv", "y.csv"],
      hps: { b: "x y", epochs: 3, flag: true, lr: 0.1 },
      lr: "0.1",
      channels: ["train"],
      env: "red",
      cwd: "code",
      job: "job",
      module: "train",
      config: {
        "hyperparameters.json": { epochs: "3" },
        "inputdataconfig.json": { train: { ContentType: "text/csv", TrainingInputMode: "File" } },
        "resourceconfig.json": { current_host: "algo-1", hosts: ["algo-1"] },
      },
    });
    expect(await readdir(await opened("models/job/output/output.tar.gz"))).toEqual(["plot.txt"]);
    expect(lines.map(({ line }) => line)).toContain("epoch 2 loss: 0.33;");
    expect((await sagemaker.trainingJobMetrics(end)).map(({ Value }) => Value)).toEqual([1, 0.5, 0.33]);
  });

  it("runs a Node script, of a folder of this machine", async () => {
    const { run, opened } = await workshop();
    const folder = await mkdtemp(join(tmpdir(), "code-"));
    await writeFile(
      join(folder, "fit.mjs"),
      'import { writeFileSync } from "node:fs"; writeFileSync(process.env.SM_MODEL_DIR + "/m", process.argv.slice(2).join(" "));',
    );
    const HyperParameters = {
      sagemaker_program: "fit.mjs",
      sagemaker_submit_directory: `file://${folder}`,
      layers: "[2, 3]",
    };
    expect((await run({}, { HyperParameters })).FailureReason).toBeUndefined();
    expect(await readFile(join(await opened("models/job/output/model.tar.gz"), "m"), "utf8")).toBe("--layers [2, 3]");
    await rm(folder, { recursive: true });
  });

  it("tells the exit code and the last lines of a script that fails, and keeps its output", async () => {
    const { run, opened } = await workshop();
    const script = `import os
open(os.environ["SM_OUTPUT_DATA_DIR"] + "/half", "w").write("1")
raise ValueError("too few rows")`;
    const end = await run({ "train.py": script });
    expect(end).toMatchObject({ TrainingJobStatus: "Failed", SecondaryStatus: "Failed" });
    expect(end.FailureReason).toMatch(
      /^AlgorithmError: ExecuteUserScriptError:\nExitCode 1\nErrorMessage "Traceback [\s\S]*ValueError: too few rows"\nCommand "\S*python3? train.py", exit code: 1$/,
    );
    expect(end.ModelArtifacts).toBeUndefined();
    expect(await readdir(await opened("models/job/output/output.tar.gz"))).toEqual(["half"]);
  });

  it("fails with what the script wrote to output/failure", async () => {
    const { run } = await workshop();
    const script =
      'import os, sys\nopen(os.environ["SM_OUTPUT_DIR"] + "/failure", "w").write("no labels")\nsys.exit(3)';
    expect((await run({ "train.py": script })).FailureReason).toBe("AlgorithmError: no labels, exit code: 3");
  });

  it.each([
    [
      "a channel without objects",
      { InputDataConfig: [channel("train", "s3://lab/none/")] },
      /No S3 objects found under S3 URL "s3:\/\/lab\/none\/"/,
    ],
    ["a bucket that is not there", { InputDataConfig: [channel("train", "s3://nowhere/x")] }, /NoSuchBucket.*nowhere/],
    [
      "an output bucket that is not there",
      { OutputDataConfig: { S3OutputPath: "s3://nowhere/x" } },
      /NoSuchBucket.*nowhere/,
    ],
    [
      "an entry point that is not there",
      { HyperParameters: { sagemaker_program: "other.py" } },
      /entry point other.py is not in s3:/,
    ],
    [
      "an entry point outside",
      { HyperParameters: { sagemaker_program: "../train.py" } },
      /entry point \.\.\/train.py is not in/,
    ],
    ["a source that is not there", { HyperParameters: { sagemaker_submit_directory: "s3://lab/no" } }, /NoSuchKey/],
    [
      "a source that is no archive",
      { HyperParameters: { sagemaker_submit_directory: "s3://lab/text" } },
      /s3:\/\/lab\/text is not a whole .tar.gz/,
    ],
  ])("fails with %s", async (_, more, reason) => {
    const { run, s3 } = await workshop();
    await s3.putObject({ Bucket: "lab", Key: "text", Body: "some text" });
    const end = await run({ "train.py": "" }, more);
    expect(end.TrainingJobStatus).toBe("Failed");
    expect(end.FailureReason).toMatch(/^ClientError: /);
    expect(end.FailureReason).toMatch(reason);
  });

  it("says what to do about an image without a script, and a Python that is not there", async () => {
    const { sagemaker, request } = await workshop({ python: "python-of-nobody" });
    const input = await request({ "train.py": "" });
    await sagemaker.createTrainingJob(input);
    expect((await sagemaker.trainingJobEnd(input)).FailureReason).toContain("local({ python })");
    const bare = { ...input, TrainingJobName: "bare", HyperParameters: {} };
    await sagemaker.createTrainingJob(bare);
    expect((await sagemaker.trainingJobEnd(bare)).FailureReason).toContain("give its estimator a script");
  });

  it("says that requirements.txt is not installed, and names it where a module is missing", async () => {
    const { run, sagemaker } = await workshop();
    const files = { "t.py": "import a_module_of_nobody", "requirements.txt": "a_module_of_nobody==1" };
    const end = await run(files);
    expect(end.FailureReason).toMatch(
      /ModuleNotFoundError: No module named 'a_module_of_nobody'.*The module a_module_of_nobody is not there: requirements\.txt is not installed.*: \S*python\S* -m pip install -r requirements\.txt$/s,
    );
    const [first] = await sagemaker.trainingJobLog(end);
    expect(first).toMatchObject({ line: expect.stringMatching(/^ATTENTION: requirements\.txt is NOT installed/) });
  });

  it("finds /opt/ml where its script and its hyperparameters name it", async () => {
    const { run, opened } = await workshop();
    const script = `import os, sys
open("/opt/ml/model/a", "w").write("1")
open(sys.argv[2] + "/b", "w").write(os.environ["SM_HP_PLACE"] == sys.argv[2] and os.environ["PLACE"])
`;
    const HyperParameters = { place: "/opt/ml/model" };
    const end = await run({ "t.py": script }, { HyperParameters, Environment: { PLACE: "not/opt/ml/model" } });
    expect(end.FailureReason).toBeUndefined();
    const model = await opened("models/job/output/model.tar.gz");
    expect((await readdir(model)).sort()).toEqual(["a", "b"]);
    expect(await readFile(join(model, "b"), "utf8")).toBe("not/opt/ml/model");
  });

  it("reads metrics by a regex that others take for ever for", async () => {
    const { run } = await workshop();
    const MetricDefinitions = [
      { Name: "slow", Regex: "(a+)+$" },
      { Name: "loss", Regex: "loss=(?P<loss>.*);" },
    ];
    const end = await run(
      { "t.mjs": 'console.log("a".repeat(40) + "!"); console.log("loss=1e-3;")' },
      { AlgorithmSpecification: { TrainingImage: "any", TrainingInputMode: "File", MetricDefinitions } },
    );
    expect(end.FinalMetricDataList).toMatchObject([{ MetricName: "loss", Value: 0.001 }]);
  });

  it("fails where the disk is full, and says so", async () => {
    const { s3, request } = await workshop();
    const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
    const sagemaker = createSageMaker({ s3: { ...s3, folder: s3.folder, putObject: () => Promise.reject(full) } });
    const input = await request({ "t.mjs": "" });
    await sagemaker.createTrainingJob(input);
    const end = await sagemaker.trainingJobEnd(input);
    expect(end.TrainingJobStatus).toBe("Failed");
    expect(end.FailureReason).toMatch(/^ClientError: .*the disk of this machine is full\. ENOSPC/);
    expect(end.ModelArtifacts).toBeUndefined();
  });

  it("fails where its source has a file outside of its folder", async () => {
    const { s3, request, sagemaker } = await workshop();
    const input = await request({ "t.mjs": "" });
    const header = Buffer.alloc(1024);
    header.write("../out", 0);
    header.write("0000644\x000000000\x000000000\x0000000000000\x0000000000000\0        0", 100);
    header.write("ustar\u000000", 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    await s3.putObject({
      Bucket: "lab",
      Key: "code/sourcedir.tar.gz",
      Body: gzipSync(Buffer.concat([header, Buffer.alloc(1024)])),
    });
    await sagemaker.createTrainingJob(input);
    expect((await sagemaker.trainingJobEnd(input)).FailureReason).toMatch(/^ClientError: .*\.\.\/out/);
  });

  it("reads the objects of a manifest", async () => {
    const { run, s3, opened } = await workshop();
    await s3.putObject({ Bucket: "lab", Key: "d/1.csv", Body: "1" });
    await s3.putObject({ Bucket: "lab", Key: "d/2.csv", Body: "2" });
    await s3.putObject({ Bucket: "lab", Key: "list", Body: '[{"prefix":"s3://lab/d/"},"2.csv"]' });
    const script =
      'import os\nopen(os.environ["SM_MODEL_DIR"] + "/m", "w").write(",".join(os.listdir(os.environ["SM_CHANNEL_ALL"])))';
    await run({ "t.py": script }, { InputDataConfig: [channel("all", "s3://lab/list", "ManifestFile")] });
    expect(await readFile(join(await opened("models/job/output/model.tar.gz"), "m"), "utf8")).toBe("2.csv");
  });

  it("is stopped, with all that it started", async () => {
    const pids: number[] = [];
    const { sagemaker, request } = await workshop({ onLog: ({ line }) => pids.push(Number(line.split(" ")[1])) });
    const script = `import subprocess\nsubprocess.Popen(["sh", "-c", "echo pid $$; exec sleep 600"])\n${sleeper}`;
    const input = await request({ "t.py": script });
    await sagemaker.createTrainingJob(input);
    await until(() => pids.length === 2);
    await sagemaker.stopTrainingJob(input);
    expect(await sagemaker.describeTrainingJob(input)).toMatchObject({ TrainingJobStatus: "Stopping" });
    expect(await sagemaker.trainingJobEnd(input)).toMatchObject({
      TrainingJobStatus: "Stopped",
      SecondaryStatus: "Stopped",
    });
    await until(() => !pids.some(isAlive));
    expect(await rejection(sagemaker.stopTrainingJob(input))).toContain("is in status Stopped");
  });

  it("saves its work when it is out of time", async () => {
    const { run, opened } = await workshop();
    const script = `import os, signal, sys, time
def save(*_):
    open(os.environ["SM_MODEL_DIR"] + "/saved", "w").write("yes")
    sys.exit(0)
signal.signal(signal.SIGTERM, save)
while True: time.sleep(0.1)`;
    const end = await run({ "t.py": script }, { StoppingCondition: { MaxRuntimeInSeconds: 2 } });
    expect(end).toMatchObject({ TrainingJobStatus: "Stopped", SecondaryStatus: "MaxRuntimeExceeded" });
    expect(await readdir(await opened("models/job/output/model.tar.gz"))).toEqual(["saved"]);
  });

  it("leaves no child behind where this process is killed", async () => {
    const { request, s3 } = await workshop();
    const input = await request({ "t.py": sleeper });
    const program = `const { createSageMaker } = require(${JSON.stringify(join(__dirname, "../../lib/index.js"))});
const sagemaker = createSageMaker({ s3: ${JSON.stringify(s3.folder)}, onLog: ({ line }) => console.log(line) });
sagemaker.createTrainingJob(${JSON.stringify(input)});`;
    const kernel = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "inherit"] });
    const [line] = await new Promise<[string]>((resolve) =>
      createInterface({ input: kernel.stdout }).once("line", (text) => resolve([text])),
    );
    const [, pid, folder] = line.split(" ").map((part, at) => (at === 1 ? Number(part) : part)) as [
      string,
      number,
      string,
    ];
    expect(isAlive(pid)).toBe(true);
    kernel.kill("SIGKILL");
    await until(() => !isAlive(pid) && !existsSync(folder));
  });

  it("goes on where its listener throws, and says so in its log", async () => {
    const { run, sagemaker } = await workshop({
      onLog: () => {
        throw new Error("full");
      },
    });
    const end = await run({ "t.mjs": 'console.log("one\\ntwo")' });
    expect(end.TrainingJobStatus).toBe("Completed");
    const log = await sagemaker.trainingJobLog(end);
    expect(log.map(({ line }) => line)).toEqual(["one", "onLog threw, and is told no more: Error: full", "two"]);
  });

  it("waits where as many run as there may", async () => {
    const { sagemaker, request } = await workshop({ atOnce: 1 });
    const first = await request({ "t.py": sleeper });
    const [second, third] = [
      { ...first, TrainingJobName: "second" },
      { ...first, TrainingJobName: "third" },
    ];
    for (const input of [first, second, third]) await sagemaker.createTrainingJob(input);
    const secondary = async (input: typeof first) => (await sagemaker.describeTrainingJob(input)).SecondaryStatus;
    await until(async () => (await secondary(first)) === "Training");
    expect(await secondary(second)).toBe("Starting");
    await sagemaker.stopTrainingJob(second);
    expect((await sagemaker.trainingJobEnd(second)).SecondaryStatus).toBe("Stopped");
    await sagemaker.stopTrainingJob(first);
    await until(async () => (await secondary(third)) === "Training");
    await sagemaker.stopTrainingJob(third);
    await sagemaker.trainingJobEnd(third);
  });

  it("is listed, newest first, page by page", async () => {
    const { sagemaker, request } = await workshop();
    const input = await request({ "t.mjs": "" });
    for (const TrainingJobName of ["a1", "a2", "b1"]) {
      await sagemaker.createTrainingJob({ ...input, TrainingJobName });
      await sagemaker.trainingJobEnd({ TrainingJobName });
    }
    const page = await sagemaker.listTrainingJobs({ MaxResults: 2, SortBy: "Name", SortOrder: "Ascending" });
    expect(page.TrainingJobSummaries.map((job) => job.TrainingJobName)).toEqual(["a1", "a2"]);
    const rest = { MaxResults: 2, SortBy: "Name", SortOrder: "Ascending", NextToken: page.NextToken! } as const;
    expect((await sagemaker.listTrainingJobs(rest)).TrainingJobSummaries.map((job) => job.TrainingJobName)).toEqual([
      "b1",
    ]);
    const named = await sagemaker.listTrainingJobs({ NameContains: "a", StatusEquals: "Completed" });
    expect(named.TrainingJobSummaries).toHaveLength(2);
  });

  it("is refused in SageMaker's words", async () => {
    const { sagemaker, request } = await workshop();
    const input = await request({ "t.mjs": "" });
    const refused = (more: object) => rejection(sagemaker.createTrainingJob({ ...input, ...more }));
    expect(await refused({ TrainingJobName: "a_b" })).toMatch(
      /^ValidationException: 1 validation error detected: Value 'a_b' at 'trainingJobName' failed to satisfy constraint: Member must satisfy regular expression pattern/,
    );
    expect(await refused({ RoleArn: undefined, OutputDataConfig: undefined })).toMatch(
      /^ValidationException: 2 validation errors detected: Value null at 'roleArn'.*; Value null at 'outputDataConfig'/,
    );
    expect(await refused({ ResourceConfig: { InstanceType: "big" } })).toContain("resourceConfig.instanceType");
    expect(await refused({ AlgorithmSpecification: { TrainingInputMode: "File" } })).toContain(
      "You must specify either an algorithm name or a training image",
    );
    expect(await refused({ HyperParameters: { a: 1 } })).toContain("hyperParameters.a.member");
    expect(await refused({ InputDataConfig: [channel("../x", "s3://lab/a")] })).toContain("channelName");
    await sagemaker.createTrainingJob(input);
    expect(await refused({})).toMatch(/^ResourceInUse: Training job names must be unique/);
    expect(await rejection(sagemaker.describeTrainingJob({ TrainingJobName: "none" }))).toBe(
      "ValidationException: Requested resource not found.",
    );
    await sagemaker.trainingJobEnd(input);
  });
});
