import { writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { S3 } from "../s3";
import { algorithmOf } from "./algorithms";
import { archiveTo, below, isEmpty, makeFolders } from "./archive";
import { fillChannel } from "./channels";
import type { Command } from "./child";
import { argumentsOf, configurationOf, type Script, sortedHyperparameters, trainingVariables } from "./environment";
import { JobFailure } from "./failure";
import type { Job } from "./job";
import { metricFinder } from "./metrics";
import { layOut, runnerOf, scriptOf } from "./program";
import { pythonFor } from "./python";
import type { CreateTrainingJobInput } from "./shapes";
import type { Shared } from "./shared";
import { bucketMustBeThere, failureFile, inFolder, type ProgramEnd, runProgram, within } from "./work";

type TrainingJob = Job<CreateTrainingJobInput>;

/** Does the work of a training job. */
export const train = (job: TrainingJob, shared: Shared): Promise<void> =>
  inFolder(async (root) => {
    const { request } = job;
    const script = scriptOf(request);
    await bucketMustBeThere(shared.s3, request.OutputDataConfig.S3OutputPath);
    await makeFolders(root, "input/config", "input/data", "model", "output/data", "output/intermediate", "code");
    for (const [name, content] of Object.entries(configurationOf(request)))
      await writeFile(join(root, "input", "config", name), JSON.stringify(content));
    job.enter("Downloading");
    const { MaxRuntimeInSeconds = 86_400 } = request.StoppingCondition ?? {};
    const failure = await within(MaxRuntimeInSeconds, job, () => runIn(root, job, shared, script));
    if (failure === "cut") return;
    await upload(root, job, shared.s3, failure !== undefined);
    if (failure) throw failure;
  });

/** Runs the program of a job, and tells why it failed, or that it was not even begun. */
const runIn = async (
  root: string,
  job: TrainingJob,
  shared: Shared,
  script: Script | undefined,
): Promise<JobFailure | "cut" | undefined> => {
  const command = await commandOf(root, job, shared, script);
  for (const channel of job.request.InputDataConfig ?? [])
    await fillChannel(shared.s3, channel, join(root, "input", "data", channel.ChannelName), job.signal);
  if (job.cut) return "cut";
  job.enter("Training");
  const find = script
    ? metricFinder(job.request.AlgorithmSpecification.MetricDefinitions ?? [])
    : algorithmOf(imageOf(job.request)).metrics;
  const end = await runProgram(command, job, find);
  return end.exitCode !== 0 && job.cut === undefined ? failureOf(root, end, command, script) : undefined;
};

const commandOf = async (
  root: string,
  { request, record }: TrainingJob,
  { s3, python, region }: Shared,
  script: Script | undefined,
): Promise<Command> => {
  const code = join(root, "code");
  const image = imageOf(request);
  const env = {
    ...(process.env as Record<string, string>),
    AWS_REGION: region,
    PYTHONUNBUFFERED: "1",
    ...trainingVariables(request, record.arn, root, script),
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

/** Why a program failed: the file that it wrote about it, else the last lines that it printed as errors. */
const failureOf = async (
  root: string,
  { exitCode, errors }: ProgramEnd,
  { file, args }: Command,
  script: Script | undefined,
): Promise<JobFailure> => {
  const told = await failureFile(join(root, "output", "failure"));
  if (told !== "") return new JobFailure("AlgorithmError", `${told}, exit code: ${exitCode}`);
  if (!script) return new JobFailure("AlgorithmError", `${errors}, exit code: ${exitCode}`);
  const command = [basename(file), ...args].join(" ").slice(0, 200);
  return new JobFailure(
    "AlgorithmError",
    `ExecuteUserScriptError:\nExitCode ${exitCode}\nErrorMessage "${errors}"\nCommand "${command}", exit code: ${exitCode}`,
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
  job.record.told.ModelArtifacts = { S3ModelArtifacts: uri };
};
