import { writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { S3 } from "../s3";
import { algorithmOf } from "./algorithms";
import { archiveTo, below, isEmpty, makeFolders } from "./archive";
import { fillChannel } from "./channels";
import { withCheckpoints } from "./checkpoints";
import type { Command } from "./child";
import { mapPrograms, mapped } from "./container-paths";
import { argumentsOf, configurationOf, type Script, sortedHyperparameters, trainingVariables } from "./environment";
import { JobFailure } from "./failure";
import type { Job } from "./job";
import { inFolder } from "./job-folder";
import { metricFinder } from "./metrics";
import { layOut, runnerOf, scriptOf } from "./program";
import { pythonFor } from "./python";
import { hasRequirements, missingModule, requirementsNote } from "./requirements";
import type { CreateTrainingJobInput } from "./shapes";
import type { Shared } from "./shared";
import { bucketMustBeThere, failureFile, type ProgramEnd, runProgram, within } from "./work";

type TrainingJob = Job<CreateTrainingJobInput>;

/** Does the work of a training job, again and again where it is interrupted. */
export const train = async (job: TrainingJob, shared: Shared): Promise<void> => {
  const { MaxRuntimeInSeconds = 86_400, MaxWaitTimeInSeconds } = job.request.StoppingCondition ?? {};
  const attempts = async (): Promise<void> => {
    let secondsLeft = MaxRuntimeInSeconds;
    const attempt = (root: string): Promise<Outcome> => trainIn(root, job, shared, secondsLeft);
    for (;;) {
      const begun = performance.now();
      if ((await inFolder(job, attempt)) !== "interrupted") return;
      secondsLeft -= (performance.now() - begun) / 1000;
      const { seconds } = job.interruption!;
      job.goOn();
      job.enter("Interrupted");
      await pause(seconds * 1000, undefined, { signal: job.signal });
      job.enter("Starting");
    }
  };
  if (MaxWaitTimeInSeconds === undefined) await attempts();
  else await within(MaxWaitTimeInSeconds, job, "MaxWaitTimeExceeded", attempts);
};

/** How an attempt to train ended: it is over, or goes on elsewhere. */
type Outcome = "over" | "interrupted";

const isInterrupted = ({ interruption, cut }: TrainingJob): boolean => interruption !== undefined && cut === undefined;

const trainIn = async (root: string, job: TrainingJob, shared: Shared, seconds: number): Promise<Outcome> => {
  const { request } = job;
  const script = scriptOf(request);
  await bucketMustBeThere(shared.s3, request.OutputDataConfig.S3OutputPath);
  await makeFolders(root, "input/config", "input/data", "model", "output/data", "output/intermediate", "code");
  for (const [name, content] of Object.entries(configurationOf(request)))
    await writeFile(join(root, "input", "config", name), JSON.stringify(content));
  job.enter("Downloading");
  const run = () => withCheckpoints(root, job, shared.s3, () => runIn(root, job, shared, script));
  const failure = await within(seconds, job, "MaxRuntimeExceeded", run).catch((error: unknown) => {
    if (isInterrupted(job) && (error as Error).name === "AbortError") return "unbegun" as const;
    throw error;
  });
  if (isInterrupted(job)) return "interrupted";
  if (failure === "unbegun") return "over";
  await upload(root, job, shared.s3, failure !== undefined);
  if (failure) throw failure;
  return "over";
};

/** Runs the program of a job, and tells why it failed, or that it was not even begun. */
const runIn = async (
  root: string,
  job: TrainingJob,
  shared: Shared,
  script: Script | undefined,
): Promise<JobFailure | "unbegun" | undefined> => {
  const command = await commandOf(root, job, shared, script);
  for (const channel of job.request.InputDataConfig ?? [])
    await fillChannel(shared.s3, channel, join(root, "input", "data", channel.ChannelName), job.signal);
  if (job.signal.aborted) return "unbegun";
  job.enter("Training");
  const find = script
    ? metricFinder(job.request.AlgorithmSpecification.MetricDefinitions ?? [])
    : algorithmOf(imageOf(job.request)).metrics;
  const end = await runProgram(command, job, find);
  return end.exitCode !== 0 && !job.signal.aborted ? failureOf(root, end, command, script) : undefined;
};

const commandOf = async (
  root: string,
  job: TrainingJob,
  { s3, python, region }: Shared,
  script: Script | undefined,
): Promise<Command> => {
  const { request, record } = job;
  const code = join(root, "code");
  const image = imageOf(request);
  const variables = { ...trainingVariables(request, record.arn, root, script), ...request.Environment };
  const env = {
    ...(process.env as Record<string, string>),
    AWS_REGION: region,
    PYTHONUNBUFFERED: "1",
    ...Object.fromEntries(Object.entries(variables).map(([name, text]) => [name, mapped(text, root)])),
  };
  if (!script) {
    const { driver } = algorithmOf(image);
    return { file: await pythonFor(python, image), args: [driver], cwd: code, env, root };
  }
  await layOut(s3, script, code);
  if (await hasRequirements(code)) job.print(requirementsNote(await runnerOf(script.program, python, image)), "stderr");
  await mapPrograms(join(code, script.program), root);
  const hyperparameters = argumentsOf(sortedHyperparameters(request.HyperParameters).user);
  const args = [script.program, ...hyperparameters.map((text) => mapped(text, root))];
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
  const hint = (await hasRequirements(join(root, "code"))) ? missingModule(errors, file) : "";
  const message = hint === "" ? errors : errors.slice(-400);
  return new JobFailure(
    "AlgorithmError",
    `ExecuteUserScriptError:\nExitCode ${exitCode}\nErrorMessage "${message}"\nCommand "${command}", exit code: ${exitCode}${hint}`,
  );
};

/** What a job leaves: the model where it did not fail, and its other output in any case. */
const upload = async (root: string, job: TrainingJob, s3: S3, failed: boolean): Promise<void> => {
  job.enter("Uploading");
  const { OutputDataConfig, TrainingJobName } = job.request;
  const place = below(OutputDataConfig.S3OutputPath, TrainingJobName, "output");
  const [model, data] = [join(root, "model"), join(root, "output", "data")];
  if (!(await isEmpty(data))) await archiveTo(s3, below(place, "output.tar.gz"), data);
  if (failed && (await isEmpty(model))) return;
  const uri = below(place, "model.tar.gz");
  await archiveTo(s3, uri, model);
  job.tell({ ModelArtifacts: { S3ModelArtifacts: uri } });
};
