import { mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { S3 } from "../s3";
import { algorithmOf } from "./algorithms";
import { archiveTo, below, isEmpty, makeFolders, s3PlaceOf } from "./archive";
import { fillChannel } from "./channels";
import { type Command, startChild } from "./child";
import { argumentsOf, configurationOf, type Script, sortedHyperparameters, trainingVariables } from "./environment";
import { failureReasonOf, JobFailure } from "./failure";
import { metricFinder } from "./metrics";
import { layOut, runnerOf, scriptOf } from "./program";
import { pythonFor } from "./python";
import type { CreateTrainingJobInput } from "./shapes";
import type { TrainingEnd, TrainingJob } from "./training-job";

export interface Workshop {
  readonly s3: S3;
  /** The Python that the user names. */
  readonly python: string | undefined;
  readonly region: string;
}

/** How long a program may take to save its work after it was asked to stop, as at SageMaker. */
const graceMilliseconds = 120_000;
const longestTimer = 2 ** 31 - 1;
/** How many of the last lines of a program tell why it failed. */
const tailLines = 20;

/** Does a training job from its start to its end; never rejects. Its folder is gone when it has ended. */
export const train = async (job: TrainingJob, workshop: Workshop): Promise<void> => {
  const failure = job.cut ? undefined : await trainAnywhere(job, workshop).catch((error: unknown) => error);
  const isCut = job.cut !== undefined && (failure === undefined || (failure as Error).name === "AbortError");
  if (isCut) job.end(job.cut as TrainingEnd);
  else if (failure === undefined) job.end("Completed");
  else job.end("Failed", failureReasonOf(failure));
};

const trainAnywhere = async (job: TrainingJob, workshop: Workshop): Promise<JobFailure | undefined> => {
  const root = await realpath(await mkdtemp(join(tmpdir(), "stepbook-ml-")));
  try {
    return await trainIn(root, job, workshop);
  } finally {
    await rm(root, { recursive: true, force: true, maxRetries: 3 });
  }
};

const trainIn = async (root: string, job: TrainingJob, workshop: Workshop): Promise<JobFailure | undefined> => {
  const { request } = job;
  const { s3 } = workshop;
  const script = scriptOf(request);
  await s3.keys(s3PlaceOf(request.OutputDataConfig.S3OutputPath).Bucket, "\uffff");
  await makeFolders(root, "input/config", "input/data", "model", "output/data", "output/intermediate", "code");
  for (const [name, content] of Object.entries(configurationOf(request)))
    await writeFile(join(root, "input", "config", name), JSON.stringify(content));
  job.enter("Downloading");
  const { MaxRuntimeInSeconds = 86_400 } = request.StoppingCondition ?? {};
  const limit = setTimeout(
    () => job.cutShort("MaxRuntimeExceeded"),
    Math.min(MaxRuntimeInSeconds * 1000, longestTimer),
  );
  try {
    const command = await commandOf(root, job, workshop, script);
    for (const channel of request.InputDataConfig ?? [])
      await fillChannel(s3, channel, join(root, "input", "data", channel.ChannelName), job.signal);
    if (job.cut) return undefined;
    job.enter("Training");
    const { exitCode, errors } = await runProgram(command, job, script);
    clearTimeout(limit);
    const failed = exitCode !== 0 && job.cut === undefined;
    const failure = failed ? await failureOf(root, exitCode, errors, command, script) : undefined;
    await upload(root, job, s3, failed);
    return failure;
  } finally {
    clearTimeout(limit);
  }
};

const commandOf = async (
  root: string,
  { request, arn }: TrainingJob,
  { s3, python, region }: Workshop,
  script: Script | undefined,
): Promise<Command> => {
  const code = join(root, "code");
  const image = imageOf(request);
  const env = {
    ...(process.env as Record<string, string>),
    AWS_REGION: region,
    PYTHONUNBUFFERED: "1",
    ...trainingVariables(request, arn, root, script),
    ...request.Environment,
  };
  if (!script) {
    const { driver } = algorithmOf(image);
    return { file: await pythonFor(python, image), args: [driver], cwd: code, env, root };
  }
  await layOut(s3, script, code);
  const args = [script.program, ...argumentsOf(sortedHyperparameters(request.HyperParameters).user)];
  return { file: await runnerOf(script.program, python, image), args, cwd: code, env, root };
};

const imageOf = ({ AlgorithmSpecification }: CreateTrainingJobInput): string =>
  AlgorithmSpecification.TrainingImage ?? AlgorithmSpecification.AlgorithmName ?? "";

const runProgram = async (command: Command, job: TrainingJob, script: Script | undefined) => {
  const find = script
    ? metricFinder(job.request.AlgorithmSpecification.MetricDefinitions ?? [])
    : algorithmOf(imageOf(job.request)).metrics;
  const errors: string[] = [];
  const child = startChild(command, (line, stream) => {
    job.print(line, stream);
    job.metrics.push(...find(line, job.logs.at(-1)!.time));
    if (stream === "stderr" && errors.push(line) > tailLines) errors.shift();
  });
  const stop = (): void => child.stop(graceMilliseconds);
  if (job.signal.aborted) stop();
  job.signal.addEventListener("abort", stop);
  const exitCode = await child.exitCode;
  job.signal.removeEventListener("abort", stop);
  return { exitCode, errors };
};

const mostOfMessage = 700;

/** Why a program failed: the file that it wrote about it, else the last lines that it printed as errors. */
const failureOf = async (
  root: string,
  exitCode: number,
  errors: readonly string[],
  { file, args }: Command,
  script: Script | undefined,
): Promise<JobFailure> => {
  const told = await readFile(join(root, "output", "failure"), "utf8").catch(() => "");
  if (told !== "") return new JobFailure("AlgorithmError", `${told.slice(0, 900)}, exit code: ${exitCode}`);
  const message = errors.join("\n").slice(-mostOfMessage);
  if (!script) return new JobFailure("AlgorithmError", `${message}, exit code: ${exitCode}`);
  const command = [basename(file), ...args].join(" ").slice(0, 200);
  return new JobFailure(
    "AlgorithmError",
    `ExecuteUserScriptError:\nExitCode ${exitCode}\nErrorMessage "${message}"\nCommand "${command}", exit code: ${exitCode}`,
  );
};

/** What a job leaves: the model where it did not fail, and its other output in any case. */
const upload = async (root: string, job: TrainingJob, s3: S3, failed: boolean): Promise<void> => {
  if (job.cut === undefined && !failed) job.enter("Uploading");
  const { OutputDataConfig, TrainingJobName } = job.request;
  const place = below(OutputDataConfig.S3OutputPath, TrainingJobName, "output");
  const [model, data] = [join(root, "model"), join(root, "output", "data")];
  if (!(await isEmpty(data))) await archiveTo(s3, below(place, "output.tar.gz"), data);
  if (failed && (await isEmpty(model))) return;
  const uri = below(place, "model.tar.gz");
  await archiveTo(s3, uri, model);
  job.artifacts = uri;
};
